"""Every statement about incidents but the list's (listing.py)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from uuid import UUID

from common.auth import Principal
from common.db import is_among
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from stations_api.incidents.kinds import IncidentKind
from stations_api.incidents.models import Incident


class IncidentRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, principal: Principal, incident_id: UUID) -> Incident | None:
        visible = select(Incident).where(Incident.id == incident_id, principal.scope(Incident.organization_id))
        found: Incident | None = await self._session.scalar(visible)
        return found

    async def open_of(self, stations: Collection[UUID]) -> Mapping[UUID, list[Incident]]:
        """By station; the caller holds the stations' locks."""
        found: dict[UUID, list[Incident]] = defaultdict(list)
        is_open = Incident.resolved_at.is_(None)
        of_these = is_among(Incident.station_id, stations)
        for incident in await self._session.scalars(select(Incident).where(of_these, is_open)):
            found[incident.station_id].append(incident)
        return found

    async def stations_with(self, kind: IncidentKind, limit: int) -> Sequence[UUID]:
        """Stations that have an open incident of the kind."""
        is_open = Incident.resolved_at.is_(None)
        statement = select(Incident.station_id).where(Incident.kind == kind, is_open).order_by(Incident.station_id)
        return (await self._session.scalars(statement.limit(limit))).all()

    def add(self, incidents: Iterable[Incident]) -> None:
        self._session.add_all(incidents)
