"""The wire of the security log (SEC-006..015)."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field


class SecurityLogRead(BaseModel):
    """A deed: `link_type` is one of ENU-628..641 or a noun of ours; `before` and `after` hold what changed."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    at: datetime
    source_type: Annotated[str, Field(examples=["user"])]
    source: Annotated[str, Field(examples=["anna"])]
    session_id: UUID | None
    link_type: Annotated[str, Field(examples=["station"])]
    link_id: str | None
    link_label: Annotated[str | None, Field(examples=["EVSE11"])]
    operation: Annotated[str, Field(examples=["station_changed"])]
    description: str | None
    organization_id: UUID | None
    organization_name: str | None
    arguments: dict[str, Any]
    before: Annotated[dict[str, Any] | None, Field(examples=[{"name": "DC CS3.2 60kW"}])]
    after: Annotated[dict[str, Any] | None, Field(examples=[{"name": "DC CS3.2 120kW"}])]
    address: Annotated[str | None, Field(examples=["198.51.100.7"])]
    user_agent: str | None
    result: Literal["done", "refused"]
    hash: str
