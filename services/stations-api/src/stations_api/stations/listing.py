"""The list of stations (STN-005..010): sorts, columns of its export."""

from typing import Final

from common.export import Column
from common.listing import Listing
from common.lists import ListTable
from sqlalchemy import func, literal_column, select
from sqlalchemy.dialects.postgresql import aggregate_order_by

from stations_api.connectors.models import STATION_ITSELF, Connector
from stations_api.directory.models import OrganizationCopy
from stations_api.regions.models import Region
from stations_api.stations.filters import StationQuery
from stations_api.stations.models import Station
from stations_api.stations.schemas import StationRead

TECHNICAL: Final = {
    "ok": ("Ок", "OK"),
    "warning": ("Предупреждение", "Warning"),
    "out_of_order": ("Не работает", "Out of order"),
    "offline": ("Не на связи", "Offline"),
    "not_configured": ("Не сконфигурирован", "Not configured"),
}
"""ENU-068..072."""
LOGICAL: Final = {
    "working": ("Рабочий режим", "Working mode"),
    "technician": ("Режим техника", "Technician mode"),
    "client": ("Клиентский режим", "Client mode"),
    "out_of_service": ("Не обслуживает", "Out of service"),
}
"""ENU-073..076."""


# what belongs to a station comes with it: a file makes nothing of its rows
_OWNER: Final = (
    select(OrganizationCopy.name)
    .where(OrganizationCopy.id == Station.organization_id)
    .correlate(Station)
    .scalar_subquery()
)
_REGION: Final = select(Region.name).where(Region.id == Station.region_id).correlate(Station).scalar_subquery()
_CONNECTORS: Final = (
    select(
        func.string_agg(
            func.concat(Connector.number, literal_column("': '"), Connector.type),
            aggregate_order_by(literal_column("', '"), Connector.number),
        )
    )
    .where(Connector.station_id == Station.id, Connector.number != STATION_ITSELF)
    .correlate(Station)
    .scalar_subquery()
)


STATION_LIST = Listing(
    table=ListTable(
        key=Station.id,
        default="-last_seen_at",
        sorts={
            "number": Station.number,
            "name": Station.name,
            "address": Station.address,
            "serial_number": Station.serial_number,
            "factory_number": Station.factory_number,
            "last_seen_at": Station.last_seen_sort,
        },
    ),
    entity=Station,
    query=StationQuery,
    read=StationRead,
    right="stations:read",
    scope=Station.organization_id,
    columns=[
        Column("number", "Номер", "Number"),
        Column("name", "Название", "Name"),
        Column("key", "Ключ станции", "Station key"),
        Column("address", "Адрес", "Address"),
        Column("organization_name", "Владелец", "Owner", sql=_OWNER),
        Column("region", "Регион", "Region", sql=_REGION),
        Column("maker", "Производитель", "Manufacturer"),
        Column("model", "Модель", "Model"),
        Column("serial_number", "Серийный номер", "Serial number"),
        Column("factory_number", "Заводской номер", "Factory number"),
        Column("firmware_version", "Версия ПО", "Software version"),
        Column("protocol", "Протокол", "Protocol"),
        Column("connectors", "Коннекторы", "Connectors", sql=_CONNECTORS),
        Column("power_limit_w", "Ограничение мощности, Вт", "Power limit, W"),
        Column("technical_status", "Техническое состояние", "Technical status", words=TECHNICAL),
        Column("logical_status", "Логическое состояние", "Logical status", words=LOGICAL),
        Column("is_activated", "Активирована", "Activated"),
        Column("is_connected", "На связи", "Connected"),
        Column("last_seen_at", "Был на связи", "Last contact", is_moment=True),
        Column("id", "Id", "Id"),
    ],
)
