"""A frame of smartcharging.v1 made usable: the schema says what each field should be, nothing is refused lightly."""

import json
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any, Final

import jsonschema_rs
import msgspec

from csms_gateway.native.generated.messages import MESSAGES, Message
from csms_gateway.ocppj.leniency import coerce, to_int
from csms_gateway.ocppj.schemas import ActionSchema
from csms_gateway.ocppj.tolerant_json import UnreadableJson, loads

FRAME_LIMIT: Final = 524_288
"""Bytes of a message that still fits into one Kafka record with its envelope."""
_DEVIATIONS_LIMIT: Final = 20


@dataclass(slots=True)
class Incoming:
    """What a frame holds. Without `message` the words `code` and `problem` say why nothing could be used."""

    kind: str | None
    message: Message | None = None
    sequence: int | None = None
    deviations: list[str] = field(default_factory=list)
    code: str = ""
    problem: str = ""


def read(raw: bytes) -> Incoming:
    """Read one websocket message; never raises."""
    try:
        payload, deviations = loads(raw)
    except UnreadableJson as error:
        return Incoming(None, code="unreadable_frame", problem=f"not JSON: {error}"[:300])
    if not isinstance(payload, dict) or not isinstance(payload.get("type"), str):
        return Incoming(None, code="unreadable_frame", problem="not a JSON object with a type")
    incoming = Incoming(payload["type"][:60], sequence=_sequence(payload), deviations=list(deviations))
    if payload["type"] not in MESSAGES:
        incoming.code, incoming.problem = "unknown_message", f"no message is called {incoming.kind}"
    elif len(raw) > FRAME_LIMIT:
        incoming.code, incoming.problem = "unusable_message", f"longer than {FRAME_LIMIT} bytes"
    else:
        _fill(incoming, payload)
    return incoming


def _sequence(payload: dict[str, Any]) -> int | None:
    number = to_int(payload.get("sequence"))
    return number if number is not None and number > 0 else None


def _fill(incoming: Incoming, payload: dict[str, Any]) -> None:
    schema = schemas()[payload["type"]]
    if not schema.is_valid(payload):
        coercion = coerce(payload, schema.schema)
        payload = coercion.payload
        incoming.deviations += list(dict.fromkeys(coercion.deviations))[:_DEVIATIONS_LIMIT]
    try:
        incoming.message = msgspec.convert(payload, MESSAGES[schema.action], strict=False)
    except msgspec.ValidationError as error:
        incoming.code, incoming.problem = "unusable_message", str(error)[:300]


@cache
def schemas() -> dict[str, ActionSchema]:
    """The schema of each message, compiled. A field that it does not know makes a message invalid, that is: counted."""
    text = (resources.files("csms_gateway.native.generated") / "schemas.json").read_text("utf-8")
    return {name: _compile(name, _closed(schema)) for name, schema in json.loads(text).items()}


def _compile(name: str, schema: dict[str, Any]) -> ActionSchema:
    return ActionSchema(name, schema, jsonschema_rs.validator_for(schema, validate_formats=False))


def _closed(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {key: _closed(item) for key, item in schema.items()}
    if schema.get("type") == "object" and "properties" in schema:
        closed["additionalProperties"] = False
    return closed
