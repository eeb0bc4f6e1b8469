from datetime import datetime

from pydantic import BaseModel, ConfigDict


class VariableRead(BaseModel):
    """A configuration key of 1.6 has the component «Configuration»."""

    model_config = ConfigDict(from_attributes=True)

    path: str
    component: str
    component_instance: str | None
    evse_id: int | None
    connector_id: int | None
    variable: str
    variable_instance: str | None
    value: str | None
    mutability: str | None
    data_type: str | None
    unit: str | None
    reported_at: datetime
