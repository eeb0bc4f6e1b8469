"""Read this process' partition of `station-commands`: what was written since the start, for stations here."""

import asyncio
from datetime import datetime
from typing import Any, Final

import orjson
import structlog
from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.errors import KafkaError
from common.clock import Clock
from common.events import TRACE_HEADER
from common.kafka import new_consumer, partitions_of, start_patiently
from common.telemetry import continued

from csms_gateway.connections.registry import Registry
from csms_gateway.conversation import StationCommand
from csms_gateway.metrics import COMMANDS

log = structlog.get_logger()
_REQUESTED: Final = "command.requested.v1"
_RETRY_SECONDS: Final = 0.5
_POLL_MS: Final = 500


class DeliveredCommands:
    """Ids of commands that went to a station, until they expire."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._expiries: dict[str, datetime] = {}

    def add(self, command: StationCommand) -> None:
        now = self._clock.now()
        while self._expiries and self._expiries[next(iter(self._expiries))] <= now:
            del self._expiries[next(iter(self._expiries))]
        self._expiries[command.id] = command.expires_at

    def __contains__(self, command: StationCommand) -> bool:
        return command.id in self._expiries


class CommandConsumer:
    """Hands commands to connections. A command for nobody here is dropped: stations-api sends it where he appears."""

    def __init__(
        self,
        topic: str,
        partition: int,
        bootstrap: str,
        registry: Registry,
        delivered: DeliveredCommands,
        clock: Clock,
    ) -> None:
        self._place = TopicPartition(topic, partition)
        self._bootstrap, self._registry, self._delivered, self._clock = bootstrap, registry, delivered, clock
        self._started_at = clock.now()
        self.is_assigned = asyncio.Event()

    async def run(self) -> None:
        """Ends only by cancellation."""
        while True:
            consumer = new_consumer(self._bootstrap)
            try:
                await start_patiently(consumer)
                await self._read(consumer)
            except KafkaError as error:
                log.warning("commands.interrupted", error=repr(error))
                await asyncio.sleep(_RETRY_SECONDS)
            finally:
                await consumer.stop()

    async def _read(self, consumer: AIOKafkaConsumer) -> None:
        await partitions_of(consumer, [self._place.topic])
        consumer.assign([self._place])
        await self._seek_to_start(consumer)
        self.is_assigned.set()
        while True:
            batches = await consumer.getmany(timeout_ms=_POLL_MS)
            for record in batches.get(self._place, ()):
                self.take(record)

    async def _seek_to_start(self, consumer: AIOKafkaConsumer) -> None:
        """Everything since this process began. By time, not by the end: a command may follow a connection at once."""
        found = await consumer.offsets_for_times({self._place: int(self._started_at.timestamp() * 1000)})
        place = found[self._place]
        offset = place.offset if place is not None else (await consumer.end_offsets([self._place]))[self._place]
        consumer.seek(self._place, offset)

    def take(self, record: ConsumerRecord[Any, Any]) -> None:
        """Pass one message on; nonsense is logged and skipped."""
        try:
            envelope = orjson.loads(record.value or b"")
            if envelope["type"] != _REQUESTED:
                return
            command = read_command(envelope["data"], _trace_of(record))
        except (KeyError, TypeError, ValueError) as error:
            log.warning("commands.unreadable", offset=record.offset, error=repr(error))
            return
        with continued("command to station", command.traceparent):
            self._pass_on(command)

    def _pass_on(self, command: StationCommand) -> None:
        connection = self._registry.find(command.station_id)
        if command.expires_at <= self._clock.now():
            COMMANDS.labels(command.kind, "expired").inc()
        elif command in self._delivered:
            COMMANDS.labels(command.kind, "repeated").inc()
        elif connection is None:
            COMMANDS.labels(command.kind, "not_here").inc()
        else:
            connection.command(command)


def _trace_of(record: ConsumerRecord[Any, Any]) -> str | None:
    return next((value.decode("ascii", "replace") for name, value in record.headers if name == TRACE_HEADER), None)


def read_command(data: dict[str, Any], traceparent: str | None = None) -> StationCommand:
    """From command.requested.v1. Raises KeyError, TypeError or ValueError when it is none."""
    number, connector = data.get("transaction_number"), data.get("connector_number")
    return StationCommand(
        id=str(data["command_id"]),
        station_id=str(data["station_id"]),
        kind=str(data["kind"]),
        connector_number=int(connector) if connector is not None else None,
        parameters=data.get("parameters") or {},
        transaction_number=str(number) if number is not None else None,
        remote_token=data.get("remote_token"),
        expires_at=datetime.fromisoformat(data["expires_at"]),
        traceparent=traceparent,
    )
