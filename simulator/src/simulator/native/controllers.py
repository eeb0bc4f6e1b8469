"""Orders to what stands below the terminal: controllers, their clocks and firmware (ENU-166, 170 to 178)."""

import asyncio
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from ocpp.v16.enums import Reason

from simulator.native.generated.messages import (
    Command,
    ConnectorState,
    LogEntry,
    Message,
    Module,
    ModuleState,
    OperationLog,
    UpdateState,
)
from simulator.native.memory import Memory
from simulator.native.sayings import EMERGENCY, NEW
from simulator.native.surroundings import modules
from simulator.native.texts import moment
from simulator.station.station import Station

STEP_SECONDS = 0.2
DRAIN_SECONDS = 10.0
UPDATE_STATUSES = ("checked", "installing", "installed")
ACCEPTED, REJECTED = "accepted", "rejected"
Answer = tuple[str, str]
"""Outcome and text."""


def _now() -> str:
    return moment(datetime.now(UTC))


class Controllers:
    """Says «accepted» at once; what follows is told as it happens."""

    def __init__(self, station: Station, memory: Memory) -> None:
        self._station, self._memory = station, memory
        self.kinds: dict[str, Callable[[Command], Answer]] = {
            "remote_authorization": self._let_in,
            "restart_controller": self._of_connector(self._restart),
            "emergency_stop": self._of_connector(self._emergency),
            "sync_controller_time": self._of_connector(self._set_clock),
            "update_controller_firmware": self._of_connector(self._update_controller),
            "update_module_controller_firmware": self._update_modules,
            "restart_module_controller": self._restart_modules,
        }

    def _of_connector(self, carry_out: Callable[[Command, int], Answer]) -> Callable[[Command], Answer]:
        def checked(command: Command) -> Answer:
            number = command.connector_number
            if number not in self._station.connectors:
                return REJECTED, "No such connector"
            return carry_out(command, number)

        return checked

    def _let_in(self, command: Command) -> Answer:
        self._note("authorization", f"user {(command.parameters or {}).get('user_id')}")
        return ACCEPTED, "Let in"

    def _set_clock(self, _command: Command, number: int) -> Answer:
        self._note("clock", "synchronised", number)
        return ACCEPTED, "Clock set"

    def _restart(self, _command: Command, number: int) -> Answer:
        self._station.begin(self._after_stop(number, Reason.reboot, self._restarted(number)))
        return ACCEPTED, "Controller restarts"

    def _restarted(self, number: int) -> Iterable[Message]:
        yield self._state(number, "unavailable", "F")
        self._station.tell_status(number, is_asked=True)

    def _emergency(self, _command: Command, number: int) -> Answer:
        pressed = self._state(number, "emergency_stopped", EMERGENCY)
        self._station.begin(self._after_stop(number, Reason.emergency_stop, [pressed]))
        return ACCEPTED, "Stopped"

    async def _after_stop(self, number: int, reason: Reason, told: Iterable[Message]) -> None:
        """End what runs there, and say what became of the controller once that has been told."""
        if self._station.connectors[number].transaction is not None:
            self._station.stop(number, reason)
            await self._station.outbox.drained(DRAIN_SECONDS)
        self._put(*told)

    def _update_controller(self, command: Command, number: int) -> Answer:
        self._station.begin(self._update(command, "controller", number))
        return ACCEPTED, "Update begun"

    def _update_modules(self, command: Command) -> Answer:
        self._station.begin(self._update(command, "module_controller", None))
        return ACCEPTED, "Update begun"

    async def _update(self, command: Command, target: str, number: int | None) -> None:
        """From a file that lies on the terminal: nothing is downloaded."""
        file_name = str((command.parameters or {}).get("file_name"))
        for status in UPDATE_STATUSES:
            self._put(
                UpdateState(
                    sequence=NEW, at=_now(), target=target, status=status, version=file_name,
                    command_id=command.command_id,
                )
            )  # fmt: skip
            await asyncio.sleep(STEP_SECONDS)
        self._note("update", f"{target} {file_name}", number)

    def _restart_modules(self, _command: Command) -> Answer:
        told = [module for item in self._station.connectors.values() if item.is_dc for module in modules(item)]
        if not told:
            return REJECTED, "No modules here"
        gone = [Module(number=module.number, status="no_connection") for module in told]
        self._put(*(ModuleState(sequence=NEW, at=_now(), modules=states) for states in (gone, told)))
        return ACCEPTED, "Module controller restarts"

    def _state(self, number: int, status: str, controller: str) -> ConnectorState:
        return ConnectorState(
            sequence=NEW, at=_now(), connector_number=number, status=status, controller_status=controller
        )

    def _note(self, event_type: str, action: str, number: int | None = None) -> None:
        entry = LogEntry(at=_now(), event_type=event_type, action=action, connector_number=number)
        self._put(OperationLog(sequence=NEW, at=_now(), entries=[entry]))

    def _put(self, *messages: Any) -> None:
        for message in messages:
            self._memory.queue.put(message)
