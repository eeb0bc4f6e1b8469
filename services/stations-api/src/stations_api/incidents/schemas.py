from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict

from stations_api.incidents.kinds import IncidentKind, Severity


def _zero_is_none(number: int | None) -> int | None:
    return number or None


class IncidentRead(BaseModel):
    """`connector_number` null: the whole station. `params` by kind: offset_s, connections, calls, error_code."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    revision: int
    station_id: UUID
    station_number: str
    organization_id: UUID
    connector_number: Annotated[int | None, BeforeValidator(_zero_is_none)]
    kind: IncidentKind
    code: str
    severity: Severity
    text: str | None
    params: dict[str, Any]
    opened_at: datetime
    resolved_at: datetime | None
    is_open: bool
