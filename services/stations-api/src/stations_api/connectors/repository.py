from uuid import UUID

from common.auth import Principal
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from stations_api.connectors.models import Connector
from stations_api.stations.models import Station


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
