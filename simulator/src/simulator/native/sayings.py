"""What happens at the virtual station, in the words of smartcharging.v1."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from ocpp.v16.enums import Reason

from simulator.native.generated.messages import (
    ConnectorState,
    Credential,
    Message,
    Row,
    SessionClosed,
    SessionOpened,
    SessionRows,
    StationState,
    TransactionEnded,
    TransactionStarted,
)
from simulator.native.queue import MessageQueue
from simulator.station import outbox
from simulator.station.outbox import Entry

NEW = 0
"""Sequence of a message that has not been put into the queue yet."""

# Status of OCPP 1.6 (7.7) → connector status, controller status, mark.
STATES: dict[str, tuple[str, str, str | None]] = {
    "Available": ("available", "A", None),
    "Preparing": ("ready", "B", None),
    "Charging": ("in_progress", "C6", None),
    "SuspendedEV": ("in_progress", "C6", "suspended_by_vehicle"),
    "SuspendedEVSE": ("in_progress", "C6", "suspended_by_station"),
    "Finishing": ("charged", "B2", None),
    "Reserved": ("waiting_connection", "A", "reserved"),
    "Unavailable": ("disabled", "F", None),
}
FAULTS = {"EVCommunicationError": "E1", "InternalError": "E5", "HighTemperature": "E7"}
STOP_SOURCES = {
    "Local": "local",
    "Remote": "remote_command",
    "UnlockCommand": "remote_command",
    "EVDisconnected": "connector_status_change",
    "HardReset": "terminal_reboot",
    "SoftReset": "terminal_reboot",
    "PowerLoss": "power_loss",
    "DeAuthorized": "offline_user_auth_error",
    "EmergencyStop": "emergency_stop",
}
EMERGENCY = "E9"
COLUMNS = {
    "Power.Active.Import": "power_w",
    "Voltage": "voltage_v",
    "Current.Import": "current_a",
    "SoC": "soc_percent",
    "Temperature": "connector_temperature_c",
}
REGISTER = "Energy.Active.Import.Register"


@dataclass
class Storyteller:
    """Makes messages of entries. Open sessions and known transactions are kept with the queue."""

    queue: MessageQueue

    def messages(self, entry: Entry) -> Iterator[Message]:
        """The messages of one entry; none for what the other protocols alone need."""
        match entry.kind:
            case outbox.STATUS:
                yield from self._status(entry)
            case outbox.START:
                yield from self._start(entry)
            case outbox.METER:
                yield self._rows(entry, entry.payload["connector_id"], entry.payload["meter_value"])
            case outbox.STOP:
                yield from self._stop(entry)

    def credential(self, id_tag: str | None) -> Credential | None:
        """A card, or the token of a start command."""
        if not id_tag:
            return None
        return Credential(kind="remote" if id_tag in self._noted("tokens") else "rfid", number=id_tag)

    def remember_token(self, token: str) -> None:
        """The token of a start command: whoever presents it came by the command."""
        self._noted("tokens")[token] = True

    def session_of(self, transaction: str | None) -> str | None:
        """The number of the session that the transaction belongs to."""
        _, session = self._noted("transactions").get(transaction, (None, None))
        return str(session) if session is not None else None

    # --- the kinds

    def _status(self, entry: Entry) -> Iterator[Message]:
        payload = entry.payload
        number, status, at = payload["connector_id"], str(payload["status"]), payload["timestamp"]
        if number == 0:
            logical = "working" if status == "Available" else "out_of_service"
            yield StationState(sequence=NEW, at=at, logical_status=logical)
            return
        if status == "Preparing":
            yield from self._open(number, entry)
        if status == "Available":
            yield from self._close(number, at)
        controller = FAULTS.get(str(payload["error_code"]), "E6")
        word, controller, mark = STATES.get(status, ("error", controller, None))
        yield ConnectorState(
            sequence=NEW, at=at, connector_number=number, status=word, controller_status=controller, mark=mark
        )

    def _open(self, number: int, entry: Entry) -> Iterator[Message]:
        sessions = self._noted("sessions")
        if str(number) not in sessions:
            session = sessions[str(number)] = str(uuid5(NAMESPACE_URL, entry.id))
            yield SessionOpened(
                sequence=NEW, at=entry.payload["timestamp"], session_number=session, connector_number=number
            )

    def _close(self, number: int, at: str) -> Iterator[Message]:
        session = self._noted("sessions").pop(str(number), None)
        if session is not None:
            yield SessionClosed(
                sequence=NEW, at=at, session_number=session, connector_number=number, controller_status="A"
            )

    def _start(self, entry: Entry) -> Iterator[Message]:
        payload, number = entry.payload, entry.payload["connector_id"]
        if self._has_charged(number):  # its end was not told while the line was away
            yield from self._close(number, payload["timestamp"])
        yield from self._open(number, entry)
        session = self._noted("sessions")[str(number)]
        self._noted("transactions")[entry.transaction] = [number, session]
        credential = self.credential(payload["id_tag"])
        is_remote = credential is not None and credential.kind == "remote"
        yield TransactionStarted(
            sequence=NEW,
            at=payload["timestamp"],
            session_number=session,
            transaction_number=str(entry.transaction),
            connector_number=number,
            meter_start_wh=payload["meter_start"],
            credential=credential,
            start_source="remote_command" if is_remote else "local",
        )

    def _has_charged(self, number: int) -> bool:
        session = self._noted("sessions").get(str(number))
        return session in {known for _, known in self._noted("transactions").values()}

    def _rows(self, entry: Entry, number: int, meter_values: list[dict[str, Any]]) -> SessionRows:
        return SessionRows(
            sequence=NEW,
            at=meter_values[-1]["timestamp"],
            session_number=self.session_of(entry.transaction),
            transaction_number=entry.transaction,
            connector_number=number,
            rows=[row(value["timestamp"], value["sampled_value"]) for value in meter_values],
        )

    def _stop(self, entry: Entry) -> Iterator[Message]:
        payload = entry.payload
        number, session = self._noted("transactions").get(entry.transaction, (None, None))
        if number is None:  # begun in another protocol, whose memory this is not
            return
        if payload["transaction_data"]:
            yield self._rows(entry, number, payload["transaction_data"])
        yield TransactionEnded(
            sequence=NEW,
            at=payload["timestamp"],
            session_number=session,
            transaction_number=str(entry.transaction),
            connector_number=number,
            meter_stop_wh=payload["meter_stop"],
            stop_source=STOP_SOURCES.get(str(payload["reason"]), "other"),
            credential=self.credential(payload["id_tag"]),
            controller_status=EMERGENCY if payload["reason"] == Reason.emergency_stop else "B2",
        )

    def _noted(self, name: str) -> dict[Any, Any]:
        noted: dict[Any, Any] = self.queue.notes.setdefault(name, {})
        return noted


def row(at: str, sampled: list[dict[str, str]]) -> Row:
    """One row of the history from sampled values."""
    told = {str(sample["measurand"]): sample["value"] for sample in sampled}
    columns = {column: float(told[word]) for word, column in COLUMNS.items() if word in told}
    return Row(at=at, register_wh=int(told[REGISTER]) if REGISTER in told else None, **columns)
