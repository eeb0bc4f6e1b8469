"""Topics as data: created when missing, never changed behind an operator's back."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import TopicAlreadyExistsError, for_code


@dataclass(frozen=True, slots=True)
class TopicSpec:
    name: str
    partitions: int
    config: dict[str, str] = field(default_factory=dict)


def read_topics(path: Path, prefix: str = "") -> list[TopicSpec]:
    """Reads `[topics.<name>] partitions = n` with `retention_hours = h` or `compacted = true` of a TOML file."""
    tables = tomllib.loads(path.read_text())["topics"]
    return [TopicSpec(prefix + name, int(table["partitions"]), _config(table)) for name, table in tables.items()]


def _config(table: dict[str, Any]) -> dict[str, str]:
    if table.get("compacted"):
        # tombstones stay a day, so that a reader that was away sees what is gone
        return {"cleanup.policy": "compact", "delete.retention.ms": "86400000", "segment.ms": "86400000"}
    return {"cleanup.policy": "delete", "retention.ms": str(int(table["retention_hours"]) * 3_600_000)}


async def ensure_topics(bootstrap: str, specs: Sequence[TopicSpec], replication: int = 1) -> list[str]:
    """Creates the missing ones and returns their names; existing ones are left as they are."""
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        existing = set(await admin.list_topics())
        missing = [spec for spec in specs if spec.name not in existing]
        if missing:
            answer = await admin.create_topics([_new(spec, replication) for spec in missing])
            _check(answer.to_object()["topic_errors"])
    finally:
        await admin.close()
    return [spec.name for spec in missing]


def _new(spec: TopicSpec, replication: int) -> NewTopic:
    return NewTopic(spec.name, spec.partitions, replication, topic_configs=spec.config)


def _check(errors: Sequence[dict[str, Any]]) -> None:
    for answer in errors:
        error = for_code(answer["error_code"])
        if answer["error_code"] and error is not TopicAlreadyExistsError:
            raise error(answer["topic"])
