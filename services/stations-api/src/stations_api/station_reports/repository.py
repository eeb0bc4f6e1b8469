from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from common.auth import Principal
from common.lists import ListQuery, ListTable, PageInfo, Where
from common.live import tell
from common.outbox import Outbox
from pydantic import AwareDatetime, Field
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from stations_api.db import OutboxMessage
from stations_api.live import REPORT_LIVE
from stations_api.station_reports.models import StationReport
from stations_api.stations.models import Station

REPORTS = ListTable(
    key=StationReport.id, default="-received_at", sorts={"received_at": StationReport.received_at}, count_bound=10_000
)


class ReportQuery(ListQuery):
    """`from`, `to`: time at the server, `to` itself excluded."""

    station_id: Annotated[UUID | None, Where(lambda station: StationReport.station_id == station)] = None
    kind: Annotated[str | None, Where(lambda kind: StationReport.kind == kind), Field(max_length=50)] = None
    connector_number: Annotated[int | None, Where(lambda number: StationReport.connector_number == number)] = None
    since: Annotated[AwareDatetime | None, Where(lambda at: StationReport.received_at >= at), Field(alias="from")] = (
        None
    )
    until: Annotated[AwareDatetime | None, Where(lambda at: StationReport.received_at < at), Field(alias="to")] = None


class StationReportRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session, self._outbox = session, Outbox(session, OutboxMessage, "stations-api")

    async def page(self, principal: Principal, query: ReportQuery) -> tuple[list[StationReport], PageInfo]:
        of_station = Station.id == StationReport.station_id
        visible = select(StationReport).join(Station, of_station).where(principal.scope(Station.organization_id))
        return await REPORTS.page(self._session, visible, query)

    async def add(self, reports: Sequence[StationReport]) -> None:
        """Adds rows; one that is there already (same event) stays as it is."""
        columns = StationReport.__table__.columns.keys()
        rows = [{name: getattr(report, name) for name in columns} for report in reports]
        if rows:
            await self._session.execute(insert(StationReport).on_conflict_do_nothing(), rows)
            stations = {report.station_id for report in reports}
            tell(self._outbox, *(REPORT_LIVE.told(station_id=station) for station in stations))
