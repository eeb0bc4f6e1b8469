"""Commands of the product at the virtual station: each is answered with one durable result."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from ocpp.v16.enums import AvailabilityType, MessageTrigger, Reason, ResetType

from simulator.native.controllers import ACCEPTED, REJECTED, Answer, Controllers
from simulator.native.generated.messages import Command, CommandResult
from simulator.native.keeping import changed_settings, journal, limits_of, told_again
from simulator.native.memory import Memory
from simulator.native.sayings import NEW
from simulator.native.texts import moment
from simulator.station.line import Line
from simulator.station.remote import RemoteControl

TRIGGERS = {
    "StatusNotification": MessageTrigger.status_notification,
    "connector_state": MessageTrigger.status_notification,
    "MeterValues": MessageTrigger.meter_values,
    "session_rows": MessageTrigger.meter_values,
    "Heartbeat": MessageTrigger.heartbeat,
    "heartbeat": MessageTrigger.heartbeat,
}


SETTINGS = "settings_document"


class Orders:
    """Carries commands out; one that comes again is answered again and not carried out again."""

    def __init__(self, remote: RemoteControl, memory: Memory, line: Line) -> None:
        self._remote, self._memory, self._line = remote, memory, line
        self._station = remote.station
        self._kinds: dict[str, Callable[[Command], Answer]] = {
            "start_session": self._start,
            "stop_session": self._stop,
            "hard_reset": lambda _: self._restart(ResetType.hard),
            "soft_reset": lambda _: self._restart(ResetType.soft),
            "unlock_connector": self._unlock,
            "change_availability": self._change_availability,
            "trigger_message": self._trigger,
            "get_station_log": self._send_journal,
            "change_station_settings": self._change_settings,
            **Controllers(self._station, memory).kinds,
        }

    def obey(self, command: Command) -> None:
        """Carry out, and put the result into the queue."""
        known = self._memory.results.get(command.command_id)
        outcome, text = (known.outcome, known.text or "") if known is not None else self._carry_out(command)
        result = CommandResult(
            sequence=NEW, at=moment(datetime.now(UTC)), command_id=command.command_id, outcome=outcome, text=text
        )
        self._memory.results[command.command_id] = result
        self._memory.queue.put(result)

    def _carry_out(self, command: Command) -> Answer:
        if datetime.fromisoformat(command.deadline) < datetime.now(UTC):
            return REJECTED, "Too late"
        kind = self._kinds.get(command.kind)
        return kind(command) if kind is not None else (REJECTED, f"{command.kind} is unknown here")

    def _start(self, command: Command) -> Answer:
        token = command.remote_token or ""
        number = self._remote.choose_connector(command.connector_number, token)
        if number is None or not token:
            return REJECTED, "No free connector"
        self._memory.storyteller.remember_token(token)
        self._station.begin(self._remote.start_remotely(self._line, number, token))
        return ACCEPTED, f"Connector {number} starts"

    def _stop(self, command: Command) -> Answer:
        connector = next((item for item in self._station.connectors.values() if self._is_meant(command, item)), None)
        if connector is None:
            return REJECTED, "No such transaction"
        self._station.stop(connector.number, Reason.remote)
        self._station.leave_later(connector.number)
        return ACCEPTED, "Stopped"

    def _is_meant(self, command: Command, connector: Any) -> bool:
        if connector.transaction is None:
            return False
        if command.transaction_number is not None:
            return bool(connector.transaction.id == command.transaction_number)
        return bool(connector.number == command.connector_number)

    def _restart(self, kind: ResetType) -> Answer:
        self._memory.restart(f"{kind.value.lower()}_reset")
        self._station.begin(self._remote.restart(self._line, kind))
        return ACCEPTED, "Restarting"

    def _unlock(self, command: Command) -> Answer:
        if command.connector_number not in self._station.connectors:
            return REJECTED, "No such connector"
        self._remote.unlock(command.connector_number or 0)
        return ACCEPTED, "Unlocked"

    def _change_availability(self, command: Command) -> Answer:
        number = command.connector_number or 0
        if number and number not in self._station.connectors:
            return REJECTED, "No such connector"
        is_operative = bool((command.parameters or {}).get("operative"))
        kind = AvailabilityType.operative if is_operative else AvailabilityType.inoperative
        is_scheduled = self._remote.change_availability(number, kind)
        return ACCEPTED, "After the transaction" if is_scheduled else "Changed"

    def _send_journal(self, command: Command) -> Answer:
        for part in journal(command, self._memory.queue.notes, moment(datetime.now(UTC))):
            self._memory.queue.put(part)
        return ACCEPTED, "Sent"

    def _change_settings(self, command: Command) -> Answer:
        document = changed_settings(command, self._memory.queue.notes, moment(datetime.now(UTC)))
        if document is None:
            return REJECTED, "Nothing to change"
        for number, limit_w in limits_of(command).items():
            self._station.profiles.cap(number, limit_w)
        self._memory.queue.put(document)
        return ACCEPTED, f"Version {document.version}"

    def _trigger(self, command: Command) -> Answer:
        message = str((command.parameters or {}).get("message"))
        if message == SETTINGS:
            self._memory.queue.put(told_again(self._memory.queue.notes, moment(datetime.now(UTC))))
            return ACCEPTED, "Told"
        trigger = TRIGGERS.get(message)
        if trigger is None:
            return REJECTED, "Unknown message"
        self._station.begin(self._remote.tell(self._line, trigger, command.connector_number))
        return ACCEPTED, "Told"
