"""The gateway under measure: a process of its own, with stations registered, its CPU time read from /proc."""

import asyncio
import os
import socket
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from uuid import UUID, uuid5

from aiokafka import AIOKafkaProducer
from common.events import encode, type_headers
from common.testing.helpers import eventually
from common.topics import TopicSpec, ensure_topics

_TOPICS = {
    "station-events": 12,
    "station-log": 12,
    "station-commands": 12,
    "stations": 6,
    "credentials": 6,
    "debtors": 1,
}
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

    async def metrics(self) -> bytes:
        """The page of Prometheus metrics."""
        return await _get(self.port, "/metrics")

    @staticmethod
    def ids_of(keys: Sequence[str]) -> list[str]:
        """Ids under which `register` registered these stations."""
        return [_station_id(key) for key in keys]


@asynccontextmanager
async def running_subject(bootstrap: str, prefix: str, instance: int = 0) -> AsyncIterator[Subject]:
    """A gateway over the stations of the prefix, ready, on core 0; stopped afterwards."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="gateway-bench-") as folder:
        environment = {
            **os.environ,
            "KAFKA_BOOTSTRAP": bootstrap,
            "KAFKA_TOPIC_PREFIX": prefix,
            "DATA_DIR": folder,
            "PORT": str(port),
            "GATEWAY_INSTANCE": str(instance),
            "CREDENTIAL_KEY": "11" * 32,
            "REMOTE_TOKEN_KEY": "22" * 32,
            "LOG_LEVEL": "ERROR",
        }
        process = await asyncio.create_subprocess_exec(sys.executable, "-m", "csms_gateway", env=environment)
        pin(process.pid, core=0)
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
        station_id = _station_id(key)
        data = {"station_id": station_id, "key": key, "number": key, "protocol": "1.6", "connectors": [{"number": 1}]}
        kind = "station.snapshot.v1"
        value = encode(kind, data, source="/bench", subject=station_id, time=datetime.now(UTC))
        await producer.send(prefix + "stations", value, station_id.encode(), headers=type_headers(kind))
    await producer.stop()
    return keys


def pin(pid: int, core: int) -> None:
    """Keep a process on one core, where there are several."""
    cores = sorted(os.sched_getaffinity(pid))
    os.sched_setaffinity(pid, {cores[core % len(cores)]})


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _station_id(key: str) -> str:
    return str(uuid5(_NAMESPACE, key))


async def _is_ready(port: int) -> bool:
    return (await _get(port, "/readyz")).startswith(b"HTTP/1.1 200")


async def _get(port: int, path: str) -> bytes:
    """The whole answer, empty when nobody listens."""
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return b""
    writer.write(b"GET %b HTTP/1.1\r\nHost: bench\r\n\r\n" % path.encode())
    answer = await reader.read()
    writer.close()
    return answer
