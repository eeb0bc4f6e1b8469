from collections.abc import Sequence

from common.live import tell
from common.outbox import Outbox
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from stations_api.db import OutboxMessage
from stations_api.live import REPORT_LIVE
from stations_api.station_reports.models import StationReport


class StationReportRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session, self._outbox = session, Outbox(session, OutboxMessage, "stations-api")

    async def add(self, reports: Sequence[StationReport]) -> None:
        """Adds rows; one that is there already (same event) stays as it is."""
        columns = StationReport.__table__.columns.keys()
        rows = [{name: getattr(report, name) for name in columns} for report in reports]
        if rows:
            statement = insert(StationReport).on_conflict_do_nothing()
            # rows with and without a connector in one statement, not one for each kind of row
            await self._session.execute(statement, rows, execution_options={"render_nulls": True})
            stations = {report.station_id for report in reports}
            tell(self._outbox, *(REPORT_LIVE.told(station_id=station) for station in stations))
