"""OCPP-J as a protocol of the gateway: frames to the router of its version, commands to CALLs."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol

import orjson

from csms_gateway.conversation import Caller, CommandAnswer, Handled, StationCommand
from csms_gateway.ocppj.frames import (
    Call,
    CallError,
    CallResult,
    CallResultError,
    Frame,
    Unreadable,
    call_bytes,
    parse,
)
from csms_gateway.ocppj.older_messages import is_older
from csms_gateway.ocppj.routing import Router


class CommandDialect(Protocol):
    """How one version of OCPP says our commands."""

    def call(self, command: StationCommand, caller: Caller) -> tuple[str, dict[str, Any]]:
        """Action and payload. Raises UnusableCommand."""
        ...

    def is_accepted(self, command: StationCommand, answer: dict[str, Any]) -> bool: ...


class FastLane(Protocol):
    """Serves plain messages of the hottest kind; the result is the general way's, only sooner."""

    def __call__(self, raw: bytes, caller: Caller, now: datetime, /) -> Handled | None:
        """None: the message is for the general way."""
        ...


class OcppProtocol:
    """One version of OCPP-J; implements ProtocolFamily."""

    def __init__(
        self,
        router: Router,
        commands: CommandDialect,
        memory_of: Callable[[str], Any] = lambda _: None,
        older: Router | None = None,
        fast_lane: FastLane = lambda _raw, _caller, _now: None,
    ) -> None:
        self.router, self.commands = router, commands
        self._memory_of = memory_of
        self.fast_lane = fast_lane
        self.older = older
        """Router of 1.6, for stations that negotiate 2.x and speak 1.6 all the same (quirk H12)."""

    @property
    def name(self) -> str:
        return self.router.dialect.protocol

    def readable(self, frame: Frame) -> Call | CallResult | CallError | Unreadable:
        """Message types 5 and 6 only where the version has them (quirk F8); a 5 is kept as a fault of ours."""
        has_send = self.router.dialect.has_send
        if isinstance(frame, CallResultError):
            reason = f"our answer was refused: {frame.code}: {frame.description}"
            return Unreadable(reason if has_send else "message type 5 is unknown", "F7" if has_send else "F8")
        if isinstance(frame, Call) and frame.is_send and not has_send:
            return Unreadable("message type 6 is unknown", "F8")
        return frame

    def begin(self, caller: Caller) -> "OcppConversation":
        return OcppConversation(self, caller, self._memory_of(caller.station_id))


class OcppConversation:
    """Implements Conversation. `memory` is what the version's handlers keep about the station."""

    __slots__ = ("_caller", "_memory", "_protocol")

    def __init__(self, protocol: OcppProtocol, caller: Caller, memory: Any) -> None:
        self._protocol, self._caller, self._memory = protocol, caller, memory

    def read(self, raw: bytes, now: datetime) -> Handled | CommandAnswer:
        handled = self._protocol.fast_lane(raw, self._caller, now)
        if handled is not None:
            return handled
        frame = self._protocol.readable(parse(raw))
        if isinstance(frame, CallResult | CallError):
            return _answer(frame)
        if isinstance(frame, Unreadable):
            return self._protocol.router.unreadable(frame, self._caller, raw, now)
        handled = self._handle(frame, raw, now)
        return handled._replace(reply=None) if frame.is_send else handled

    def _handle(self, call: Call, raw: bytes, now: datetime) -> Handled:
        older = self._protocol.older
        if older is not None and is_older(call):
            handled = older.handle(call, self._caller, raw, now)
            return handled._replace(deviations=["H12", *handled.deviations])
        return self._protocol.router.handle(call, self._caller, raw, now, self._memory)

    def ask(self, command: StationCommand) -> bytes:
        action, payload = self._protocol.commands.call(command, self._caller)
        return call_bytes(command.id, action, payload)

    def is_accepted(self, command: StationCommand, answer: dict[str, Any]) -> bool:
        return self._protocol.commands.is_accepted(command, answer)


def _answer(frame: CallResult | CallError) -> CommandAnswer:
    # Our ids are texts; whatever else a station echoes finds no command and counts as F6.
    message_id = str(orjson.loads(frame.message_id))
    if isinstance(frame, CallError):
        return CommandAnswer(message_id, None, {"code": frame.code, "description": frame.description})
    return CommandAnswer(message_id, frame.payload)
