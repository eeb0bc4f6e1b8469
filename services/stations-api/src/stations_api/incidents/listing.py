"""The list of incidents, the newest first."""

from typing import Annotated, Any, Final
from uuid import UUID

from common.export import Column
from common.listing import Listing
from common.lists import ListQuery, ListTable, Where
from pydantic import AwareDatetime, Field

from stations_api.incidents.kinds import IncidentKind, Severity
from stations_api.incidents.models import Incident
from stations_api.incidents.schemas import IncidentRead

KINDS: Final = {
    "faulted_connector": ("Неисправность коннектора", "Faulted connector"),
    "deaf_station": ("Станция не отвечает на команды", "Station does not answer commands"),
    "flapping_connection": ("Соединение рвётся", "Flapping connection"),
    "clock_drift": ("Часы станции спешат или отстают", "Station clock is off"),
    "reported": ("Сообщение станции", "Reported by the station"),
}
SEVERITIES: Final = {
    "info": ("Сведения", "Information"),
    "warning": ("Предупреждение", "Warning"),
    "critical": ("Авария", "Critical"),
}


def _is_open(wanted: bool) -> Any:
    return Incident.resolved_at.is_(None) if wanted else Incident.resolved_at.is_not(None)


class IncidentQuery(ListQuery):
    station_id: Annotated[UUID | None, Where(lambda station: Incident.station_id == station)] = None
    connector_number: Annotated[
        int | None,
        Where(lambda number: Incident.connector_number == number),
        Field(ge=0, description="0: the whole station"),
    ] = None
    kind: Annotated[IncidentKind | None, Where(lambda kind: Incident.kind == kind)] = None
    severity: Annotated[Severity | None, Where(lambda severity: Incident.severity == severity)] = None
    is_open: Annotated[bool | None, Where(_is_open)] = None
    opened_from: Annotated[AwareDatetime | None, Where(lambda at: Incident.opened_at >= at)] = None
    opened_to: Annotated[
        AwareDatetime | None, Where(lambda at: Incident.opened_at < at), Field(description="Exclusive")
    ] = None


INCIDENT_LIST = Listing(
    table=ListTable(
        key=Incident.id,
        default="-opened_at",
        sorts={
            "opened_at": Incident.opened_at,
            "resolved_at": Incident.resolved_order,
            "station_number": Incident.station_number,
        },
    ),
    entity=Incident,
    query=IncidentQuery,
    read=IncidentRead,
    right="incidents:read",
    scope=Incident.organization_id,
    columns=[
        Column("opened_at", "Открыт", "Opened", is_moment=True),
        Column("resolved_at", "Закрыт", "Resolved", is_moment=True),
        Column("station_number", "Номер ЭЗС", "Station number"),
        Column(
            "connector_number",
            "Коннектор",
            "Connector",
            lambda incident: incident.connector_number or None,
            of=["connector_number"],
        ),
        Column("kind", "Инцидент", "Incident", words=KINDS),
        Column("severity", "Важность", "Severity", words=SEVERITIES),
        Column("code", "Код", "Code"),
        Column("text", "Описание", "Description"),
    ],
)
