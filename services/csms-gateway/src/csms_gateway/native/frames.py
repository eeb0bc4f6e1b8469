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
from csms_gateway.ocppj.twice_told import contradictions

FRAME_LIMIT: Final = 524_288
"""Bytes of a message that still fits into one Kafka record with its envelope."""
_DEVIATIONS_LIMIT: Final = 20
_HOTTEST: Final = "session_rows"
_DISPENSABLE: Final = {"hello": {"maker": "", "model": ""}}
"""Without a name of its maker a station may work all the same (quirk B5); without a welcome it could tell nothing."""


@dataclass(slots=True)
class Incoming:
    """What a frame holds. Without `message` the words `code` and `problem` say why nothing could be used."""

    kind: str | None
    message: Message | None = None
    sequence: int | None = None
    deviations: list[str] = field(default_factory=list)
    code: str = ""
    problem: str = ""
    contradictions: list[str] = field(default_factory=list)
    """Members that were told twice with different values; the last counts."""


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
        if incoming.kind != _HOTTEST:
            incoming.contradictions = contradictions(raw, payload)
    return incoming


def _sequence(payload: dict[str, Any]) -> int | None:
    number = to_int(payload.get("sequence"))
    return number if number is not None and number > 0 else None


def _fill(incoming: Incoming, payload: dict[str, Any]) -> None:
    schema = schemas()[payload["type"]]
    kind = MESSAGES[schema.action]
    try:
        if schema.is_valid(payload):
            incoming.message = msgspec.convert(payload, kind, strict=False)
            return
    except msgspec.ValidationError:
        incoming.deviations.append(f"schema:{schema.action}")  # 1e30 is an integer to JSON Schema and to nobody else
    coercion = coerce(payload, schema.schema)
    usable = _with_whole_items({**_DISPENSABLE.get(schema.action, {}), **coercion.payload}, schema.schema)
    incoming.deviations += list(dict.fromkeys(coercion.deviations))[:_DEVIATIONS_LIMIT]
    try:
        incoming.message = msgspec.convert(usable, kind, strict=False)
    except msgspec.ValidationError as error:
        incoming.code, incoming.problem = "unusable_message", str(error)[:300]


def _with_whole_items(value: Any, schema: dict[str, Any]) -> Any:
    """The same without those items of lists that lack what they need: one bad entry must not cost the others."""
    if isinstance(value, list):
        items = schema.get("items", {})
        whole = (_with_whole_items(item, items) for item in value)
        return [item for item in whole if not isinstance(item, dict) or item.keys() >= set(items.get("required", ()))]
    if not isinstance(value, dict):
        return value
    parts = schema.get("properties", {})
    return {name: _with_whole_items(item, parts.get(name, {})) for name, item in value.items()}


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
