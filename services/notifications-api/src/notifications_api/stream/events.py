"""Other services' events as far as we need them: the thing, its revision, its organisation."""

from collections.abc import Mapping
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict


class _Seen(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class StationSnapshot(_Seen):
    station_id: UUID
    revision: int
    organization_id: UUID | None


class StationEvent(_Seen):
    station_id: UUID


class CommandChanged(_Seen):
    command_id: UUID
    revision: int
    organization_id: UUID | None


class SessionChanged(_Seen):
    session_id: UUID
    revision: int
    organization_id: UUID | None


class ChargePriced(_Seen):
    session_id: UUID
    version: int
    organization_id: UUID | None


class PaymentChanged(_Seen):
    payment_id: UUID
    version: int
    organization_id: UUID | None


class Thing(_Seen):
    """Any noun without a topic of its own: its owner says whose it is and which right it takes to know of it."""

    noun: str
    id: str | None
    revision: int | None
    right: str
    audience: Literal["owners", "owners_and_below", "all_organizations", "everybody"]
    organizations: tuple[UUID, ...]
    station_id: UUID | None


class ThingsChanged(_Seen):
    things: tuple[Thing, ...]


SNAPSHOT = "station.snapshot.v1"
SEEN = "station.seen.v1"
MODELS: Mapping[str, type[BaseModel]] = {
    SNAPSHOT: StationSnapshot,
    SEEN: StationEvent,
    "station.connected.v1": StationEvent,
    "station.disconnected.v1": StationEvent,
    "station.booted.v1": StationEvent,
    "connector.status-changed.v1": StationEvent,
    "command.created.v1": CommandChanged,
    "command.changed.v1": CommandChanged,
    "session.started.v1": SessionChanged,
    "session.updated.v1": SessionChanged,
    "session.ended.v1": SessionChanged,
    "charge.priced.v1": ChargePriced,
    "payment.changed.v1": PaymentChanged,
    "things.changed.v1": ThingsChanged,
}
"""Every event type that can become a hint; all others are skipped undecoded."""


def read(event_type: str, data: Mapping[str, Any]) -> BaseModel:
    return MODELS[event_type].model_validate(data)
