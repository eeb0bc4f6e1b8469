"""The list of tariffs: besides one's own it shows those from above, and it names the groups."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from common.auth import Principal
from common.export import Column
from common.listing import Asking, Listing
from common.lists import ListTable
from sqlalchemy import Select
from sqlalchemy.ext.asyncio import AsyncSession

from billing_api.tariffs.models import Tariff
from billing_api.tariffs.repository import TariffRepository
from billing_api.tariffs.schemas import TariffQuery, TariffRead, with_group_names

PERIODICITIES: Final = {
    "permanent": ("Постоянно", "Permanently"),
    "daily": ("Ежесуточно", "Daily"),
    "weekly": ("Еженедельно", "Weekly"),
}


class TariffListing(Listing):
    def statement(self, principal: Principal, query: Any, now: datetime, parent: Any = None) -> Select[Any]:  # noqa: ARG002 - the base's
        return TariffRepository.statement(principal)


async def _with_groups(session: AsyncSession, _: Asking, rows: Sequence[Tariff]) -> Sequence[TariffRead]:
    return with_group_names(rows, await TariffRepository(session).group_names(rows))


def _joined(values: Sequence[Any]) -> str:
    return ", ".join(map(str, values))


TARIFF_LIST: Final = TariffListing(
    table=ListTable(key=Tariff.id, default="name", sorts={"name": Tariff.name, "created_at": Tariff.created_at}),
    entity=Tariff,
    query=TariffQuery,
    read=TariffRead,
    right="tariffs:read",
    together=_with_groups,
    columns=[
        Column("name", "Название", "Name"),
        Column("is_in_force", "Действует", "In force"),
        Column("valid_from", "Начало действия тарифа", "Tariff valid from", is_moment=True),
        Column("valid_to", "Окончание действия тарифа", "Tariff valid until", is_moment=True),
        Column("periodicity", "Режим периодичности тарифа", "Periodicity mode", words=PERIODICITIES),
        Column("window_start", "Начало периода действия", "Start of the period", lambda one: _clock(one.window_start)),
        Column("window_end", "Окончание периода действия", "End of the period", lambda one: _clock(one.window_end)),
        Column("weekdays", "Дни недели", "Weekdays", lambda one: _joined(one.weekdays)),
        Column("connector_types", "Типы коннекторов", "Connector types", lambda one: _joined(one.connector_types)),
        Column("price_kwh", "Стоимость 1 кВт·ч", "Price of 1 kWh"),
        Column("price_minute", "Стоимость 1 минуты активной зарядки", "Price of 1 minute of active charging"),
        Column("price_start", "Стоимость начала зарядки", "Price of starting to charge"),
        Column("price_idle_minute", "Стоимость минуты простоя", "Price of an idle minute"),
        Column("free_idle_minutes", "Бесплатное время простоя, мин", "Free idle time, min"),
        Column("minimum", "Минимальная сумма", "Minimum amount"),
        Column("maximum", "Максимальная сумма", "Maximum amount"),
    ],
)


def _clock(value: Any) -> str | None:
    return f"{value:%H:%M}" if value is not None else None
