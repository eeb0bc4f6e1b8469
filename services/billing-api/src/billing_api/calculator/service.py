"""Prices a charged session under one tariff, saved or not."""

from uuid import UUID
from zoneinfo import ZoneInfo

from common.auth import Principal
from common.clock import Clock
from sqlalchemy.ext.asyncio import AsyncSession

from billing_api.calculator.errors import SessionNotPriced
from billing_api.calculator.schemas import CalculationRead, CalculationRequest
from billing_api.charges.models import Charge
from billing_api.charges.repository import ChargeRepository
from billing_api.charges.service import subject_of
from billing_api.charges.usage import UsageFacts
from billing_api.deeds import own_deeds
from billing_api.pricing.engine import price
from billing_api.tariffs.repository import TariffRepository
from billing_api.tariffs.selection import TariffBook, Version, frozen, obstacles
from billing_api.tariffs.service import TariffService, terms_of
from billing_api.tariffs.terms import TariffTerms

_UNSAVED = UUID(int=0)


class Calculator:
    def __init__(self, session: AsyncSession, clock: Clock) -> None:
        self._charges, self._repository = ChargeRepository(session), TariffRepository(session)
        self._tariffs, self._clock = TariffService(self._repository, clock, own_deeds(session, clock)), clock

    async def calculate(self, principal: Principal, asked: CalculationRequest) -> CalculationRead:
        charge = await self._charges.of_session(principal, asked.session_id)
        if charge is None or charge.usage is None:
            raise SessionNotPriced(asked.session_id)
        terms = await self._terms(principal, asked)
        version = Version(asked.tariff_id or _UNSAVED, 0, charge.organization_id, charge.started_at, terms)
        usage = UsageFacts.model_validate(charge.usage).usage()
        calculation = price(usage, [frozen(version, 0)], ZoneInfo(charge.time_zone))
        return CalculationRead(
            session_id=charge.session_id,
            tariff_id=asked.tariff_id,
            currency=charge.currency,
            amount=calculation.amount,
            charged_amount=charge.amount,
            groups=calculation.groups,
            obstacles=obstacles(terms, subject_of(charge), await self._book(charge)),
        )

    async def _terms(self, principal: Principal, asked: CalculationRequest) -> TariffTerms:
        if asked.tariff_id is not None:
            return terms_of(await self._tariffs.get(principal, asked.tariff_id))
        assert asked.tariff is not None
        return self._tariffs.terms(asked.tariff)

    async def _book(self, charge: Charge) -> TariffBook:
        return await self._repository.book([subject_of(charge)])
