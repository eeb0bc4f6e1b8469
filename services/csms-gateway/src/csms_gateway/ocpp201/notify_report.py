"""NotifyReport (2.0.1 use cases B07, B08): the device model, piece by piece; the last may never come (quirk B11)."""

from typing import Any, Final

from csms_gateway.events import DEVICE_MODEL
from csms_gateway.ocppj.routing import Reply, Request, Tools
from csms_gateway.ocppj.samples import portions

_PORTION: Final = 200


def notify_report(request: Request, _tools: Tools) -> Reply:
    payload = request.payload
    told = [_variable(item) for item in payload.get("reportData", ())]
    pieces = portions(told, _PORTION)
    is_complete = not payload.get("tbc")
    events = [
        request.event(
            DEVICE_MODEL,
            request_id=payload.get("requestId"),
            sequence=payload.get("seqNo"),
            is_last=is_complete and number == len(pieces) - 1,
            variables=piece,
            received_at=request.received_at,
        )
        for number, piece in enumerate(pieces)
    ]
    return Reply({}, events)


def _variable(item: dict[str, Any]) -> dict[str, Any]:
    component, variable = item.get("component") or {}, item.get("variable") or {}
    evse, traits = component.get("evse") or {}, item.get("variableCharacteristics") or {}
    attribute = _actual(item.get("variableAttribute") or [])
    return {
        "component": component.get("name", ""),
        "instance": component.get("instance"),
        "evse_id": evse.get("id"),
        "connector_id": evse.get("connectorId"),
        "variable": variable.get("name", ""),
        "variable_instance": variable.get("instance"),
        "value": attribute.get("value"),
        "mutability": attribute.get("mutability"),
        "data_type": traits.get("dataType"),
        "unit": traits.get("unit"),
    }


def _actual(attributes: list[dict[str, Any]]) -> dict[str, Any]:
    """The attribute Actual, which is meant when none is named; else the first."""
    first: dict[str, Any] = attributes[0] if attributes else {}
    return next((one for one in attributes if one.get("type", "Actual") == "Actual"), first)
