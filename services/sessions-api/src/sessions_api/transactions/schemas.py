"""Transactions over HTTP."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from common.lists import ListQuery, Where
from pydantic import BaseModel, ConfigDict, Field

from sessions_api.transactions.models import Transaction


class TransactionQuery(ListQuery):
    limit: Annotated[int, Field(ge=1, le=1000, description="Rows of a page")] = 100
    station_id: Annotated[list[UUID] | None, Where(Transaction.station_id.in_)] = None
    started_from: Annotated[datetime | None, Where(lambda at: Transaction.started_at >= at)] = None
    started_to: Annotated[
        datetime | None, Where(lambda at: Transaction.started_at < at), Field(description="Exclusive")
    ] = None


class TransactionRead(BaseModel):
    """Registers and energy in Wh; `device_…` is the station's own clock, null where it told no time."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    session_id: UUID
    station_id: UUID
    station_number: str
    connector_number: int
    number: str
    started_at: datetime
    ended_at: datetime | None
    meter_start_wh: int
    meter_stop_wh: int | None
    energy_wh: int
    device_started_at: datetime | None
    device_ended_at: datetime | None
    energy_flow_ended_at: datetime | None
    reason: str | None
    is_closed_by_rule: bool
    deviations: list[str]
