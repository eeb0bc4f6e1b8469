"""One station's connection: frames in, answers out, facts to Kafka. Small, because there are thousands of them."""

import asyncio
import time
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from math import inf
from typing import Any, Final, NamedTuple

from common.events import TRACE_HEADER
from common.telemetry import traceparent
from opentelemetry.trace import SpanKind

from csms_gateway.connections.command_queue import CommandQueue
from csms_gateway.connections.engine import Engine
from csms_gateway.connections.socket import TOO_LONG, CloseCode, Socket
from csms_gateway.conversation import CommandAnswer, Conversation, Handled, StationCommand
from csms_gateway.events import (
    BOOTED,
    CONNECTED,
    DISCONNECTED,
    FRAME_REJECTED,
    SEEN,
    TELLING,
    TRANSACTION_ENDED,
    Delivery,
    Event,
)
from csms_gateway.metrics import CALLS, CLOSES, CONNECTIONS, FRAMES, count_deviation
from csms_gateway.model_rules import ModelRule
from csms_gateway.publishing.frame_log import HEADERS, IN, OUT, FrameLog
from csms_gateway.publishing.records import Record
from csms_gateway.replicas.stations import Station

# The clock of asyncio's loops, without asking for the loop.
_loop_time: Final = time.monotonic
_START: Final = "start_session"
_CALL_IN: Final = ("in", "call")
_ANSWER_IN: Final = ("in", "answer")
_CALL_OUT: Final = ("out", "call")
_ANSWER_OUT: Final = ("out", "answer")


class _LastCall(NamedTuple):
    """The last held CALL: its frame's digest, and the answer once Kafka has confirmed.

    One is enough: a repetition follows at once, and an older message handled twice makes the same facts. More would be
    wrong: a station that calls every message "1" reports Available, Charging, Available and means all three.
    """

    digest: int
    reply: bytes | None


class StationConnection:
    """Listener of one socket, from its opening to its close."""

    __slots__ = ("_commands", "_conversation", "_ended_at", "_engine", "_frame_log", "_held", "_is_paused", "_key",
                 "_last", "_seen_at", "_socket", "epoch", "firmware", "has_ponged", "is_given_up", "is_open",
                 "last_frame_at", "maker", "model", "pinged_at", "proof", "station")  # fmt: skip

    def __init__(self, station: Station, engine: Engine, proof: str | None = None) -> None:
        self.station, self._engine = station, engine
        self.proof = proof
        """Hash of the secret by which the station came in, None where none was asked for."""
        self._key = station.id.encode()
        self._socket: Socket | None = None
        self.epoch = 0
        self.maker, self.model, self.firmware = station.maker, station.model, ""
        self._ended_at = -inf
        self.is_open = self.is_given_up = self.has_ponged = False
        self.last_frame_at = self.pinged_at = self._seen_at = 0.0
        self._last: _LastCall | None = None
        self._commands: CommandQueue | None = None
        self._conversation: Conversation | None = None
        self._frame_log: FrameLog | None = None
        self._held, self._is_paused = 0, False

    @property
    def station_id(self) -> str:
        return self.station.id

    @property
    def connector_numbers(self) -> Sequence[int]:
        return self.station.connector_numbers

    @property
    def evse_map(self) -> Mapping[tuple[int, int], int]:
        return self.station.evse_map

    @property
    def rule(self) -> ModelRule:
        return self._engine.rules.of(self.maker, self.model)

    # --- SocketListener

    def on_open(self, socket: Socket) -> None:
        self._socket, self.is_open = socket, True
        self.last_frame_at = self._seen_at = _loop_time()
        self.epoch = self._engine.registry.next_epoch()
        self._conversation = self._engine.protocol.begin(self)
        self._frame_log = FrameLog(self.station.id, self.epoch)
        self._engine.registry.enter(self)
        CONNECTIONS.inc()
        instance = self._engine.settings.gateway_instance
        self._keep(
            CONNECTED,
            "connected",
            protocol=self._engine.protocol.name,
            gateway=instance,
            command_partition=instance,
            remote_address=socket.remote_address,
        )

    def on_message(self, raw: bytes) -> None:
        if not self.is_open or not raw.strip(b"\x00 \r\n\t"):
            return  # an empty text is noise (quirk W7)
        now = self._engine.clock.now()
        self.last_frame_at = _loop_time()
        self._log_frame(IN, raw, now)
        digest = hash(raw)
        if self._last is not None and self._last.digest == digest:
            self._repeat(self._last)
        else:
            self._understand(raw, digest, now)
        self._note_life(now)

    def _understand(self, raw: bytes, digest: int, now: datetime) -> None:
        tracer = self._engine.tracer
        if tracer is None:
            self._take(raw, digest, now)
            return
        with tracer.start_as_current_span(f"{self._engine.protocol.name} message", kind=SpanKind.SERVER):
            self._take(raw, digest, now)

    def _take(self, raw: bytes, digest: int, now: datetime) -> None:
        assert self._conversation is not None
        outcome = self._conversation.read(raw, now)
        if isinstance(outcome, CommandAnswer):
            FRAMES.add(_ANSWER_IN)
            self._on_answer(outcome)
        else:
            FRAMES.add(_CALL_IN)
            self._settle(digest, outcome, now)

    def on_pong(self) -> None:
        self.has_ponged = True
        self._note_life(self._engine.clock.now())

    def on_close(self, reason: str) -> None:
        if reason.startswith(TOO_LONG):
            self._regret(reason)
        self._finish(reason)
        self._socket = None

    def _regret(self, reason: str) -> None:
        """A message that was too long to be read is kept as what it was: a line of the quarantine (quirk W6)."""
        count_deviation("W6", self.model, self.firmware)
        self._keep(
            FRAME_REJECTED,
            "too-long",
            protocol=self._engine.protocol.name,
            action=None,
            message_id=None,
            reason=reason,
            quirks=["W6"],
            raw="",
            received_at=self._engine.clock.now(),
        )

    # --- towards the station

    def close(self, code: CloseCode, reason: str) -> None:
        """Close from our side; what comes later from this socket counts for nothing."""
        self._finish(reason)
        if self._socket is not None:
            self._socket.close(code, reason)

    def give_up(self) -> None:
        self.is_given_up = True
        self.close(CloseCode.TRY_AGAIN_LATER, "the message could not be stored, try again later")

    def ping(self) -> None:
        self.pinged_at = _loop_time()
        if self._socket is not None:
            self._socket.ping()

    def cut(self, reason: str) -> None:
        """End without ceremony: the station does not read, or is not there."""
        self._finish(reason)
        if self._socket is not None:
            self._socket.abort()

    @property
    def is_write_blocked_since(self) -> float | None:
        return self._socket.is_write_blocked_since if self._socket is not None else None

    def command(self, command: StationCommand) -> None:
        """Queue a command for the station; a start only when its model is ready for one (quirk T16)."""
        pause = self._ended_at + self.rule.pause_after_stop - _loop_time() if command.kind == _START else 0.0
        if pause > 0:
            asyncio.get_running_loop().call_later(pause, self._queue, command)
        else:
            self._queue(command)

    def _queue(self, command: StationCommand) -> None:
        if not self.is_open:
            return  # stations-api sends it again when the station is back
        if self._commands is None:
            engine = self._engine
            assert self._conversation is not None
            self._commands = CommandQueue(
                self._conversation,
                engine.seen_commands,
                self._send,
                self._keep_dated,
                self.rule.answer_seconds or engine.settings.command_timeout,
            )
        self._commands.add(command, self._is_expired)

    def _send(self, text: bytes) -> None:
        if self._socket is not None and self.is_open:
            FRAMES.add(_CALL_OUT if text.startswith(b"[2") else _ANSWER_OUT)
            self._log_frame(OUT, text, self._engine.clock.now())
            self._socket.send(text)

    # --- calls and answers

    def _repeat(self, last: _LastCall) -> None:
        """The same message again (quirk F1). Without an answer yet: it is on its way."""
        if last.reply is not None:
            self._send(last.reply)

    def _on_answer(self, told: CommandAnswer) -> None:
        if self._commands is None or not self._commands.answer(told):
            count_deviation("F6", self.model, self.firmware)
        elif self.is_open:
            self._commands.send_next(self._is_expired)

    def _settle(self, digest: int, handled: Handled, now: datetime) -> None:
        self._count(handled)
        for event in handled.events:
            if event.type is TRANSACTION_ENDED:
                self._ended_at = _loop_time()
        if handled.delivery is Delivery.HELD and handled.events:
            self._hold(digest, handled, now)
            return
        for event in handled.events:
            if event.type == BOOTED:
                self._introduce(event)
            self._publish(event, Delivery.KEPT, now, slot="booted" if event.type == BOOTED else "")
        if handled.reply is not None:
            self._send(handled.reply)

    def _introduce(self, boot: Event) -> None:
        """What the station says of itself comes before what it is registered as."""
        data = boot.data
        self.maker, self.model = data["vendor"], data["model"]
        self.firmware = data["firmware_version"] or ""

    def _hold(self, digest: int, handled: Handled, now: datetime) -> None:
        """Publish; the answer goes with the confirmation of the last event (law 1)."""
        self._last = _LastCall(digest, None)
        self._held += 1
        if self._held >= self._engine.settings.max_held_per_station and self._socket is not None:
            self._socket.pause_reading()
            self._is_paused = True
        *first, last = handled.events
        for event in first:
            self._publish(event, Delivery.HELD, now)
        self._publish(last, Delivery.HELD, now, partial(self._release, digest, handled.reply))

    def _release(self, digest: int, reply: bytes | None) -> None:
        self._held -= 1
        if self._last is not None and self._last.digest == digest:
            self._last = _LastCall(digest, reply)
        if reply is not None:
            self._send(reply)
        if self._is_paused and self._held <= self._engine.settings.max_held_per_station // 2:
            self._is_paused = False
            if self._socket is not None:
                self._socket.resume_reading()

    def _count(self, handled: Handled) -> None:
        kind = "none" if handled.reply is None else "refused" if handled.is_refused else "answered"
        CALLS.add(((handled.action or "") if kind != "refused" else "", kind))
        for deviation in handled.deviations:
            count_deviation(deviation, self.model, self.firmware)

    # --- facts

    def _publish(self, event: Event, delivery: Delivery, now: datetime, on_durable: Any = None, slot: str = "") -> None:
        record = Record(
            self._key,
            event.encode(self.station.id, now),
            self._headers(event),
            delivery,
            owner=self,
            deadline=_loop_time() + self._engine.settings.kafka_hold,
            on_durable=on_durable,
            slot=slot,
        )
        self._engine.events.append(record)
        if event.type in TELLING:
            self._seen_at = _loop_time()

    def _headers(self, event: Event) -> list[tuple[str, bytes]]:
        """With the trace of the message that told the fact, where traces are on."""
        parent = traceparent() if self._engine.tracer is not None else None
        return event.headers if parent is None else [*event.headers, (TRACE_HEADER, parent.encode())]

    def _keep(self, event_type: str, slot: str, **data: Any) -> None:
        event = Event(event_type, {"station_id": self.station.id, "epoch": self.epoch, **data})
        self._publish(event, Delivery.KEPT, self._engine.clock.now(), slot=slot)

    def _keep_dated(self, event_type: str, slot: str, **data: Any) -> None:
        self._keep(event_type, slot, at=self._engine.clock.now(), **data)

    def _note_life(self, now: datetime) -> None:
        """A fact that the message told may have said already that the station lives."""
        self.last_frame_at = at = _loop_time()
        if self.is_open and at - self._seen_at >= self._engine.settings.seen_every:
            self._seen_at = at
            seen = Event(SEEN, {"station_id": self.station.id, "epoch": self.epoch})
            self._publish(seen, Delivery.LOSSY, now)

    def _log_frame(self, direction: bytes, raw: bytes, now: datetime) -> None:
        assert self._frame_log is not None
        self._engine.frames.append(Record(self._key, self._frame_log.record(direction, raw, now), HEADERS))

    # --- the end

    def _is_expired(self, command: StationCommand) -> bool:
        return command.expires_at <= self._engine.clock.now()

    def _finish(self, reason: str) -> None:
        if not self.is_open:
            return
        self.is_open = False
        self._engine.registry.leave(self)
        CONNECTIONS.dec()
        CLOSES.labels(reason.partition(":")[0].partition("(")[0].strip()[:60]).inc()
        self._keep(DISCONNECTED, "disconnected", reason=reason)
        if self._commands is not None:
            self._commands.close()
            self._commands = None
