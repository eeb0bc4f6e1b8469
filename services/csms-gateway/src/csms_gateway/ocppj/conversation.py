"""OCPP-J as a protocol of the gateway: frames to the router of its version, commands to CALLs."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol

import orjson

from csms_gateway.conversation import Caller, CommandAnswer, Handled, StationCommand
from csms_gateway.ocppj.frames import Call, CallError, CallResult, Unreadable, call_bytes, parse
from csms_gateway.ocppj.routing import Router


class CommandDialect(Protocol):
    """How one version of OCPP says our commands."""

    def call(self, command: StationCommand, caller: Caller) -> tuple[str, dict[str, Any]]:
        """Action and payload. Raises UnusableCommand."""
        ...

    def is_accepted(self, command: StationCommand, answer: dict[str, Any]) -> bool: ...


class OcppProtocol:
    """One version of OCPP-J; implements ProtocolFamily."""

    def __init__(
        self, router: Router, commands: CommandDialect, new_memory: Callable[[str], Any] = lambda _: None
    ) -> None:
        self.router, self.commands = router, commands
        self._new_memory = new_memory

    @property
    def name(self) -> str:
        return self.router.dialect.protocol

    def begin(self, caller: Caller) -> "OcppConversation":
        return OcppConversation(self, caller, self._new_memory(caller.station_id))


class OcppConversation:
    """Implements Conversation. `memory` is what the version's handlers keep about the station."""

    __slots__ = ("_caller", "_memory", "_protocol")

    def __init__(self, protocol: OcppProtocol, caller: Caller, memory: Any) -> None:
        self._protocol, self._caller, self._memory = protocol, caller, memory

    def read(self, raw: bytes, now: datetime) -> Handled | CommandAnswer:
        frame = parse(raw)
        router = self._protocol.router
        if isinstance(frame, Call):
            return router.handle(frame, self._caller, raw, now, self._memory)
        if isinstance(frame, Unreadable):
            return router.unreadable(frame, self._caller, raw, now)
        return _answer(frame)

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
