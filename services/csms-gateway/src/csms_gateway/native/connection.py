"""One native station's socket: acknowledges what Kafka has stored, and waits with the station while Kafka is away."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from functools import partial
from math import inf

from common.telemetry import continued

from csms_gateway.connections.engine import Engine
from csms_gateway.connections.station_connection import StationConnection
from csms_gateway.conversation import Handled, StationCommand
from csms_gateway.events import COMMAND_ANSWERED, PASSPORT, Delivery, Event
from csms_gateway.native.commands import NativeCommands
from csms_gateway.native.conversation import encode
from csms_gateway.native.generated.messages import Ack
from csms_gateway.native.journal import NOBODY, Journals
from csms_gateway.publishing.records import Record
from csms_gateway.replicas.stations import Station


class NativeConnection(StationConnection):
    """A connection whose answers are cumulative, and whose messages outlive it on their way to Kafka."""

    __slots__ = ("_acknowledged", "_is_ack_due", "_journal", "_native_commands")

    def __init__(self, station: Station, engine: Engine, journals: Journals, proof: str | None = None) -> None:
        super().__init__(station, engine, proof)
        self._journal = journals.of(station.id)
        self._acknowledged, self._is_ack_due = 0, False
        self._native_commands: NativeCommands | None = None

    def command(self, command: StationCommand) -> None:
        """Send a command of stations-api; several may be under way."""
        if self._native_commands is None:
            engine = self._engine
            assert self._conversation is not None
            self._native_commands = NativeCommands(
                self._conversation, engine.seen_commands, self._send, self._keep_dated, engine.settings.command_timeout
            )
        self._native_commands.add(command)

    # --- the queue

    def _settle(self, digest: int, handled: Handled, now: datetime) -> None:
        for event in handled.events:
            if event.type == PASSPORT:
                self._greet(event)
        super()._settle(digest, handled, now)

    def _greet(self, passport_shown: Event) -> None:
        passport = passport_shown.data["passport"]
        self.model, self.firmware = passport["model"], passport.get("software", {}).get("version", "")
        self._acknowledged = self._journal.durable
        self._journal.on_durable = self._schedule_ack

    def _hold(self, digest: int, handled: Handled, now: datetime) -> None:  # noqa: ARG002 - numbers tell repetitions
        """Publish; the acknowledgement goes with the confirmation of the last event (law 1)."""
        if handled.reply is not None:
            self._send(handled.reply)
        journal = self._journal
        *first, last = handled.events
        for event in first:
            self._store(event, now)
        with continued("answer of station", self._trace_of_command(last)):
            self._store(last, now, partial(journal.confirm, journal.life, journal.accepted))
        self._slow_down()

    def _trace_of_command(self, event: Event) -> str | None:
        """The trace of who gave the command, when the event is its result."""
        if event.type != COMMAND_ANSWERED or self._native_commands is None:
            return None
        return self._native_commands.answered(event.data["command_id"])

    def _store(self, event: Event, now: datetime, on_durable: Callable[[], None] | None = None) -> None:
        """Publish without an owner and without a deadline: however long Kafka is away, the station only waits."""
        value = event.encode(self.station.id, now)
        record = Record(self._key, value, self._headers(event), Delivery.HELD, deadline=inf, on_durable=on_durable)
        self._engine.events.append(record)

    def _schedule_ack(self) -> None:
        """One acknowledgement for all that one batch has stored."""
        if not self._is_ack_due:
            self._is_ack_due = True
            asyncio.get_running_loop().call_soon(self._acknowledge)

    def _acknowledge(self) -> None:
        self._is_ack_due = False
        if self._journal.durable > self._acknowledged:
            self._acknowledged = self._journal.durable
            self._send(encode(Ack(sequence=self._acknowledged)))
        if self._is_paused and self._journal.under_way <= self._engine.settings.max_held_per_station:
            self._is_paused = False
            if self._socket is not None:
                self._socket.resume_reading()

    def _slow_down(self) -> None:
        """A station that does not respect the window is not read until Kafka has caught up."""
        if self._journal.under_way >= 2 * self._engine.settings.max_held_per_station and self._socket is not None:
            self._is_paused = True
            self._socket.pause_reading()

    def _finish(self, reason: str) -> None:
        super()._finish(reason)
        if self._journal.on_durable == self._schedule_ack:
            self._journal.on_durable = NOBODY
        if self._native_commands is not None:
            self._native_commands.close()
            self._native_commands = None
