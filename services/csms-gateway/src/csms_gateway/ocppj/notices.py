"""Firmware, log and security messages of all versions: three facts, the same fields under the same names."""

from csms_gateway.events import FIRMWARE_STATUS, LOG_STATUS, SECURITY_EVENT
from csms_gateway.ocppj.routing import Reply, Request, Tools
from csms_gateway.ocppj.samples import note
from csms_gateway.ocppj.timestamps import read_time


def firmware_status(request: Request, _tools: Tools) -> Reply:
    """FirmwareStatusNotification (1.6 section 4.5, 2.0.1 L01) and SignedFirmwareStatusNotification (whitepaper)."""
    return _status(request, FIRMWARE_STATUS)


def log_status(request: Request, _tools: Tools) -> Reply:
    """DiagnosticsStatusNotification (1.6 section 4.4) and LogStatusNotification (whitepaper, 2.0.1 N01)."""
    return _status(request, LOG_STATUS)


def _status(request: Request, event_type: str) -> Reply:
    event = request.event(
        event_type,
        status=str(request.require("status")),
        request_id=request.payload.get("requestId"),
        received_at=request.received_at,
    )
    return Reply({}, [event])


def security_event(request: Request, _tools: Tools) -> Reply:
    """SecurityEventNotification (whitepaper, 2.0.1 A04); floods of them are counted by the reader (quirk S9)."""
    time = read_time(request.payload.get("timestamp"), request.received_at)
    note(request.deviations, time.deviations)
    event = request.event(
        SECURITY_EVENT,
        kind=str(request.require("type")),
        tech_info=request.payload.get("techInfo"),
        device_at=time.at,
        received_at=request.received_at,
    )
    return Reply({}, [event])
