"""The tariff of a fresh installation, so that its first session has a price."""

from decimal import Decimal
from uuid import UUID

from common.service import Runtime
from sqlalchemy.dialects.postgresql import insert

from billing_api.organizations.models import ROOT_ORGANIZATION_ID
from billing_api.tariffs.models import Tariff, TariffVersion
from billing_api.tariffs.terms import SINCE_EVER, ConnectorType, TariffTerms

DEFAULT_TARIFF_ID = UUID("00000000-0000-7000-8000-000000000501")
DEFAULT_TERMS = TariffTerms(
    name="Круглосуточно",
    price_kwh=Decimal("22.00"),
    valid_from=SINCE_EVER,
    connector_types=list(ConnectorType),
)


async def seed_default_tariff(runtime: Runtime) -> None:
    """Once: the fixed id keeps a second start, or a second process, from doing it again, and edits are not undone."""
    identity = {"organization_id": ROOT_ORGANIZATION_ID, "revision": 1}
    columns = DEFAULT_TERMS.model_dump()
    version = {"since": runtime.clock.now(), "terms": DEFAULT_TERMS.model_dump(mode="json")}
    async with runtime.sessions.begin() as session:
        tariff = insert(Tariff).values(id=DEFAULT_TARIFF_ID, **identity, **columns).on_conflict_do_nothing()
        if await session.scalar(tariff.returning(Tariff.id)) is None:
            return
        await session.execute(insert(TariffVersion).values(tariff_id=DEFAULT_TARIFF_ID, **identity, **version))
