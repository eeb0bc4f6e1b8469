"""A variable as a station told it: in a report (2.0.1), or in an answer to one of our questions (2.0.1, 1.6)."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict

from stations_api.device_variables.models import CONFIGURATION


def _as_text(value: Any) -> Any:
    """Quirk B14: numbers and booleans where a text belongs; NUL has no place in a text of PostgreSQL."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value).replace("\x00", "") if isinstance(value, int | float | str) else None


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
        return f"{component}{place}/{self.variable}{_bracketed(self.variable_instance)}"


def of_report(variables: list[dict[str, Any]]) -> Iterator[VariableTold]:
    """`variables` of device-model.reported.v1."""
    for one in variables:
        yield VariableTold.model_validate({**one, "component_instance": one.get("instance")})


def of_answer(answer: Mapping[str, Any] | None) -> Iterator[VariableTold]:
    """Values in the answer to GetConfiguration (1.6, 5.8) or GetVariables (2.0.1, B06); nothing for other answers."""
    for key in _rows(answer, "configurationKey"):
        if isinstance(name := key.get("key"), str):
            mutability = "ReadOnly" if key.get("readonly") is True else "ReadWrite"
            yield VariableTold(component=CONFIGURATION, variable=name, value=key.get("value"), mutability=mutability)
    for row in _rows(answer, "getVariableResult"):
        if row.get("attributeStatus") == "Accepted" and row.get("attributeType", "Actual") == "Actual":
            yield _of_result(row)


def _of_result(row: Mapping[str, Any]) -> VariableTold:
    component, variable = row.get("component") or {}, row.get("variable") or {}
    evse = component.get("evse") or {}
    return VariableTold(
        component=component["name"],
        component_instance=component.get("instance"),
        evse_id=evse.get("id"),
        connector_id=evse.get("connectorId"),
        variable=variable["name"],
        variable_instance=variable.get("instance"),
        value=row.get("attributeValue"),
    )


def _rows(answer: Mapping[str, Any] | None, name: str) -> list[dict[str, Any]]:
    rows = (answer or {}).get(name)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _bracketed(instance: str | None) -> str:
    return f"[{instance}]" if instance else ""


def _dotted(connector_id: int | None) -> str:
    return "" if connector_id is None else f".{connector_id}"
