"""Prices sessions by the latest revision of their facts, and settles the difference."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from common.clock import Clock
from common.ids import uuid7
from sqlalchemy.ext.asyncio import AsyncSession

from billing_api.charges.assessment import Assessment, assess
from billing_api.charges.facts import SessionFacts, Told
from billing_api.charges.models import Charge, ChargeRevision, SessionPaymentStatus
from billing_api.charges.repository import ChargeRepository
from billing_api.charges.usage import UsageFacts
from billing_api.pricing.rounding import ZERO
from billing_api.pricing.tariff import TariffVersion
from billing_api.settlement.models import Settlement
from billing_api.settlement.repository import SettlementRepository
from billing_api.tariffs.repository import TariffRepository
from billing_api.tariffs.selection import Subject, TariffBook


class ChargeService:
    """Built per batch of facts, on the batch's session."""

    def __init__(
        self, session: AsyncSession, clock: Clock, *, currency: str, provider: str, preauthorization: Decimal = ZERO
    ) -> None:
        self._charges, self._tariffs = ChargeRepository(session), TariffRepository(session)
        self._settlements = SettlementRepository(session, clock)
        self._clock, self._currency, self._provider = clock, currency, provider
        self._preauthorization = preauthorization

    async def reprice(self, told: Sequence[Told]) -> None:
        """At most one `Told` per session; a revision that is not newer than the charge's changes nothing."""
        known = await self._charges.lock_of_sessions([one.facts.session_id for one in told])
        news = [one for one in told if _is_news(one, known)]
        book = await self._book(news, known)
        charges = {one.facts.session_id: known.get(one.facts.session_id) or self._new(one.facts) for one in news}
        settlements = {one.charge.session_id: one for one in await self._settlements.of(list(charges.values()))}
        revisions = [self._apply(one, settlements[one.facts.session_id], book) for one in news]
        await self._settlements.save(settlements.values(), [revision for revision in revisions if revision])

    async def _book(self, news: Collection[Told], known: Mapping[UUID, Charge]) -> TariffBook:
        asked = [(known.get(one.facts.session_id), one.facts) for one in news]
        subjects = [new for charge, facts in asked if (new := _new_subject(charge, facts))]
        return await self._tariffs.book(subjects) if subjects else TariffBook()

    def _new(self, facts: SessionFacts) -> Charge:
        return Charge(
            id=uuid7(),
            session_id=facts.session_id,
            organization_id=facts.organization_id,
            time_zone=facts.time_zone,
            tariffs=[],
            groups=[],
            amount=ZERO,
            currency=self._currency,
            is_final=False,
            is_payable=False,
            payment_status=SessionPaymentStatus.not_calculated,
            paid_amount=ZERO,
            version=0,
        )

    def _apply(self, told: Told, settlement: Settlement, book: TariffBook) -> ChargeRevision | None:
        charge, facts = settlement.charge, told.facts
        if charge.is_final and facts.is_open:
            # a final price stands until the session ends again
            charge.session_revision = facts.revision
            return None
        if subject := _new_subject(charge if charge.version else None, facts):
            charge.tariffs = [tariff.model_dump(mode="json") for tariff in book.freeze(subject)]
        _take_over(charge, facts)
        if facts.transaction is not None:
            charge.usage = UsageFacts.of(told, facts.transaction).model_dump(mode="json")
        assessment = assess(told, [TariffVersion.model_validate(item) for item in charge.tariffs])
        self._settle(settlement, assessment)
        if facts.is_open and not facts.is_late and _has_price(charge):
            settlement.want_hold(self._preauthorization, self._clock.now())
        return _revision(charge) if charge.is_final else None

    def _settle(self, settlement: Settlement, assessment: Assessment) -> None:
        charge, due_before, now = settlement.charge, settlement.charge.due_amount, self._clock.now()
        charge.groups = [group.model_dump(mode="json") for group in assessment.calculation.groups]
        charge.amount, charge.is_payable = assessment.amount, assessment.is_payable
        charge.is_final = assessment.is_final
        if charge.due_amount != due_before:  # a payment that a person has cancelled is not asked for again unchanged
            settlement.settle(now, self._provider)
        settlement.release(now)
        if assessment.status is not None:
            charge.payment_status = assessment.status
        settlement.follow()


def subject_of(charge: Charge) -> Subject:
    user_id = charge.payer_id if charge.payer_kind == "user" else None
    return Subject(charge.organization_id, charge.station_id, user_id, charge.connector_type, charge.started_at)


def _is_news(told: Told, known: Mapping[UUID, Charge]) -> bool:
    charge = known.get(told.facts.session_id)
    return charge is None or told.facts.revision > charge.session_revision


def _new_subject(charge: Charge | None, facts: SessionFacts) -> Subject | None:
    """The subject for which tariffs must be chosen; None: those frozen hold. The organisation stays in any case."""
    if charge is None:
        return facts.subject
    subject = replace(facts.subject, organization_id=charge.organization_id)
    return subject if subject != subject_of(charge) else None


def _has_price(charge: Charge) -> bool:
    """Whether a session under these tariffs can cost anything."""
    tariffs = (TariffVersion.model_validate(item) for item in charge.tariffs)
    return any(one.price_start + one.price_kwh + one.price_minute + one.price_idle_minute for one in tariffs)


def _take_over(charge: Charge, facts: SessionFacts) -> None:
    """Organisation and zone stay as they were when the session began (contracts.md 1, 4)."""
    charge.session_revision = facts.revision
    charge.station_id, charge.station_number = facts.station_id, facts.station_number
    charge.connector_number, charge.connector_type = facts.connector_number, facts.connector_type
    charge.started_at, charge.ended_at, charge.energy_wh = facts.started_at, facts.ended_at, facts.energy_wh
    charge.payer_kind, charge.payer_id, charge.payer_label = facts.payer.kind, facts.payer.id, facts.payer.label


def _revision(charge: Charge) -> ChargeRevision:
    return ChargeRevision(
        charge_id=charge.id,
        session_revision=charge.session_revision,
        energy_wh=charge.energy_wh,
        amount=charge.amount,
        is_payable=charge.is_payable,
        groups=charge.groups,
        tariffs=charge.tariffs,
    )
