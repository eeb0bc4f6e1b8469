"""What the gateway's tests share: a station made of a websocket, a reader of what was published, a cuttable broker."""

import asyncio
import base64
import itertools
import os
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import orjson
import websockets
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from common.events import encode, type_headers
from common.ids import uuid7
from common.kafka import partitions_of
from common.testing.helpers import eventually
from csms_gateway.gateway import Gateway
from csms_gateway.settings import GatewaySettings

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "300"))
"""How many examples hypothesis makes up for each of its tests."""
CREDENTIAL_KEY, TOKEN_KEY = "11" * 32, "22" * 32
NewStation = Callable[..., Awaitable[str]]
"""Registers a station and waits until the gateway knows it: (key, **fields of the snapshot) → id."""
MakeSettings = Callable[..., GatewaySettings]


class FakeStation:
    """A charging station's end of the socket; speaks frames, knows no rules."""

    def __init__(self, socket: websockets.ClientConnection) -> None:
        self.id = self.key = ""
        self.socket = socket
        self._ids = itertools.count(1)

    async def send(self, frame: Any) -> None:
        """A list as JSON text, text and bytes as they are."""
        raw = frame if isinstance(frame, str | bytes) else orjson.dumps(frame).decode()
        await self.socket.send(raw)

    async def receive(self, seconds: float = 10) -> list[Any]:
        async with asyncio.timeout(seconds):
            frame: list[Any] = orjson.loads(await self.socket.recv())
            return frame

    async def ask(self, frame: Any) -> list[Any]:
        await self.send(frame)
        return await self.receive()

    async def call(self, action: str, payload: Any) -> Any:
        """Payload of the CALLRESULT; anything else is an assertion error."""
        message_id = f"m{next(self._ids)}"
        kind, answered_id, answer = await self.ask([2, message_id, action, payload])
        assert (kind, answered_id) == (3, message_id)
        return answer

    async def closed(self, seconds: float = 10) -> int:
        """Close code, once closed."""
        async with asyncio.timeout(seconds):
            await self.socket.wait_closed()
        code = self.socket.close_code
        assert code is not None
        return code


def basic(user: str, password: str | bytes) -> dict[str, str]:
    raw = password.encode() if isinstance(password, str) else password
    return {"Authorization": "Basic " + base64.b64encode(user.encode() + b":" + raw).decode()}


async def connect(gateway: Gateway, key: str, protocols: list[str] | None = None, **options: Any) -> FakeStation:
    return await dial(gateway.port, key, protocols, **options)


async def dial(port: int, key: str, protocols: list[str] | None = None, **options: Any) -> FakeStation:
    """Connect a station; `protocols` [] offers none."""
    url = f"ws://127.0.0.1:{port}/ocpp/{key}"
    offered: Any = ["ocpp1.6"] if protocols is None else protocols or None
    options.setdefault("compression", None)
    return FakeStation(await websockets.connect(url, subprotocols=offered, proxy=None, **options))


class Published:
    """Everything on one topic since the reader began, as (type, data) by arrival."""

    def __init__(self, bootstrap: str, topic: str) -> None:
        self._bootstrap, self._topic = bootstrap, topic
        self.envelopes: list[dict[str, Any]] = []
        self._task: asyncio.Task[None] | None = None
        self._consumer: AIOKafkaConsumer | None = None

    async def start(self) -> None:
        self._consumer = AIOKafkaConsumer(bootstrap_servers=self._bootstrap, auto_offset_reset="earliest")
        await self._consumer.start()
        found = await partitions_of(self._consumer, [self._topic])  # it may have been created a moment ago
        places = [TopicPartition(self._topic, number) for number in found[self._topic]]
        self._consumer.assign(places)
        await self._consumer.seek_to_beginning(*places)
        self._task = asyncio.create_task(self._read())

    async def _read(self) -> None:
        assert self._consumer is not None
        async for record in self._consumer:
            envelope = orjson.loads(record.value)
            assert dict(record.headers)["type"].decode() == envelope["type"]
            assert record.key.decode() == envelope["subject"]
            self.envelopes.append(envelope)

    async def stop(self) -> None:
        assert self._task is not None
        assert self._consumer is not None
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        await self._consumer.stop()

    def of(self, station_id: str, event_type: str) -> list[dict[str, Any]]:
        return [
            envelope["data"]
            for envelope in list(self.envelopes)
            if envelope["subject"] == station_id and envelope["type"] == event_type
        ]

    def types(self, station_id: str) -> list[str]:
        return [envelope["type"] for envelope in self.envelopes if envelope["subject"] == station_id]

    async def one(
        self, station_id: str, event_type: str, accept: Callable[[dict[str, Any]], bool] = lambda _: True
    ) -> dict[str, Any]:
        """The first event of the type that is accepted; waits for it."""

        async def probe() -> list[dict[str, Any]]:
            return [data for data in self.of(station_id, event_type) if accept(data)]

        return (await eventually(probe, seconds=10))[0]


class Register:
    """Publishes snapshots of stations and credentials as their owners would."""

    def __init__(self, producer: AIOKafkaProducer, prefix: str) -> None:
        self._producer, self._prefix = producer, prefix

    async def publish(
        self, topic: str, key: str, event_type: str, data: dict[str, Any] | None, partition: int | None = None
    ) -> None:
        value = None if data is None else encode(event_type, data, source="/test", subject=key, time=datetime.now(UTC))
        headers = type_headers(event_type)
        await self._producer.send_and_wait(self._prefix + topic, value, key.encode(), partition, headers=headers)

    async def station(self, key: str, *, connectors: int = 2, **fields: Any) -> str:
        """Register a station; its id."""
        station_id = str(uuid7())
        data = {
            "station_id": station_id,
            "revision": 1,
            "number": f"N-{key}",
            "key": key,
            "name": key,
            "organization_id": str(uuid7()),
            "region_id": str(uuid7()),
            "time_zone": "Europe/Moscow",
            "protocol": "1.6",
            "kind": "external",
            "is_activated": True,
            "secret_hash": None,
            "secret_scheme": "argon2id",
            "maker": "",
            "model": "",
            "connectors": [{"id": str(uuid7()), "number": number} for number in range(1, connectors + 1)],
        }
        await self.publish("stations", station_id, "station.snapshot.v1", {**data, **fields})
        return station_id

    async def credential(self, fingerprint: str, **fields: Any) -> str:
        """Register a card; its id."""
        credential_id = str(uuid7())
        data = {
            "credential_id": credential_id,
            "kind": "rfid",
            "hash": fingerprint,
            "last4": "0001",
            "user_id": str(uuid7()),
            "user_label": "Иванов",
            "organization_id": None,
            "is_blocked": False,
            "expires_at": None,
        }
        await self.publish("credentials", credential_id, "credential.snapshot.v1", {**data, **fields})
        return credential_id


class BrokerProxy:
    """A TCP proxy in front of Kafka that can be cut: to the gateway the broker is then away.

    Kafka tells its own address to clients; so the proxy rewrites it in passing. The advertised port has five digits,
    and so has the proxy's: the bytes keep their length, and a port is four binary bytes in the protocol anyway.
    """

    def __init__(self, target: str) -> None:
        host, port = target.split(":")
        self._host, self._port = host, int(port)
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()
        self.port = 0

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    async def open(self) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def cut(self) -> None:
        """Close the port and all connections through it."""
        assert self._server is not None
        self._server.close()
        for writer in list(self._writers):
            writer.transport.abort()
        self._writers.clear()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        upstream_reader, upstream_writer = await asyncio.open_connection(self._host, self._port)
        self._writers |= {writer, upstream_writer}
        here, there = self.port.to_bytes(4, "big"), self._port.to_bytes(4, "big")
        host = self._host.encode()
        await asyncio.gather(
            _pump(reader, upstream_writer, lambda data: data),
            # host and port of a broker stand next to each other in every metadata answer
            _pump(upstream_reader, writer, lambda data: data.replace(host + there, b"127.0.0.1" + here)),
            return_exceptions=True,
        )


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, change: Callable[[bytes], bytes]) -> None:
    try:
        while data := await reader.read(65_536):
            writer.write(change(data))
            await writer.drain()
    finally:
        writer.close()


async def until_ready(gateway: Gateway) -> None:
    async def is_ready() -> bool:
        return all(gateway.checks().values())

    await eventually(is_ready)


async def until_known(gateway: Gateway, station_id: str) -> str:
    """Wait until the gateway's copy holds the station; its id again."""

    async def is_known() -> bool:
        return station_id in gateway.stations.ids()

    await eventually(is_known)
    return station_id
