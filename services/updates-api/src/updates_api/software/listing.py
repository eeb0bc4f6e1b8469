"""The list of the versions that stations reported, the latest first; with `station_id` the history of one."""

from typing import Annotated, Any
from uuid import UUID

from common.export import Column
from common.listing import Listing
from common.lists import ListQuery, ListTable, Where
from pydantic import Field
from sqlalchemy import Select, select

from updates_api.firmware.models import FirmwareState
from updates_api.software.models import SoftwareVersion
from updates_api.software.schemas import SoftwareRead
from updates_api.stations.models import StationCopy


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


def _with_station(statement: Select[Any]) -> Select[Any]:
    """A station of which no copy has come yet belongs to nobody: nobody sees it."""
    return statement.join(StationCopy, StationCopy.id == SoftwareVersion.station_id)


def _last_word(column: Any) -> Any:
    """Of the station on an update; only the present version shows it."""
    of_station = FirmwareState.station_id == SoftwareVersion.station_id
    found = select(column).where(of_station, SoftwareVersion.until.is_(None))
    return found.correlate(SoftwareVersion).scalar_subquery()


SOFTWARE_LIST = Listing(
    table=ListTable(key=SoftwareVersion.id, default="-since", sorts={"since": SoftwareVersion.since}),
    entity=SoftwareVersion,
    query=SoftwareQuery,
    read=SoftwareRead,
    right="software:read",
    scope=StationCopy.organization_id,
    joined=_with_station,
    about="Versions that stations reported, the latest first; with `station_id` the history of one.",
    columns=[
        Column("station_number", "Номер ЭЗС", "Station number", sql=StationCopy.number),
        Column("version", "Версия ПО", "Software version"),
        Column("since", "С", "Since", is_moment=True),
        Column("until", "По", "Until", is_moment=True),
        Column("is_current", "Текущая", "Current", lambda version: version.until is None, of=["until"]),
        Column("update_status", "Статус обновления", "Update status", sql=_last_word(FirmwareState.status)),
        Column("update_status_since", "Статус с", "Status since", is_moment=True, sql=_last_word(FirmwareState.since)),
    ],
)
