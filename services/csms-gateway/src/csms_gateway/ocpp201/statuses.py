"""Status and charging state of OCPP 2.x together, in the words of our connectors and controllers (contracts 3)."""

import re
from typing import Final

from csms_gateway.events import STATUS_CHANGED, Event
from csms_gateway.ocpp16.statuses import ConnectorState, connector_state
from csms_gateway.ocpp201.evses import place_of
from csms_gateway.ocpp201.memory import ConnectorMemory
from csms_gateway.ocppj.routing import Request
from csms_gateway.ocppj.timestamps import DeviceTime

_READY: Final = ConnectorState("ready", "B")
_AUTHORIZED: Final = ConnectorState("waiting_connection", "B1")
_CHARGED: Final = ConnectorState("charged", "B2")
_BY_CHARGING_STATE: Final = {
    "Charging": ConnectorState("in_progress", "C6"),
    "SuspendedEV": ConnectorState("in_progress", "C6", "suspended_by_vehicle"),
    "SuspendedEVSE": ConnectorState("in_progress", "C6", "suspended_by_station"),
    "EVConnected": _READY,
}
_FAULT_CODES: Final = (
    (re.compile(r"temperature|overheat", re.IGNORECASE), "HighTemperature"),
    (re.compile(r"meter", re.IGNORECASE), "PowerMeterFailure"),
    (re.compile(r"iso ?15118|evcommunication|slac", re.IGNORECASE), "EVCommunicationError"),
    (re.compile(r"internal|controller|watchdog", re.IGNORECASE), "InternalError"),
)


def state_of(connector: ConnectorMemory) -> ConnectorState:
    """What the connector is, by all that was said about it."""
    # a station that tells its transactions first: the plug that has charged is still there when they end
    is_taken = connector.transaction is not None or connector.has_charged
    status = connector.status or ("Occupied" if is_taken else "Unavailable")
    if status == "Faulted":
        return connector_state("Faulted", fault_code(connector), *connector.faults.values())
    if status == "Available":
        return _AUTHORIZED if connector.transaction and connector.is_authorized else connector_state("Available", "")
    if status != "Occupied":
        return connector_state(status, "")
    known = _BY_CHARGING_STATE.get(connector.charging_state or "")
    if connector.transaction and known is not None and not (known is _READY and connector.has_charged):
        return known
    return _CHARGED if connector.has_charged else _READY


def fault_code(connector: ConnectorMemory) -> str:
    """An errorCode of 1.6 for the open alerts, "OtherError" when they name none that we know."""
    text = " ".join(connector.faults.values())
    return next((code for pattern, code in _FAULT_CODES if pattern.search(text)), "OtherError")


def status_event(request: Request, number: int, connector: ConnectorMemory, time: DeviceTime) -> Event:
    """The fact of the connector's state; the memory remembers that it was told."""
    connector.told = state = state_of(connector)
    is_faulted = connector.status == "Faulted"
    place = place_of(request.caller, number) if number else None
    return request.event(
        STATUS_CHANGED,
        connector_number=number,
        evse_id=place.evse_id if place else None,
        evse_connector_id=place.connector_id if place else None,
        ocpp_status=connector.status or "Occupied",
        **state._asdict(),
        error_code=fault_code(connector) if is_faulted else "NoError",
        vendor_error_code=None,
        info="; ".join(connector.faults.values())[:500] or None if is_faulted else None,
        device_at=time.at,
        received_at=request.received_at,
    )


def changed_status(request: Request, number: int, connector: ConnectorMemory, time: DeviceTime) -> list[Event]:
    """The same, only when the state is another one than was told."""
    return [] if connector.told == state_of(connector) else [status_event(request, number, connector, time)]
