"""BootNotification (2.0.1 use case B01): always accepted, whatever the station calls itself (quirks B1, B5, B6)."""

from typing import Any

from csms_gateway.events import BOOTED
from csms_gateway.ocppj.routing import Reply, Request, Tools
from csms_gateway.ocppj.timestamps import format_time


def boot_notification(request: Request, tools: Tools) -> Reply:
    station = request.payload.get("chargingStation") or {}
    answer = {
        "status": "Accepted",
        "currentTime": format_time(request.received_at),
        "interval": tools.next_heartbeat(),
    }
    raw = {**_texts(station), **_texts(station.get("modem") or {}), **_texts({"reason": request.payload.get("reason")})}
    event = request.event(
        BOOTED,
        vendor=raw.get("vendorName", ""),
        model=raw.get("model", ""),
        serial_number=raw.get("serialNumber"),
        firmware_version=raw.get("firmwareVersion"),
        raw=raw,
        received_at=request.received_at,
    )
    return Reply(answer, [event])


def _texts(fields: dict[str, Any]) -> dict[str, str]:
    told = {name: str(value).strip() for name, value in fields.items() if value is not None}
    return {name: text for name, text in told.items() if text and not isinstance(fields[name], dict)}
