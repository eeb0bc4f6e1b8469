"""Commands of stations-api on a native socket: sent at once, answered whenever the station is done with them."""

import asyncio
from collections.abc import Callable
from typing import Any, Final

from csms_gateway.connections.engine import SeenCommands, StationCommand
from csms_gateway.events import COMMAND_ANSWERED, COMMAND_DELIVERED
from csms_gateway.metrics import COMMANDS
from csms_gateway.native.generated.messages import Command
from csms_gateway.ocppj.timestamps import format_time

_OF_OCPP: Final = frozenset({"ocpp_call", "get_configuration", "set_configuration", "get_variables", "set_variables",
                             "get_base_report"})  # fmt: skip
_UNUSABLE: Final = {"code": "UnusableCommand", "description": "the native protocol has no message for it"}


class NativeCommands:
    """What was sent to one station and not answered yet. The result comes as a durable message and is told by that."""

    def __init__(
        self, seen: SeenCommands, send: Callable[[Command], None], publish: Callable[..., None], timeout: float
    ) -> None:
        self._seen, self._send, self._publish, self._timeout = seen, send, publish, timeout
        self._waiting: dict[str, asyncio.TimerHandle] = {}

    def add(self, command: StationCommand) -> None:
        """Send a command unless it is under way."""
        if command.id in self._waiting:
            return
        self._seen.add(command)
        if command.kind in _OF_OCPP:
            self._tell(command, "error", _UNUSABLE)
            return
        loop = asyncio.get_running_loop()
        self._waiting[command.id] = loop.call_later(self._timeout, self._time_out, command)
        self._send(_message(command))
        self._publish(COMMAND_DELIVERED, f"{command.id}:delivered", command_id=command.id)

    def answered(self, command_id: str) -> None:
        """The station has told the result."""
        timer = self._waiting.pop(command_id, None)
        if timer is not None:
            timer.cancel()

    def _time_out(self, command: StationCommand) -> None:
        del self._waiting[command.id]
        self._tell(command, "timeout", None)

    def _tell(self, command: StationCommand, outcome: str, error: dict[str, Any] | None) -> None:
        COMMANDS.labels(command.kind, outcome).inc()
        slot = f"{command.id}:{outcome}"
        self._publish(COMMAND_ANSWERED, slot, command_id=command.id, outcome=outcome, answer=None, error=error)

    def close(self) -> None:
        """The socket is gone; a station that has the command tells its result over the next one."""
        for timer in self._waiting.values():
            timer.cancel()
        self._waiting.clear()


def _message(command: StationCommand) -> Command:
    return Command(
        command_id=command.id,
        kind=command.kind,
        connector_number=command.connector_number,
        parameters=command.parameters or None,
        transaction_number=command.transaction_number,
        remote_token=command.remote_token,
        deadline=format_time(command.expires_at),
    )
