"""States and notes of the station that become native.reported.v1, and what of them is a connector's status."""

from typing import Any, Final

import msgspec

from csms_gateway.events import Event
from csms_gateway.native.facts import Telling
from csms_gateway.native.generated.messages import ConnectorState, Message

KINDS: Final = {
    "station_state": "station",
    "connector_state": "connector",
    "device_state": "device",
    "climate_state": "climate",
    "module_state": "module",
    "sensor_state": "sensor",
    "external_meter": "external_meter",
    "vehicle_data": "vehicle",
    "dump_lines": "dump",
    "operation_log": "operation_log",
    "settings_document": "settings",
    "access_list": "access_list",
    "journal_part": "journal",
    "update_state": "update",
    "incident_started": "incident",
    "incident_ended": "incident",
}
_ENVELOPE: Final = frozenset({"type", "sequence", "at"})


def body_of(message: Message) -> dict[str, Any]:
    """The members of a message that say something, without those of the queue."""
    members: dict[str, Any] = msgspec.to_builtins(message)
    return {name: value for name, value in members.items() if name not in _ENVELOPE}


def reported(kind: str, message: Message, telling: Telling) -> list[Event]:
    """The whole message under its kind; incidents say which end of them it is."""
    body = body_of(message)
    if kind.startswith("incident"):
        body["event"] = kind.removeprefix("incident_")
    return [telling.report(KINDS[kind], body)]


def connector_state(message: ConnectorState, telling: Telling) -> list[Event]:
    """A status fact when the status is new, and the delta itself."""
    number = message.connector_number
    state = telling.states.change(number, message.status, message.controller_status, message.mark)
    facts = [] if state is None else [telling.status(number, state, message.ocpp_status, message.error)]
    return [*facts, *reported("connector_state", message, telling)]
