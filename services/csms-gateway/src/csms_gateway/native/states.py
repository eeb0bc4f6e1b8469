"""Connector and controller status (ENU-025..064) of a native station, and the OCPP words that stand beside them."""

from dataclasses import dataclass, field
from typing import Final, NamedTuple


class ConnectorState(NamedTuple):
    """`status` is a code of ENU-025..036, `controller_status` of ENU-040..064."""

    status: str
    controller_status: str
    mark: str | None = None


CONTROLLER_OF: Final = {
    "available": "A",
    "waiting_connection": "A",
    "ready": "B",
    "in_progress": "C6",
    "charged": "B2",
    "emergency_stopped": "E9",
    "disabled": "F",
    "error": "E6",
    "unavailable": "F",
    "zero_power_limit": "A",
    "meter_error": "F",
    "updating": "F",
}
_STATUS_OF: Final = {"A": "available", "B": "ready", "B1": "ready", "B2": "charged", "E9": "emergency_stopped"}
_STATUS_OF_GROUP: Final = {"C": "in_progress", "E": "error", "F": "unavailable"}
_OCPP_WORDS: Final = {
    "available": "Available",
    "waiting_connection": "Preparing",
    "ready": "Preparing",
    "in_progress": "Charging",
    "charged": "Finishing",
    "emergency_stopped": "Faulted",
    "error": "Faulted",
    "meter_error": "Faulted",
}
_SUSPENDED: Final = {"suspended_by_vehicle": "SuspendedEV", "suspended_by_station": "SuspendedEVSE"}
_ERROR_CODES: Final = {"E1": "EVCommunicationError", "E5": "InternalError", "E7": "HighTemperature"}
CONTROLLER_STATUSES: Final = frozenset(
    {"A", "B", "B1", "B2", "F", *(f"C{number}" for number in range(1, 10)), *(f"E{number}" for number in range(1, 10))}
)


def combined(status: str | None, controller_status: str | None, mark: str | None = None) -> ConnectorState | None:
    """A state from what was told; the missing half follows from the other, words of no list count as not told."""
    status = status if status in CONTROLLER_OF else None
    controller = controller_status if controller_status in CONTROLLER_STATUSES else None
    if status is None and controller is None:
        return None
    status = status or _STATUS_OF.get(controller or "") or _STATUS_OF_GROUP[(controller or "F")[0]]
    mark = mark if mark in {*_SUSPENDED, "reserved"} else None
    return ConnectorState(status, controller or CONTROLLER_OF[status], mark)


def ocpp_word(state: ConnectorState) -> str:
    """ChargePointStatus of OCPP 1.6 (section 7.7) that says nearly the same."""
    if state.status == "in_progress" and state.mark in _SUSPENDED:
        return _SUSPENDED[state.mark]
    return _OCPP_WORDS.get(state.status, "Unavailable")


def error_code(state: ConnectorState) -> str:
    """ChargePointErrorCode of OCPP 1.6 (section 7.6)."""
    if state.status == "meter_error":
        return "PowerMeterFailure"
    if state.status in {"error", "emergency_stopped"}:
        return _ERROR_CODES.get(state.controller_status, "OtherError")
    return "NoError"


@dataclass(slots=True)
class ConnectorStates:
    """The last told state of each connector of one station, in the order of its queue."""

    _known: dict[int, ConnectorState] = field(default_factory=dict)

    def change(
        self, number: int, status: str | None, controller: str | None, mark: str | None
    ) -> ConnectorState | None:
        """The new state of a connector from a delta; None when the delta told no status, or the known one."""
        known = self._known.get(number)
        if status is None and known is not None and controller is not None and _fits(known.status, controller):
            status = known.status
        state = combined(status, controller, mark)
        if state is None or state == known:
            return None
        self._known[number] = state
        return state

    def put(self, number: int, state: ConnectorState) -> ConnectorState:
        self._known[number] = state
        return state

    def taken(self, number: int) -> ConnectorState | None:
        """The known state, if somebody has the connector by it."""
        known = self._known.get(number)
        return known if known is not None and known.status in {"ready", "waiting_connection", "in_progress"} else None


def _fits(status: str, controller: str) -> bool:
    """Whether a connector may keep its status while its controller goes there."""
    implied = combined(None, controller)
    return implied is not None and (implied.status == status or status in {"waiting_connection", "zero_power_limit"})
