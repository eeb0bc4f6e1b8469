"""JSON Schemas of the `ocpp` package, compiled once per version: what is valid, and what a field should look like."""

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final

import jsonschema_rs

_DEPTH_LIMIT: Final = 12


@dataclass(frozen=True, slots=True)
class ActionSchema:
    """Schema of one request. `is_valid` runs the compiled validator; `schema` drives the coercion of invalid ones."""

    action: str
    schema: dict[str, Any]
    validator: jsonschema_rs.Validator

    def is_valid(self, payload: Any) -> bool:
        return self.validator.is_valid(payload)


@cache
def request_schemas(version: str) -> dict[str, ActionSchema]:
    """All requests of one version of the `ocpp` package ("v16", "v201") by action, in the official spelling."""
    folder = resources.files("ocpp") / version / "schemas"
    names = [entry.name.removesuffix(".json") for entry in folder.iterdir() if entry.name.endswith(".json")]
    requests = {name.removesuffix("Request") for name in names if not name.endswith("Response")}
    return {action: _compile(folder, action, names) for action in sorted(requests)}


def _compile(folder: Any, action: str, names: list[str]) -> ActionSchema:
    name = action if action in names else f"{action}Request"
    schema = json.loads((folder / f"{name}.json").read_text("utf-8-sig"))
    # Formats are our own business: the timestamps of stations are read by `timestamps.py` (quirk M9).
    validator = jsonschema_rs.validator_for(schema, validate_formats=False)
    return ActionSchema(action, _resolved(schema, schema.get("definitions", {})), validator)


def _resolved(node: Any, definitions: dict[str, Any], depth: int = 0) -> Any:
    """The schema with every `#/definitions/…` put in place: what bends a payload follows no references."""
    if isinstance(node, list):
        return [_resolved(item, definitions, depth) for item in node]
    if not isinstance(node, dict):
        return node
    reference = node.get("$ref")
    if isinstance(reference, str) and depth < _DEPTH_LIMIT:
        return _resolved(definitions[reference.rpartition("/")[2]], definitions, depth + 1)
    return {name: _resolved(item, definitions, depth) for name, item in node.items() if name != "definitions"}
