from typing import Annotated
from uuid import UUID

from common.auth import Principal
from common.lists import ListQuery, ListTable, PageInfo, Where
from pydantic import AwareDatetime, Field
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from stations_api.connectors.models import Connector, ConnectorStatusChange
from stations_api.stations.models import Station

HISTORY = ListTable(
    key=ConnectorStatusChange.id,
    default="-at",
    sorts={"at": ConnectorStatusChange.at},
    count_bound=10_000,
)


class HistoryQuery(ListQuery):
    """`from`, `to`: when it happened, by the station's clock where that can be true; `to` itself excluded."""

    since: Annotated[AwareDatetime | None, Where(lambda at: ConnectorStatusChange.at >= at), Field(alias="from")] = None
    until: Annotated[AwareDatetime | None, Where(lambda at: ConnectorStatusChange.at < at), Field(alias="to")] = None


class ConnectorRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def is_visible(self, principal: Principal, connector_id: UUID) -> bool:
        visible = (
            select(Connector.id)
            .join(Station, Station.id == Connector.station_id)
            .where(Connector.id == connector_id, principal.scope(Station.organization_id))
        )
        return await self._session.scalar(visible) is not None

    async def history(self, connector_id: UUID, query: HistoryQuery) -> tuple[list[ConnectorStatusChange], PageInfo]:
        """The caller has checked that the connector may be seen."""
        of_connector = select(ConnectorStatusChange).where(ConnectorStatusChange.connector_id == connector_id)
        return await HISTORY.page(self._session, of_connector, query)
