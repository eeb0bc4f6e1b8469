"""A variable as a station told it: in a report (2.0.1), or in an answer to one of our questions (2.0.1, 1.6)."""

import json
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

import structlog
from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from stations_api.device_variables.models import CONFIGURATION

log = structlog.get_logger()
LONGEST_PATH = 1000
"""The longest that an index of PostgreSQL surely takes; names of the specification are far shorter."""


def _as_text(value: Any) -> Any:
    """Quirk B14: numbers and booleans where a text belongs."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int | float | str) else None


Text = Annotated[str | None, BeforeValidator(_as_text)]


class VariableTold(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    component: str
    component_instance: Text = None
    evse_id: int | None = None
    connector_id: int | None = None
    variable: str
    variable_instance: Text = None
    value: Text = None
    mutability: Text = None
    data_type: Text = None
    unit: Text = None

    @property
    def path(self) -> str:
        place = "" if self.evse_id is None else f"@{self.evse_id}" + _dotted(self.connector_id)
        component = self.component + _bracketed(self.component_instance)
        return f"{component}{place}/{self.variable}{_bracketed(self.variable_instance)}"[:LONGEST_PATH]


def of_report(variables: list[dict[str, Any]]) -> Iterator[VariableTold]:
    """`variables` of device-model.reported.v1; one that cannot be read does not spoil the others."""
    for one in variables:
        yield from _read({**one, "component_instance": one.get("instance")})


def of_answer(answer: Mapping[str, Any] | None) -> Iterator[VariableTold]:
    """Values in the answer to GetConfiguration (1.6, 5.8) or GetVariables (2.0.1, B06); nothing for other answers."""
    for key in _rows(answer, "configurationKey"):
        mutability = "ReadOnly" if key.get("readonly") is True else "ReadWrite"
        about = {"component": CONFIGURATION, "variable": key.get("key"), "mutability": mutability}
        yield from _read({**about, "value": key.get("value")})
    for row in _rows(answer, "getVariableResult"):
        if row.get("attributeStatus") == "Accepted" and row.get("attributeType", "Actual") == "Actual":
            yield from _read(_of_result(row))


def of_parameters(parameters: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Path and value of each variable that a command sets."""
    for one in _rows(parameters, "variables"):
        for told in _read({**one, "component_instance": one.get("instance")}):
            yield told.path, (told.value or "").strip()


def of_settings(settings: Any) -> Iterator[VariableTold]:
    """The settings document of a native station; what is nested stands under its place, a list as it is written."""
    for name, value in _flat(settings) if isinstance(settings, dict) else ():
        yield from _read({"component": CONFIGURATION, "variable": name, "value": value, "mutability": "ReadWrite"})


def _flat(settings: Mapping[str, Any], place: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in settings.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{place}{name}.")
        else:
            yield f"{place}{name}", json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value


def _of_result(row: Mapping[str, Any]) -> dict[str, Any]:
    component, variable = _part(row, "component"), _part(row, "variable")
    evse = _part(component, "evse")
    return {
        "component": component.get("name"),
        "component_instance": component.get("instance"),
        "evse_id": evse.get("id"),
        "connector_id": evse.get("connectorId"),
        "variable": variable.get("name"),
        "variable_instance": variable.get("instance"),
        "value": row.get("attributeValue"),
    }


def _read(fields: Mapping[str, Any]) -> Iterator[VariableTold]:
    try:
        yield VariableTold.model_validate(fields)
    except ValidationError as error:
        log.info("variable.unreadable", errors=error.error_count())


def _part(row: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = row.get(name)
    return part if isinstance(part, dict) else {}


def _rows(answer: Mapping[str, Any] | None, name: str) -> list[dict[str, Any]]:
    rows = (answer or {}).get(name)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _bracketed(instance: str | None) -> str:
    return f"[{instance}]" if instance else ""


def _dotted(connector_id: int | None) -> str:
    return "" if connector_id is None else f".{connector_id}"
