"""The list of remote commands: those of the last 30 days, the newest first (RCM-001, RCM-002)."""

from datetime import datetime, timedelta
from typing import Annotated, Any, Final
from uuid import UUID

from common.export import Column
from common.listing import Listing
from common.lists import ListQuery, ListTable, Where
from pydantic import Field

from stations_api.commands.kinds import CommandKind
from stations_api.commands.models import Command, CommandStatus
from stations_api.commands.schemas import CommandRead

LISTED_FOR: Final = timedelta(days=30)
STATUSES: Final = {
    "scheduled": ("Команда запланирована", "Command scheduled"),
    "received": ("Получена терминалом", "Received by the terminal"),
    "succeeded": ("Успешно обработана терминалом", "Processed by the terminal successfully"),
    "expired": ("Срок действия истек", "Expired"),
    "failed": ("Обработана терминалом с ошибками", "Processed by the terminal with errors"),
}
"""ENU-619..623."""


class CommandQuery(ListQuery):
    """`q`: any part of the station's number or serial number (RCM-008, RCM-009)."""

    q: Annotated[
        str | None,
        Where(lambda text: Command.search_text.contains(text.strip().lower(), autoescape=True)),
        Field(min_length=3, max_length=100),
    ] = None
    connector_number: Annotated[int | None, Where(lambda number: Command.connector_number == number)] = None
    station_id: Annotated[UUID | None, Where(lambda station: Command.station_id == station)] = None
    number: Annotated[int | None, Where(lambda number: Command.number == number)] = None
    station_number: Annotated[
        str | None, Where(lambda number: Command.station_number == number), Field(max_length=100)
    ] = None
    kind: Annotated[CommandKind | None, Where(lambda kind: Command.kind == kind)] = None
    status: Annotated[CommandStatus | None, Where(lambda status: Command.status == status)] = None


def _recent(_: Any, now: datetime) -> list[Any]:
    return [Command.created_at >= now - LISTED_FOR]


COMMAND_LIST = Listing(
    table=ListTable(
        key=Command.id,
        default="-created_at",
        sorts={"created_at": Command.created_at, "station_number": Command.station_number},
    ),
    entity=Command,
    query=CommandQuery,
    read=CommandRead,
    right="commands:read",
    scope=Command.organization_id,
    conditions=_recent,
    columns=[
        Column("number", "Номер", "Number"),
        Column("created_at", "Создана", "Created", is_moment=True),
        Column("station_serial_number", "Серийный номер ЭЗС", "Station serial number"),
        Column("station_number", "Номер ЭЗС", "Station number"),
        Column("connector_number", "Коннектор", "Connector"),
        Column("kind", "Команда", "Command"),
        Column("status", "Статус", "Status", words=STATUSES),
        Column("result_code", "Результат", "Result"),
        Column("result_text", "Описание результата", "Description of the result"),
        Column("created_by", "Создал", "Created by"),
        Column("expires_at", "Срок действия", "Valid until", is_moment=True),
        Column("delivered_at", "Получена", "Received", is_moment=True),
        Column("answered_at", "Отвечена", "Answered", is_moment=True),
        Column("observed_at", "Выполнена", "Done", is_moment=True),
    ],
)
