"""Commands of stations-api on a native socket: sent at once, answered whenever the station is done with them."""

import asyncio
from collections.abc import Callable
from typing import NamedTuple

from csms_gateway.connections.engine import SeenCommands
from csms_gateway.conversation import Conversation, StationCommand, UnusableCommand
from csms_gateway.events import COMMAND_ANSWERED, COMMAND_DELIVERED
from csms_gateway.metrics import COMMANDS


class _UnderWay(NamedTuple):
    """A command that the station has and has not told the result of."""

    timer: asyncio.TimerHandle
    traceparent: str | None


class NativeCommands:
    """What was sent to one station and not answered yet. The result comes as a durable message and is told by that."""

    def __init__(
        self,
        conversation: Conversation,
        seen: SeenCommands,
        send: Callable[[bytes], None],
        publish: Callable[..., None],
        timeout: float,
    ) -> None:
        self._conversation, self._seen, self._send, self._publish = conversation, seen, send, publish
        self._timeout = timeout
        self._waiting: dict[str, _UnderWay] = {}

    def add(self, command: StationCommand) -> None:
        """Send a command unless it is under way."""
        if command.id in self._waiting:
            return
        self._seen.add(command)
        try:
            message = self._conversation.ask(command)
        except UnusableCommand as error:
            self._tell(command, "error", {"code": error.code, "description": str(error)})
            return
        timer = asyncio.get_running_loop().call_later(self._timeout, self._time_out, command)
        self._waiting[command.id] = _UnderWay(timer, command.traceparent)
        self._send(message)
        slot = f"{command.id}:delivered"
        self._publish(COMMAND_DELIVERED, slot, command_id=command.id, answer_seconds=self._timeout)

    def answered(self, command_id: str) -> str | None:
        """The station has told the result; the trace of who asked."""
        known = self._waiting.pop(command_id, None)
        if known is None:
            return None
        known.timer.cancel()
        return known.traceparent

    def _time_out(self, command: StationCommand) -> None:
        del self._waiting[command.id]
        self._tell(command, "timeout", None)

    def _tell(self, command: StationCommand, outcome: str, error: dict[str, str] | None) -> None:
        COMMANDS.labels(command.kind, outcome).inc()
        slot = f"{command.id}:{outcome}"
        self._publish(COMMAND_ANSWERED, slot, command_id=command.id, outcome=outcome, answer=None, error=error)

    def close(self) -> None:
        """The socket is gone; a station that has the command tells its result over the next one."""
        for known in self._waiting.values():
            known.timer.cancel()
        self._waiting.clear()
