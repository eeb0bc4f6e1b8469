"""Messages of 1.6 on a connection of 2.x: known by their action, or by a field that 2.x does not have (quirk H12)."""

from collections.abc import Mapping
from typing import Final

from csms_gateway.ocppj.frames import Call

_ACTIONS: Final = {"StartTransaction", "StopTransaction", "DiagnosticsStatusNotification"}
# Action → the field by which 1.6 gives itself away.
_FIELDS: Final[Mapping[str, str]] = {
    "Authorize": "idTag",
    "BootNotification": "chargePointVendor",
    "MeterValues": "connectorId",
    "StatusNotification": "errorCode",
}


def is_older(call: Call) -> bool:
    if not isinstance(call.action, str):
        return False
    if call.action in _ACTIONS:
        return True
    field = _FIELDS.get(call.action)
    return field is not None and isinstance(call.payload, dict) and field in call.payload
