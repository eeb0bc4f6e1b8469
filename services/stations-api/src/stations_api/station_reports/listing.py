"""The operation log: what stations reported of themselves beside status and transactions, the newest first."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Final
from uuid import UUID

from common.auth import Principal
from common.export import Column
from common.listing import Listing
from common.lists import ListQuery, ListTable, Where
from pydantic import AwareDatetime, Field
from sqlalchemy import Select, select

from stations_api.station_reports.models import StationReport
from stations_api.station_reports.schemas import ReportRead
from stations_api.stations.models import Station

READINGS: Final = ("climate", "sensor", "external_meter", "module", "vehicle", "dump")
"""What a native station tells every minute would bury what happens; a chosen kind shows itself."""


class ReportQuery(ListQuery):
    """`from`, `to`: time at the server, `to` itself excluded."""

    station_id: Annotated[UUID | None, Where(lambda station: StationReport.station_id == station)] = None
    kind: Annotated[str | None, Where(lambda kind: StationReport.kind == kind), Field(max_length=50)] = None
    connector_number: Annotated[int | None, Where(lambda number: StationReport.connector_number == number)] = None
    since: Annotated[AwareDatetime | None, Where(lambda at: StationReport.received_at >= at), Field(alias="from")] = (
        None
    )
    until: Annotated[AwareDatetime | None, Where(lambda at: StationReport.received_at < at), Field(alias="to")] = None

    show_readings: Annotated[bool, Field(description="Add what sensors, meters and modules tell all the time")] = False


def _chosen(query: Any, _now: datetime) -> Sequence[Any]:
    return () if query.show_readings or query.kind else (StationReport.kind.not_in(READINGS),)


def _with_station(statement: Select[Any]) -> Select[Any]:
    return statement.join(Station, Station.id == StationReport.station_id)


class ReportListing(Listing):
    def statement(self, principal: Principal, query: Any, now: datetime, parent: Any = None) -> Select[Any]:
        """Of one station it is known beforehand whether it is seen: else all its reports were read to find none."""
        if query.station_id is None:
            return super().statement(principal, query, now, parent)
        owner = select(Station.organization_id).where(Station.id == query.station_id).scalar_subquery()
        return self.joined(select(self.entity)).where(principal.scope(owner), *self.conditions(query, now))


REPORT_LIST = ReportListing(
    table=ListTable(
        key=StationReport.id,
        default="-received_at",
        sorts={"received_at": StationReport.received_at},
        count_bound=10_000,
    ),
    entity=StationReport,
    query=ReportQuery,
    read=ReportRead,
    right="operation-log:read",
    scope=Station.organization_id,
    conditions=_chosen,
    joined=_with_station,
    about="What stations reported of themselves beside status and transactions, the newest first.",
    columns=[
        Column("received_at", "Получено", "Received", is_moment=True),
        Column("device_at", "Время станции", "Station's time", is_moment=True),
        Column("station_id", "Id станции", "Station id"),
        Column("connector_number", "Коннектор", "Connector"),
        Column("kind", "Вид", "Kind"),
        Column("body", "Сообщение", "Report", lambda report: json.dumps(report.body, ensure_ascii=False), of=["body"]),
    ],
)
