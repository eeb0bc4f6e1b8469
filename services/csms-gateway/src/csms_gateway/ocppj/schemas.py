"""JSON Schemas of the `ocpp` package, compiled once per version: what is valid, and what a field should look like."""

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import jsonschema_rs


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
    return ActionSchema(action, schema, jsonschema_rs.validator_for(schema, validate_formats=False))
