from collections.abc import Collection
from typing import Annotated
from uuid import UUID

from common.auth import Principal
from common.lists import ListQuery, ListTable, PageInfo, Where
from pydantic import Field
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from updates_api.software.models import SoftwareVersion
from updates_api.stations.models import StationCopy

VERSIONS = ListTable(key=SoftwareVersion.id, default="-since", sorts={"since": SoftwareVersion.since})


class SoftwareQuery(ListQuery):
    """`is_current`: what the stations report now."""

    station_id: Annotated[UUID | None, Where(lambda station: SoftwareVersion.station_id == station)] = None
    version: Annotated[str | None, Where(lambda version: SoftwareVersion.version == version), Field(max_length=200)] = (
        None
    )
    is_current: Annotated[
        bool | None,
        Where(lambda wanted: SoftwareVersion.until.is_(None) if wanted else SoftwareVersion.until.is_not(None)),
    ] = None


class SoftwareRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, version: SoftwareVersion) -> None:
        self._session.add(version)

    async def page(self, principal: Principal, query: SoftwareQuery) -> tuple[list[SoftwareVersion], PageInfo]:
        """A station of which no copy has come yet belongs to nobody: nobody sees it."""
        of_station = StationCopy.id == SoftwareVersion.station_id
        visible = (
            select(SoftwareVersion).join(StationCopy, of_station).where(principal.scope(StationCopy.organization_id))
        )
        return await VERSIONS.page(self._session, visible, query)

    async def lock_current(self, stations: Collection[UUID]) -> dict[UUID, SoftwareVersion]:
        """Present version by station, locked until the transaction ends."""
        statement = select(SoftwareVersion).where(
            SoftwareVersion.station_id.in_(stations), SoftwareVersion.until.is_(None)
        )
        ordered = statement.order_by(SoftwareVersion.station_id).with_for_update(of=SoftwareVersion)
        return {row.station_id: row for row in await self._session.scalars(ordered)}

    async def flush(self) -> None:
        """The end of a version is written before its successor: only one of a station may be current."""
        await self._session.flush()
