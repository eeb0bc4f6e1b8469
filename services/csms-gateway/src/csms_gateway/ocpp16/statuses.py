"""ChargePointStatus of OCPP 1.6 (section 7.7) in the words of our connectors and controllers (ENU-025..064)."""

import re
from typing import NamedTuple


class ConnectorState(NamedTuple):
    """`status` is a code of ENU-025..036, `controller_status` of ENU-040..064, `mark` says why power may be missing."""

    status: str
    controller_status: str
    mark: str | None = None


_STATES = {
    "Available": ConnectorState("available", "A"),
    "Preparing": ConnectorState("ready", "B"),
    "Charging": ConnectorState("in_progress", "C6"),
    "SuspendedEV": ConnectorState("in_progress", "C6", "suspended_by_vehicle"),
    "SuspendedEVSE": ConnectorState("in_progress", "C6", "suspended_by_station"),
    "Finishing": ConnectorState("charged", "B2"),
    "Reserved": ConnectorState("waiting_connection", "A", "reserved"),
    "Unavailable": ConnectorState("unavailable", "F"),
    # OCPP 1.5 has one word for all of a cable's life.
    "Occupied": ConnectorState("ready", "B"),
}
_FAULTS = {
    "PowerMeterFailure": ConnectorState("meter_error", "F"),
    "HighTemperature": ConnectorState("error", "E7"),
    "EVCommunicationError": ConnectorState("error", "E1"),
    "InternalError": ConnectorState("error", "E5"),
}
_OTHER_FAULT = ConnectorState("error", "E6")
_EMERGENCY = ConnectorState("emergency_stopped", "E9")
_EMERGENCY_WORDS = re.compile(r"emergency|\be[-_ ]?stop|not[-_ ]?aus", re.IGNORECASE)
_UNKNOWN = ConnectorState("unavailable", "F")


def connector_state(ocpp_status: str, error_code: str, *details: str | None) -> ConnectorState:
    """Our words for a status; `details` are free texts in which a fault may name the emergency stop."""
    if ocpp_status != "Faulted":
        return _STATES.get(ocpp_status, _UNKNOWN)
    if any(_EMERGENCY_WORDS.search(text) for text in (error_code, *details) if text):
        return _EMERGENCY
    return _FAULTS.get(error_code, _OTHER_FAULT)
