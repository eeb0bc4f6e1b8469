"""NotifyEvent (2.0.1 use case N07): alerts and changes of components; open alerts explain a faulted connector."""

from collections.abc import Iterator
from typing import Any, Final

from csms_gateway.events import COMPONENT_EVENT, Event
from csms_gateway.ocpp201.evses import told_number
from csms_gateway.ocpp201.memory import StationMemory
from csms_gateway.ocpp201.statuses import changed_status
from csms_gateway.ocppj.routing import Reply, Request, Tools
from csms_gateway.ocppj.samples import portions
from csms_gateway.ocppj.timestamps import read_time

_FAULTS_LIMIT: Final = 20
_PORTION: Final = 100


def notify_event(request: Request, _tools: Tools) -> Reply:
    data: list[dict[str, Any]] = request.require("eventData")
    told = [_told(item, request) for item in data]
    events = [
        request.event(COMPONENT_EVENT, events=portion, received_at=request.received_at)
        for portion in portions(told, _PORTION)
    ]
    return Reply({}, [*events, *_explained(request, data)])


def _told(item: dict[str, Any], request: Request) -> dict[str, Any]:
    component, variable = item.get("component") or {}, item.get("variable") or {}
    evse = component.get("evse") or {}
    return {
        "component": component.get("name", ""),
        "evse_id": evse.get("id"),
        "connector_id": evse.get("connectorId"),
        "variable": variable.get("name", ""),
        "value": item.get("actualValue", ""),
        "trigger": item.get("trigger", ""),
        "is_cleared": bool(item.get("cleared")),
        "tech_code": item.get("techCode"),
        "tech_info": item.get("techInfo"),
        "device_at": read_time(item.get("timestamp"), request.received_at).at,
    }


def _explained(request: Request, data: list[dict[str, Any]]) -> Iterator[Event]:
    memory = request.memory
    assert isinstance(memory, StationMemory)
    for item in data:
        component = item.get("component") or {}
        number = told_number(request.caller, component.get("evse"))
        if number is None or item.get("trigger") != "Alerting":
            continue
        connector = memory.connector(number)
        variable = str((item.get("variable") or {}).get("name", ""))
        name = f"{component.get('name', '')}/{variable}"
        if item.get("cleared") or item.get("actualValue") == "false":
            connector.faults.pop(name, None)
        elif len(connector.faults) < _FAULTS_LIMIT:
            details = (name, item.get("techCode"), item.get("techInfo"))
            connector.faults[name] = " ".join(str(part) for part in details if part)[:200]
        if connector.status == "Faulted":
            yield from changed_status(request, number, connector, read_time(item.get("timestamp"), request.received_at))
