"""The whole body of a request, its JSON Schema and an example, per event type."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from common.openapi import example_of

from notifications_api.public_events import documents
from notifications_api.public_events.catalogue import TEST
from notifications_api.public_events.documents import Data
from notifications_api.public_events.examples import DATA, TOLD_AT

DOCUMENTS: Mapping[str, type[Data]] = {
    "station.connected": documents.StationConnected,
    "station.disconnected": documents.StationDisconnected,
    "station.booted": documents.StationBooted,
    "connector.status_changed": documents.ConnectorStatusChanged,
    "session.started": documents.Session,
    "session.updated": documents.Session,
    "session.ended": documents.Session,
    "charge.priced": documents.Charge,
    "payment.changed": documents.Payment,
    "command.created": documents.Command,
    "command.changed": documents.Command,
    "incident.opened": documents.Incident,
    "incident.resolved": documents.Incident,
    TEST: documents.Test,
}


def body_of(event_id: UUID, event_type: str, at: datetime, organization_id: UUID | None, data: Data) -> bytes:
    """{id, type, timestamp, organization_id, data}; these bytes are signed and sent."""
    whole = {
        "id": event_id,
        "type": event_type,
        "timestamp": at.isoformat().replace("+00:00", "Z"),
        "organization_id": organization_id,
        "data": data.model_dump(mode="json"),
    }
    return orjson.dumps(whole, default=str)  # asyncpg has a UUID of its own


def schema_of(event_type: str) -> dict[str, Any]:
    """JSON Schema (2020-12) of the whole body."""
    data = DOCUMENTS[event_type].model_json_schema(mode="serialization", ref_template="#/$defs/{model}")
    definitions = data.pop("$defs", {})
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:smartcharging:webhook:{event_type}",
        "title": event_type,
        "type": "object",
        "required": ["id", "type", "timestamp", "organization_id", "data"],
        "properties": {
            "id": {"type": "string", "format": "uuid", "description": "Same as the header webhook-id"},
            "type": {"const": event_type},
            "timestamp": {"type": "string", "format": "date-time", "description": "When it happened"},
            "organization_id": {"anyOf": [{"type": "string", "format": "uuid"}, {"type": "null"}]},
            "data": data,
        },
        "$defs": definitions,
    }


def example_body(event_type: str) -> dict[str, Any]:
    """A body that obeys the schema and tells something that can happen."""
    schema = orjson.loads(orjson.dumps(schema_of(event_type)).replace(b"#/$defs/", b"#/components/schemas/"))
    example: dict[str, Any] = example_of({**schema, "properties": schema["properties"]}, schema["$defs"])
    told = {"type": event_type, "timestamp": TOLD_AT.get(event_type, example["timestamp"])}
    return example | told | {"data": {**example["data"], **DATA.get(event_type, {})}}
