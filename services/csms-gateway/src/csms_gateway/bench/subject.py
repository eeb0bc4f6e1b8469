"""The gateway under measure: a process of its own, with stations registered, its CPU time read from /proc."""

import asyncio
import os
import socket
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from uuid import UUID, uuid5

from aiokafka import AIOKafkaProducer
from common.events import encode, type_headers
from common.testing.helpers import eventually
from common.topics import TopicSpec, ensure_topics

_TOPICS = {"station-events": 12, "station-log": 12, "station-commands": 12, "stations": 6, "credentials": 6}
_NAMESPACE = UUID(int=7)


class Subject:
    """A running gateway."""

    def __init__(self, process: asyncio.subprocess.Process, port: int) -> None:
        self._process, self.port = process, port

    def cpu_seconds(self) -> float:
        """Time that all threads of the process have spent on a core."""
        tasks = Path(f"/proc/{self._process.pid}/task").iterdir()
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9

    def resident_kib(self) -> int:
        """Resident memory."""
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0])


@asynccontextmanager
async def running_subject(bootstrap: str, prefix: str) -> AsyncIterator[Subject]:
    """A gateway over the stations of the prefix, ready; stopped afterwards."""
    port = _free_port()
    with tempfile.TemporaryDirectory(prefix="gateway-bench-") as folder:
        environment = {
            **os.environ,
            "KAFKA_BOOTSTRAP": bootstrap,
            "KAFKA_TOPIC_PREFIX": prefix,
            "DATA_DIR": folder,
            "PORT": str(port),
            "CREDENTIAL_KEY": "11" * 32,
            "REMOTE_TOKEN_KEY": "22" * 32,
            "LOG_LEVEL": "ERROR",
        }
        process = await asyncio.create_subprocess_exec(sys.executable, "-m", "csms_gateway", env=environment)
        try:
            await eventually(partial(_is_ready, port), seconds=30)
            yield Subject(process, port)
        finally:
            process.terminate()
            await process.wait()


async def register(bootstrap: str, prefix: str, count: int) -> list[str]:
    """Make the topics and register stations; their keys."""
    await ensure_topics(bootstrap, [TopicSpec(prefix + name, partitions) for name, partitions in _TOPICS.items()])
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap, acks="all", linger_ms=20)
    await producer.start()
    keys = [f"bench-{number}" for number in range(count)]
    for key in keys:
        station_id = str(uuid5(_NAMESPACE, key))
        data = {"station_id": station_id, "key": key, "protocol": "1.6", "connectors": [{"number": 1}]}
        kind = "station.snapshot.v1"
        value = encode(kind, data, source="/bench", subject=station_id, time=datetime.now(UTC))
        await producer.send(prefix + "stations", value, station_id.encode(), headers=type_headers(kind))
    await producer.stop()
    return keys


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


async def _is_ready(port: int) -> bool:
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.write(b"GET /readyz HTTP/1.1\r\nHost: bench\r\n\r\n")
    answer = await reader.read()
    writer.close()
    return answer.startswith(b"HTTP/1.1 200")
