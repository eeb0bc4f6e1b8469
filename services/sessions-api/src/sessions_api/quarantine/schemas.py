"""The quarantine over HTTP."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from common.lists import ListQuery, Where
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from sessions_api.reconciliation.models import UnmatchedFact

Kind = Literal["unmatched_end", "unmatched_meter_values", "rejected_frame"]
State = Literal["waiting", "joined", "dismissed"]


def _number_contains(text: str) -> Any:
    return UnmatchedFact.transaction_number.icontains(text, autoescape=True)


class QuarantineQuery(ListQuery):
    q: Annotated[
        str | None, Where(_number_contains), Field(min_length=3, max_length=100, description="Transaction number")
    ] = None
    received_from: Annotated[AwareDatetime | None, Where(lambda at: UnmatchedFact.received_at >= at)] = None
    received_to: Annotated[
        AwareDatetime | None, Where(lambda at: UnmatchedFact.received_at < at), Field(description="Exclusive")
    ] = None
    station_id: Annotated[list[UUID] | None, Where(UnmatchedFact.station_id.in_)] = None
    kind: Annotated[Kind | None, Where(lambda kind: UnmatchedFact.kind == kind)] = None
    state: Annotated[State | None, Where(lambda state: UnmatchedFact.state == state)] = None


class QuarantinedRead(BaseModel):
    """`session_id`: the session it was joined to; `decided_by`: null when the start arrived by itself.

    `why`: the gateway's word on a frame that it could not use.
    """

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    station_id: UUID
    station_number: str | None
    kind: Kind
    state: State
    transaction_number: str
    why: str | None
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
