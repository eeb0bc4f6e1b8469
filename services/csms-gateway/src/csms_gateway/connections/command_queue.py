"""Commands of one station: one CALL in flight, the next after its answer or its timeout (OCPP-J 1.6 section 4.1.1)."""

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Any, Final

from common.telemetry import continued

from csms_gateway.connections.engine import SeenCommands
from csms_gateway.conversation import CommandAnswer, Conversation, StationCommand, UnusableCommand
from csms_gateway.events import COMMAND_ANSWERED, COMMAND_DELIVERED
from csms_gateway.metrics import COMMANDS

_LATE_LIMIT: Final = 8


class CommandQueue:
    """Sends a station's commands in order and tells what became of each. Exists only while there are any."""

    __slots__ = ("_conversation", "_current", "_late", "_publish", "_seen", "_send", "_timeout", "_timer", "_waiting")

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
        self._waiting: deque[StationCommand] = deque()
        self._current: StationCommand | None = None
        self._late: dict[str, StationCommand] = {}
        self._timer: asyncio.TimerHandle | None = None

    def add(self, command: StationCommand, is_expired: Callable[[StationCommand], bool]) -> None:
        """Queue a command; a copy of one that is queued or in flight is dropped."""
        if command not in self._waiting and command != self._current:
            self._waiting.append(command)
            self.send_next(is_expired)

    def send_next(self, is_expired: Callable[[StationCommand], bool]) -> None:
        """Send the next command unless one is in flight; what has expired in the queue is left out."""
        while self._current is None and self._waiting:
            command = self._waiting.popleft()
            if is_expired(command):
                COMMANDS.labels(command.kind, "expired").inc()
                continue
            self._try(command)

    def _try(self, command: StationCommand) -> None:
        self._seen.add(command)
        try:
            message = self._conversation.ask(command)
        except UnusableCommand as error:
            self._tell(command, "error", error={"code": error.code, "description": str(error)})
            return
        self._current = command
        self._timer = asyncio.get_running_loop().call_later(self._timeout, self._time_out)
        self._send(message)
        slot = f"{command.id}:delivered"
        self._publish(COMMAND_DELIVERED, slot, command_id=command.id, answer_seconds=self._timeout)

    def answer(self, told: CommandAnswer) -> bool:
        """Take a station's answer, also a late one (quirk F6). False when it belongs to no command of this socket."""
        command = self._late.pop(told.command_id, None)
        if self._current is not None and told.command_id == self._current.id:
            command = self._current
            self._finish()
        if command is None:
            return False
        if told.error is not None:
            self._tell(command, "error", error=told.error)
        else:
            is_accepted = self._conversation.is_accepted(command, told.answer or {})
            self._tell(command, "accepted" if is_accepted else "rejected", answer=told.answer)
        return True

    def _time_out(self) -> None:
        command = self._current
        if command is None:
            return
        self._finish()
        if len(self._late) >= _LATE_LIMIT:
            del self._late[next(iter(self._late))]
        self._late[command.id] = command
        self._tell(command, "timeout")

    def _finish(self) -> None:
        self._current = None
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _tell(
        self,
        command: StationCommand,
        outcome: str,
        answer: dict[str, Any] | None = None,
        error: dict[str, str] | None = None,
    ) -> None:
        COMMANDS.labels(command.kind, outcome).inc()
        with continued("answer of station", command.traceparent):
            self._publish(
                COMMAND_ANSWERED,
                f"{command.id}:{outcome}",
                command_id=command.id,
                outcome=outcome,
                answer=answer,
                error=error,
            )

    def close(self) -> None:
        """The socket is gone. What was not sent, stations-api sends again; what was sent may yet show its effect."""
        self._finish()
        self._waiting.clear()
