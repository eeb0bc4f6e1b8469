"""CloudEvents 1.0 in structured JSON: what crosses services, and how it is written and read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar, Self
from uuid import UUID

import orjson
from pydantic import BaseModel, ConfigDict

from common.ids import uuid7

TYPE_HEADER = "type"
TRACE_HEADER = "traceparent"
"""W3C trace context; only when tracing is on."""
TOMBSTONE = "tombstone"
"""The type under which a reader finds the end of a compacted key (null value)."""


class Event(BaseModel):
    """A fact or snapshot that a service announces. Subclasses name their type and topic once."""

    model_config = ConfigDict(frozen=True, ser_json_timedelta="float")

    type: ClassVar[str]
    topic: ClassVar[str]


@dataclass(frozen=True, slots=True)
class Envelope:
    """One message as its reader sees it; `data` is plain JSON, each reader has a model of its own for it."""

    id: str
    source: str
    type: str
    subject: str
    time: datetime
    data: Mapping[str, Any]
    key: str = ""
    position: tuple[str, int, int] = ("", -1, -1)
    """(topic, partition, offset); only for logs and dead letters."""

    @classmethod
    def decode(cls, raw: bytes, key: str = "", position: tuple[str, int, int] = ("", -1, -1)) -> Self:
        """Raises ValueError or KeyError when `raw` is no envelope."""
        body = orjson.loads(raw)
        time = datetime.fromisoformat(body["time"])
        return cls(body["id"], body["source"], body["type"], body["subject"], time, body["data"], key, position)

    @classmethod
    def tombstone(cls, time: datetime, key: str, position: tuple[str, int, int] = ("", -1, -1)) -> Self:
        """The end of a key of a compacted topic, as a reader's handler for TOMBSTONE gets it."""
        return cls("", "", TOMBSTONE, key, time, {}, key, position)


def encode(
    event_type: str,
    data: Mapping[str, Any],
    *,
    source: str,
    subject: str,
    time: datetime,
    event_id: UUID | None = None,
) -> bytes:
    """The envelope's bytes; `data` may hold UUID, datetime, date (orjson writes them)."""
    body = {
        "specversion": "1.0",
        "id": event_id or uuid7(),
        "source": source,
        "type": event_type,
        "subject": subject,
        "time": time.astimezone(UTC),
        "dataschema": f"urn:smartcharging:{event_type}",
        "data": data,
    }
    return orjson.dumps(body, option=orjson.OPT_UTC_Z, default=str)


def type_headers(event_type: str, traceparent: str | None = None) -> list[tuple[str, bytes]]:
    headers = [(TYPE_HEADER, event_type.encode())]
    if traceparent:
        headers.append((TRACE_HEADER, traceparent.encode()))
    return headers
