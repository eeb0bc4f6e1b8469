"""Keeps the replicas: topics `organizations` of identity-api and `stations` of stations-api."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from common.consumer import ConsumerSpec, Handler
from common.events import TOMBSTONE, Envelope
from pydantic import BaseModel
from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from notifications_api.directory.models import Organization, Station


class OrganizationSnapshot(BaseModel):
    """What we need of organization.snapshot.v1."""

    organization_id: UUID
    parent_id: UUID | None = None


class StationSnapshot(BaseModel):
    """What we need of station.snapshot.v1."""

    station_id: UUID
    number: str
    organization_id: UUID | None = None


class DirectoryUnit:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @property
    def handlers(self) -> Mapping[str, Handler]:
        return {
            "organization.snapshot.v1": self._keep_organization,
            "station.snapshot.v1": self._keep_station,
            TOMBSTONE: self._forget,
        }

    async def finish(self) -> None:
        """Each message is written at once: there are few."""

    async def _keep_organization(self, envelope: Envelope) -> None:
        told = OrganizationSnapshot.model_validate(envelope.data)
        await self._keep(Organization, told.organization_id, told.model_dump(exclude={"organization_id"}))

    async def _keep_station(self, envelope: Envelope) -> None:
        told = StationSnapshot.model_validate(envelope.data)
        await self._keep(Station, told.station_id, told.model_dump(exclude={"station_id"}))

    async def _keep(self, table: type[Organization | Station], key: UUID, values: dict[str, Any]) -> None:
        statement = insert(table).values(id=key, **values)
        await self._session.execute(statement.on_conflict_do_update(index_elements=[table.id], set_=values))

    async def _forget(self, envelope: Envelope) -> None:
        """A station's events that are still on their way keep their owner; ids are unique over both topics."""
        await self._session.execute(delete(Organization).where(Organization.id == UUID(envelope.key)))
        await self._session.execute(delete(Station).where(Station.id == UUID(envelope.key)))


DIRECTORY = ConsumerSpec(name="notifications.directory", topics=["organizations", "stations"], unit=DirectoryUnit)
