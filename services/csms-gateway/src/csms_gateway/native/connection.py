"""One native station's socket: hello, the queue with its acknowledgements, questions and commands."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from functools import partial
from math import inf
from typing import Final

import msgspec
from msgspec import Struct

from csms_gateway.connections.engine import StationCommand
from csms_gateway.connections.station_connection import StationConnection
from csms_gateway.events import AUTHORIZATION_CHECKED, BOOTED, Delivery, Event
from csms_gateway.metrics import CALLS, FRAMES, count_deviation
from csms_gateway.native.authorize import judge
from csms_gateway.native.commands import NativeCommands
from csms_gateway.native.engine import NativeEngine
from csms_gateway.native.facts import PASSPORT, Telling
from csms_gateway.native.frames import Incoming, read
from csms_gateway.native.generated.messages import (
    DURABLE,
    Ack,
    AuthorizationRequest,
    CommandResult,
    Error,
    Heartbeat,
    HeartbeatAnswer,
    Hello,
    Welcome,
)
from csms_gateway.native.journal import NOBODY
from csms_gateway.native.passport import boot_mark, booted, passport
from csms_gateway.native.routing import facts_of
from csms_gateway.ocppj.timestamps import format_time
from csms_gateway.publishing.records import Record
from csms_gateway.replicas.stations import Station

_encoder: Final = msgspec.json.Encoder()


class NativeConnection(StationConnection):
    """Listener of one socket; what outlives it stands in the station's journal."""

    __slots__ = ("_acknowledged", "_has_said_hello", "_is_ack_due", "_journal", "_native", "_native_commands")

    def __init__(self, station: Station, engine: NativeEngine) -> None:
        super().__init__(station, engine)
        self._native = engine
        self._journal = engine.journals.of(station.id)
        self._has_said_hello = self._is_ack_due = False
        self._acknowledged = 0
        self._native_commands: NativeCommands | None = None

    # --- frames in

    def on_message(self, raw: bytes) -> None:
        if not self.is_open or not raw.strip(b"\x00 \r\n\t"):
            return
        now = self._native.clock.now()
        self._note_life(now)
        self._log_frame("in", raw, now)
        incoming = read(raw)
        FRAMES.labels("in", incoming.kind if incoming.message is not None else "unreadable").inc()
        if incoming.sequence is not None and (incoming.kind in DURABLE or incoming.message is None):
            self._on_durable_message(incoming, raw, now)
        elif incoming.message is not None:
            self._on_passing_message(incoming, now)
        else:
            self._refuse(incoming)
            self._publish(facts_of(incoming, self._telling(incoming, now), raw)[0], Delivery.KEPT, now)
        self._count(incoming)

    def _on_passing_message(self, incoming: Incoming, now: datetime) -> None:
        match incoming.message:
            case Hello() as hello:
                self._on_hello(hello, now)
            case Heartbeat():
                self._say(HeartbeatAnswer(time=format_time(now)))
            case AuthorizationRequest() as request:
                self._on_question(request, now)
            case _:
                pass  # a message of the server, or the station's own error: in the protocol log, and that is all

    def _on_hello(self, hello: Hello, now: datetime) -> None:
        self.model, self.firmware = hello.model, (hello.software.version or "") if hello.software else ""
        self._journal.open(hello.queue)
        self._journal.on_durable = self._schedule_ack
        self._has_said_hello, self._acknowledged = True, self._journal.durable
        settings = self._native.settings
        self._say(
            Welcome(
                last_sequence=self._journal.durable,
                time=format_time(now),
                heartbeat_interval=settings.heartbeat_interval,
                window=settings.max_held_per_station,
            )
        )
        self._keep(PASSPORT, "passport", passport=passport(hello))
        if boot_mark(hello) != self._journal.boot_mark:
            self._journal.boot_mark = boot_mark(hello)
            self._keep(BOOTED, "booted", **booted(hello), received_at=now)

    def _on_question(self, request: AuthorizationRequest, now: datetime) -> None:
        answer, fact = judge(request, self._native.authorizer, now)
        self._say(answer)
        if fact is not None:
            self._keep(AUTHORIZATION_CHECKED, "", **fact)

    # --- the queue

    def _on_durable_message(self, incoming: Incoming, raw: bytes, now: datetime) -> None:
        sequence = incoming.sequence or 0
        if not self._has_said_hello:
            self._say(Error(code="hello_expected", text="say hello first", sequence=sequence))
            return
        if self._journal.is_gap(sequence):
            incoming.deviations.append("native:gap")
        if not self._journal.accept(sequence):
            # Stored already, or on its way: the acknowledgement answers it, never a second fact.
            incoming.deviations.append("native:repeated")
            self._acknowledged = min(self._acknowledged, sequence - 1)
            self._schedule_ack()
            return
        if incoming.message is None:
            self._refuse(incoming)
        *first, last = facts_of(incoming, self._telling(incoming, now), raw)
        for event in first:
            self._store(event, now)
        self._store(last, now, partial(self._journal.confirm, self._journal.life, sequence))
        if isinstance(incoming.message, CommandResult) and self._native_commands is not None:
            self._native_commands.answered(incoming.message.command_id)
        self._slow_down()

    def _store(self, event: Event, now: datetime, on_durable: Callable[[], None] | None = None) -> None:
        """Publish without an owner and without a deadline: however long Kafka is away, the station only waits."""
        value = event.encode(self.station.id, now)
        record = Record(self._key, value, event.headers, Delivery.HELD, deadline=inf, on_durable=on_durable)
        self._native.events.append(record)

    def _schedule_ack(self) -> None:
        """One acknowledgement for all that one batch has stored."""
        if not self._is_ack_due:
            self._is_ack_due = True
            asyncio.get_running_loop().call_soon(self._acknowledge)

    def _acknowledge(self) -> None:
        self._is_ack_due = False
        if self._journal.durable > self._acknowledged:
            self._acknowledged = self._journal.durable
            self._say(Ack(sequence=self._acknowledged))
        if self._is_paused and self._journal.under_way <= self._native.settings.max_held_per_station:
            self._is_paused = False
            if self._socket is not None:
                self._socket.resume_reading()

    def _slow_down(self) -> None:
        """A station that does not respect the window is not read until Kafka has caught up."""
        if self._journal.under_way >= 2 * self._native.settings.max_held_per_station and self._socket is not None:
            self._is_paused = True
            self._socket.pause_reading()

    def _telling(self, incoming: Incoming, now: datetime) -> Telling:
        engine, message = self._native, incoming.message
        return Telling(
            station_id=self.station.id,
            epoch=self.epoch,
            queue_id=self._journal.queue_id,
            sequence=incoming.sequence or 0,
            at=getattr(message, "at", None) or "",
            received_at=now,
            authorizer=engine.authorizer,
            late_after=engine.settings.late_after,
            states=self._journal.states,
            deviations=incoming.deviations,
        )

    # --- towards the station

    def command(self, command: StationCommand) -> None:
        """Send a command of stations-api."""
        if self._native_commands is None:
            engine = self._native
            self._native_commands = NativeCommands(
                engine.seen_commands, self._say, self._keep_dated, engine.settings.command_timeout
            )
        self._native_commands.add(command)

    def _refuse(self, incoming: Incoming) -> None:
        """Tell the station's log that a message was of no use; the socket stays open (law 5)."""
        self._say(
            Error(code=incoming.code, text=incoming.problem, message_type=incoming.kind, sequence=incoming.sequence)
        )

    def _say(self, message: Struct) -> None:
        self._send(_encoder.encode(message))

    def _count(self, incoming: Incoming) -> None:
        CALLS.labels(incoming.kind if incoming.message is not None else "", incoming.code or "answered").inc()
        for deviation in [*incoming.deviations, *([incoming.code] if incoming.code else [])]:
            count_deviation(deviation, self.model, self.firmware)

    def _finish(self, reason: str) -> None:
        super()._finish(reason)
        if self._journal.on_durable == self._schedule_ack:
            self._journal.on_durable = NOBODY
        if self._native_commands is not None:
            self._native_commands.close()
            self._native_commands = None
