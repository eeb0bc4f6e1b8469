"""BootNotification (1.6 section 4.2): always accepted, whatever the station calls itself (quirks B1, B5, B6, Q11)."""

from typing import Any

from csms_gateway.events import BOOTED
from csms_gateway.ocppj.routing import Reply, Request, Tools
from csms_gateway.ocppj.timestamps import format_time


def boot_notification(request: Request, tools: Tools) -> Reply:
    fields = {name: text for name, value in request.payload.items() if (text := str(value).strip())}
    answer = {
        "status": "Accepted",
        "currentTime": format_time(request.received_at),
        "interval": tools.next_heartbeat(),
    }
    return Reply(answer, [request.event(BOOTED, **_passport(fields), received_at=request.received_at)])


def _passport(fields: dict[str, str]) -> dict[str, Any]:
    return {
        "vendor": fields.get("chargePointVendor", ""),
        "model": fields.get("chargePointModel", ""),
        "serial_number": fields.get("chargePointSerialNumber") or fields.get("chargeBoxSerialNumber"),
        "firmware_version": fields.get("firmwareVersion"),
        "raw": fields,
    }
