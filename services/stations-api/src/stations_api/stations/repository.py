"""Every statement about stations; the organisation scope is applied here and nowhere else."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from common.auth import Principal
from common.db import is_among
from sqlalchemy import Select, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from stations_api.connectors.models import STATION_ITSELF, Connector, ConnectorStatusChange
from stations_api.connectors.types import ConnectorStatus
from stations_api.stations.errors import StationKeyTaken, StationNumberTaken
from stations_api.stations.models import Station
from stations_api.stations.types import TechnicalStatus


class StationRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, station: Station) -> None:
        self._session.add(station)

    async def save(self, station: Station) -> None:
        """Writes what was changed and reads what the database made of it. Raises when number or key is taken."""
        try:
            await self._session.flush()
        except IntegrityError as error:
            raise _taken(station, error) from error
        await self._session.refresh(station)

    async def get(self, principal: Principal, station_id: UUID) -> Station | None:
        return await self._session.scalar(_visible(principal).where(Station.id == station_id))

    async def is_visible(self, principal: Principal, station_id: UUID) -> bool:
        return await self._exists(Station.id == station_id, principal.scope(Station.organization_id))

    async def lock(self, principal: Principal, station_id: UUID) -> Station | None:
        """The station, locked until the transaction ends: its events keep their order."""
        return await self._session.scalar(
            _visible(principal).where(Station.id == station_id).with_for_update(of=Station)
        )

    async def remove(self, station: Station) -> None:
        """Connectors, variables and the map go with it; histories, frames and commands stay until their time is up."""
        await self._session.delete(station)
        await self._session.flush()

    async def station_of_connector(self, connector_id: UUID) -> UUID | None:
        """Without scope: the caller reads the station with it."""
        return await self._session.scalar(select(Connector.station_id).where(Connector.id == connector_id))

    async def lock_many(self, ids: Collection[UUID]) -> dict[UUID, Station]:
        """Stations of a batch, locked in the order of their ids so that two batches never wait for each other."""
        statement = select(Station).where(is_among(Station.id, ids)).order_by(Station.id).with_for_update(of=Station)
        return {station.id: station for station in await self._session.scalars(statement)}

    async def is_number_taken(self, number: str) -> bool:
        return await self._exists(func.lower(Station.number) == number.lower())

    async def is_key_taken(self, key: str, *, but: UUID | None = None) -> bool:
        """`but`: the station that may have it."""
        return await self._exists(func.lower(Station.key) == key.lower(), Station.id.is_distinct_from(but))

    async def lock_gone(self, before: datetime, limit: int) -> Sequence[Station]:
        """Stations without connection since `before` that are not shown as offline yet."""
        settled = (TechnicalStatus.OFFLINE, TechnicalStatus.NOT_CONFIGURED)
        gone = [~Station.is_connected, Station.disconnected_at <= before, Station.technical_status.not_in(settled)]
        return await self._lock_some(select(Station).where(*gone), limit)

    async def lock_silent(self, before: datetime, limit: int) -> Sequence[Station]:
        """Stations that are held for connected though nothing was heard of them since `before`."""
        return await self._lock_some(select(Station).where(Station.is_connected, Station.last_seen_at < before), limit)

    async def add_history(self, changes: Sequence[ConnectorStatusChange]) -> None:
        """Adds rows of the history; one that is there already (same event) stays as it is."""
        columns = [column.key for column in ConnectorStatusChange.__table__.columns]
        rows = [{name: getattr(change, name) for name in columns} for change in changes]
        if rows:
            await self._session.execute(insert(ConnectorStatusChange).on_conflict_do_nothing(), rows)

    async def counts_by_technical_status(self, principal: Principal) -> dict[TechnicalStatus, int]:
        statement = (
            select(Station.technical_status, func.count())
            .where(principal.scope(Station.organization_id))
            .group_by(Station.technical_status)
        )
        return dict((await self._session.execute(statement)).all())

    async def connector_counts(self, principal: Principal) -> tuple[int, int, int]:
        """Connectors, those that charge, and the power in W that flows through stations that are connected."""
        is_charging = Connector.status == ConnectorStatus.IN_PROGRESS
        power = func.coalesce(func.sum(Connector.power_w).filter(Station.is_connected), 0)
        statement = (
            select(func.count(), func.count().filter(is_charging), power)
            .select_from(Connector)
            .join(Station, Station.id == Connector.station_id)
            .where(principal.scope(Station.organization_id), Connector.number != STATION_ITSELF)
        )
        total, charging, power_w = (await self._session.execute(statement)).one()
        return total, charging, int(power_w)

    async def _lock_some(self, statement: Select[Station], limit: int) -> Sequence[Station]:
        locked = statement.order_by(Station.id).limit(limit).with_for_update(of=Station, skip_locked=True)
        return (await self._session.scalars(locked)).all()

    async def _exists(self, *conditions: Any) -> bool:
        return bool(await self._session.scalar(select(select(Station.id).where(*conditions).exists())))


def _visible(principal: Principal) -> Select[Station]:
    return select(Station).where(principal.scope(Station.organization_id))


def _taken(station: Station, error: IntegrityError) -> Exception:
    """Two creations met: the second is refused as if it had come later."""
    if "uq_stations_number" in str(error.orig):
        return StationNumberTaken(station.number)
    return StationKeyTaken(station.key) if "uq_stations_key" in str(error.orig) else error
