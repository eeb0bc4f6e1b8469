from collections.abc import Mapping
from typing import Annotated, Any
from uuid import UUID

from common.lists import ListQuery, ListTable, PageInfo, Where
from pydantic import Field
from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from stations_api.device_variables.models import DeviceVariable

VARIABLES = ListTable(key=DeviceVariable.path, default="path", sorts={"path": DeviceVariable.path})


class VariableQuery(ListQuery):
    """`q`: part of the variable's or component's name, or of the value."""

    component: Annotated[str | None, Where(lambda name: DeviceVariable.component == name), Field(max_length=100)] = None
    variable: Annotated[str | None, Where(lambda name: DeviceVariable.variable == name), Field(max_length=100)] = None
    q: Annotated[
        str | None,
        Where(
            lambda text: (
                DeviceVariable.path.icontains(text, autoescape=True)
                | DeviceVariable.value.icontains(text, autoescape=True)
            )
        ),
        Field(min_length=3, max_length=100),
    ] = None


class DeviceVariableRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def page(self, station_id: UUID, query: VariableQuery) -> tuple[list[DeviceVariable], PageInfo]:
        """The caller has checked that the station may be seen."""
        of_station = select(DeviceVariable).where(DeviceVariable.station_id == station_id)
        return await VARIABLES.page(self._session, of_station, query)

    async def save(self, rows: Mapping[tuple[UUID, str], Mapping[str, Any]]) -> None:
        """Rows by station and path; an older word changes nothing, what an answer left out stays."""
        if not rows:
            return
        statement, table = insert(DeviceVariable), DeviceVariable
        new = statement.excluded
        changed: dict[str, Any] = {"value": new.value, "reported_at": new.reported_at}
        for name in ("mutability", "data_type", "unit"):
            changed[name] = func.coalesce(new[name], getattr(table, name))
        await self._session.execute(
            statement.on_conflict_do_update(
                index_elements=["station_id", "path"], set_=changed, where=table.reported_at <= new.reported_at
            ),
            [dict(rows[key]) for key in sorted(rows)],
        )
