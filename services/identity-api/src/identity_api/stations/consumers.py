"""Keeps the numbers of stations, for the lists of allowed stations."""

from collections.abc import Mapping
from uuid import UUID

from common.consumer import ConsumerSpec, Handler
from common.events import TOMBSTONE, Envelope
from common.service import Runtime
from pydantic import BaseModel, ConfigDict
from sqlalchemy.ext.asyncio import AsyncSession

from identity_api.stations.repository import StationRepository


class StationTold(BaseModel):
    """Our view of `station.snapshot.v1`."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    number: str
    organization_id: UUID | None = None


class StationsUnit:
    """One batch, folded to the last word on each station."""

    def __init__(self, session: AsyncSession) -> None:
        self._stations = StationRepository(session)
        self._told: dict[UUID, StationTold | None] = {}

    @property
    def handlers(self) -> Mapping[str, Handler]:
        return {"station.snapshot.v1": self._keep, TOMBSTONE: self._forget}

    async def finish(self) -> None:
        alive = [
            {"id": key, "number": told.number, "organization_id": told.organization_id, "is_gone": False}
            for key, told in sorted(self._told.items())
            if told is not None
        ]
        await self._stations.keep(alive)
        await self._stations.mark_gone([key for key, told in self._told.items() if told is None])

    async def _keep(self, envelope: Envelope) -> None:
        self._told[UUID(envelope.key)] = StationTold.model_validate(envelope.data)

    async def _forget(self, envelope: Envelope) -> None:
        self._told[UUID(envelope.key)] = None


def stations_reader(_: Runtime) -> ConsumerSpec:
    return ConsumerSpec(name="stations", topics=("stations",), unit=StationsUnit)
