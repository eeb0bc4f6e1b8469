"""The history of a connector: what it said, the newest first; late words stand where they belong in time."""

from typing import Annotated, Final

from common.export import Column
from common.listing import Asking, Below, Listing
from common.lists import ListQuery, ListTable, Where
from pydantic import AwareDatetime, Field
from sqlalchemy.ext.asyncio import AsyncSession

from stations_api.connectors.errors import ConnectorNotFound
from stations_api.connectors.models import ConnectorStatusChange as Change
from stations_api.connectors.repository import ConnectorRepository
from stations_api.connectors.schemas import StatusChangeRead

STATUSES: Final = {
    "available": ("Доступен", "Available"),
    "waiting_connection": ("Ожидание подключения", "Waiting for connection"),
    "ready": ("Готов", "Ready"),
    "in_progress": ("Зарядка", "Charging"),
    "charged": ("Заряжен", "Charged"),
    "emergency_stopped": ("Авар. отключен", "Emergency off"),
    "disabled": ("Отключен", "Disabled"),
    "error": ("Ошибка", "Error"),
    "unavailable": ("Недоступен", "Unavailable"),
    "zero_power_limit": ("Нет доступной мощности", "No power available"),
    "meter_error": ("Ошибка счетчика", "Meter error"),
    "updating": ("Обновление", "Updating"),
}
"""ENU-025..036."""


class HistoryQuery(ListQuery):
    """`from`, `to`: when it happened, by the station's clock where that can be true; `to` itself excluded."""

    since: Annotated[AwareDatetime | None, Where(lambda at: Change.at >= at), Field(alias="from")] = None
    until: Annotated[AwareDatetime | None, Where(lambda at: Change.at < at), Field(alias="to")] = None


async def _is_visible(session: AsyncSession, asking: Asking, _: HistoryQuery) -> None:
    if not await ConnectorRepository(session).is_visible(asking.principal, asking.parent):
        raise ConnectorNotFound(asking.parent)


HISTORY_LIST = Listing(
    table=ListTable(key=Change.id, default="-at", sorts={"at": Change.at}, count_bound=10_000),
    entity=Change,
    query=HistoryQuery,
    read=StatusChangeRead,
    right="stations:read",
    below=Below(Change.connector_id, "connector_id"),
    check=_is_visible,
    about="What the connector said, the newest first; late words stand where they belong in time.",
    columns=[
        Column("at", "Дата/время", "Date/time", is_moment=True),
        Column("connector_number", "Коннектор", "Connector"),
        Column("status", "Статус", "Status", words=STATUSES),
        Column("controller_status", "Статус контроллера", "Controller status"),
        Column("ocpp_status", "Статус OCPP", "OCPP status"),
        Column("mark", "Отметка", "Mark"),
        Column("error_code", "Код ошибки", "Error code"),
        Column("vendor_error_code", "Код ошибки производителя", "Manufacturer's error code"),
        Column("info", "Пояснение", "Information"),
        Column("device_at", "Время станции", "Station's time", is_moment=True),
        Column("received_at", "Получено", "Received", is_moment=True),
    ],
)
