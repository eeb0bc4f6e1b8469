"""Every declared sort has an index that the planner uses, so that a page costs the same at any size."""

import pytest
from billing_api.charges.listing import CHARGE_LIST
from billing_api.charges.models import Charge
from billing_api.payments.listing import PAYMENT_LIST
from billing_api.payments.models import Payment
from billing_api.tariffs.listing import TARIFF_LIST
from billing_api.tariffs.models import Tariff
from common.lists import ListTable
from common.service import Runtime
from sqlalchemy import select, text

LISTS = [
    (table, entity, sign + name)
    for table, entity in ((CHARGE_LIST.table, Charge), (PAYMENT_LIST.table, Payment), (TARIFF_LIST.table, Tariff))
    for name in table.sorts
    for sign in ("", "-")
]


@pytest.mark.parametrize(("table", "entity", "sort"), LISTS, ids=lambda value: getattr(value, "__tablename__", None))
async def test_the_first_page_is_read_from_an_index(
    fresh: Runtime, table: ListTable, entity: type[Charge | Payment | Tariff], sort: str
) -> None:
    statement = table.ordered(select(entity), sort).limit(15)
    async with fresh.sessions() as session:
        sql = statement.compile(session.get_bind(), compile_kwargs={"literal_binds": True})
        await session.execute(text("set local enable_seqscan = off"))
        plan = "\n".join(await session.scalars(text(f"explain (costs off) {sql}")))
    assert f"using {_expected(sort, entity.__tablename__)}" in plan
    assert "Seq Scan" not in plan


def _expected(sort: str, table: str) -> str:
    name = sort.removeprefix("-")
    return "uq_payments_number" if name == "number" else f"ix_{table}_{name}_id"
