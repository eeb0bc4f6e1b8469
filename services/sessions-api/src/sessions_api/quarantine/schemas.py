"""The quarantine over HTTP."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from common.lists import ListQuery, Where
from pydantic import BaseModel, ConfigDict, Field

from sessions_api.reconciliation.models import UnmatchedFact

Kind = Literal["unmatched_end", "unmatched_meter_values", "rejected_frame"]
State = Literal["waiting", "joined", "dismissed"]


class QuarantineQuery(ListQuery):
    station_id: Annotated[list[UUID] | None, Where(UnmatchedFact.station_id.in_)] = None
    kind: Annotated[Kind | None, Where(lambda kind: UnmatchedFact.kind == kind)] = None
    state: Annotated[State | None, Where(lambda state: UnmatchedFact.state == state)] = None


class QuarantinedRead(BaseModel):
    """`session_id`: the session it was joined to; `decided_by`: null when the start arrived by itself."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    station_id: UUID
    kind: Kind
    state: State
    transaction_number: str
    received_at: datetime
    session_id: UUID | None
    decided_at: datetime | None
    decided_by: str | None
    reason: str | None


class QuarantinedDetail(QuarantinedRead):
    """`fact` is what the gateway told: of a rejected frame with protocol, reason and the raw text."""

    fact: dict[str, Any]


class Join(BaseModel):
    session_id: UUID


class Dismissal(BaseModel):
    reason: Annotated[str, Field(min_length=1, max_length=500)]
