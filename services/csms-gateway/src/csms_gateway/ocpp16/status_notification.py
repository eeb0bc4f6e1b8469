"""StatusNotification (1.6 section 4.9): stored whatever it says; a refusal would be repeated for ever (quirk F12)."""

from typing import Any

from csms_gateway.events import STATUS_CHANGED
from csms_gateway.ocpp16.statuses import connector_state
from csms_gateway.ocppj.routing import Reply, Request, Tools
from csms_gateway.ocppj.schemas import request_schemas
from csms_gateway.ocppj.timestamps import read_time

_NOTHING = {"null", "none", "0x00", "0x0000"}
_ERROR_CODES = frozenset(request_schemas("v16")["StatusNotification"].schema["properties"]["errorCode"]["enum"])


def status_notification(request: Request, _tools: Tools) -> Reply:
    payload = request.payload
    status = str(request.require("status"))
    told_code = payload.get("errorCode") or "NoError"
    info, vendor_code = _text(payload.get("info")), _text(payload.get("vendorErrorCode"))
    state = connector_state(status, told_code, info, vendor_code)
    time = read_time(payload.get("timestamp"), request.received_at)
    request.deviations.extend(time.deviations)
    event = request.event(
        STATUS_CHANGED,
        connector_number=max(payload.get("connectorId", 0), 0),
        evse_id=None,
        evse_connector_id=None,
        ocpp_status=status,
        **state._asdict(),
        # A word outside the enumeration is kept beside (quirk B8).
        error_code=told_code if told_code in _ERROR_CODES else "OtherError",
        vendor_error_code=vendor_code or (None if told_code in _ERROR_CODES else told_code),
        info=info,
        device_at=time.at,
        received_at=request.received_at,
    )
    return Reply({}, [event])


def _text(value: Any) -> str | None:
    text = str(value or "").strip()
    return text if text and text.lower() not in _NOTHING else None
