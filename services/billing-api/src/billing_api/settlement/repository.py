"""Loads charges with their payments, locked, and saves them together with the events of what changed."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from common.clock import Clock
from common.outbox import Outbox
from sqlalchemy import inspect, select
from sqlalchemy.ext.asyncio import AsyncSession

from billing_api.charges.events import ChargePriced
from billing_api.charges.models import DEBTS, Charge
from billing_api.db import SOURCE, OutboxMessage
from billing_api.debts.repository import DebtRepository
from billing_api.holds.models import Hold, HoldStatus
from billing_api.payments.events import PaymentChanged
from billing_api.payments.log import PaymentLog
from billing_api.payments.models import Payment
from billing_api.settlement.models import Settlement


class SettlementRepository:
    def __init__(self, session: AsyncSession, clock: Clock) -> None:
        self._session = session
        self._outbox, self._clock = Outbox(session, OutboxMessage, SOURCE, clock), clock

    async def lock(self, charge_ids: Collection[UUID]) -> list[Settlement]:
        """In the order of ids, as every writer does: so no two wait for each other."""
        statement = select(Charge).where(Charge.id.in_(charge_ids)).order_by(Charge.id).with_for_update()
        return await self.of((await self._session.scalars(statement)).all())

    async def of(self, charges: Collection[Charge]) -> list[Settlement]:
        """The charges must be locked already, or new."""
        found = {charge.id: Settlement(charge) for charge in charges}
        stored = [charge.id for charge in charges if inspect(charge).persistent]
        if stored:
            statement = select(Payment).where(Payment.charge_id.in_(stored)).order_by(Payment.number)
            for payment in await self._session.scalars(statement):
                found[payment.charge_id].payments.append(payment)
            for hold in await self._session.scalars(select(Hold).where(Hold.charge_id.in_(stored)).order_by(Hold.id)):
                found[hold.charge_id].holds.append(hold)
        return list(found.values())

    async def save(self, settlements: Iterable[Settlement], also: Collection[object] = ()) -> None:
        """Writes all, then announces what is worth it; `also` holds rows that refer to the charges."""
        settlements, now = list(settlements), self._clock.now()
        for one in settlements:
            one.mind_holds(now)
        priced = [one.charge for one in settlements if _is_news(one.charge)]
        debtors = {payer for one in priced for payer in _touched_debtors(one)}
        moved = [payment for one in settlements for payment in one.payments if _has_moved(payment)]
        log = PaymentLog(self._outbox, moved)
        for charge in priced:
            charge.version += 1
        self._session.add_all(one.charge for one in settlements)
        await self._session.flush()
        self._session.add_all(hold for one in settlements for hold in one.holds)
        await self._session.flush()
        self._session.add_all([*moved, *also])
        await self._session.flush()
        log.record()
        for charge in priced:
            self._outbox.record(ChargePriced.of(charge), key=charge.session_id)
        for payment in moved:
            self._outbox.record(PaymentChanged.of(payment), key=payment.id)
        if debtors:
            debts = DebtRepository(self._session, self._outbox)
            await debts.follow(debtors, priced[0].currency, now)


def _is_news(charge: Charge) -> bool:
    return _changed(charge, "session_revision", "amount", "is_final", "payment_status", "paid_amount", "hold_status")


def _touched_debtors(charge: Charge) -> set[UUID]:
    """Payers whose debt this change may begin, change or end."""
    attributes = inspect(charge).attrs
    statuses = {charge.payment_status, *attributes.payment_status.history.deleted}
    holds = {charge.hold_status, *attributes.hold_status.history.deleted}
    payers = {charge.payer_id, *attributes.payer_id.history.deleted}
    is_touched = bool(statuses & set(DEBTS)) or HoldStatus.refused in holds
    return {payer for payer in payers if payer is not None} if is_touched else set()


def _has_moved(payment: Payment) -> bool:
    return _changed(payment, "version")


def _changed(row: Any, *names: str) -> bool:
    attributes = inspect(row).attrs
    return any(attributes[name].history.has_changes() for name in names)
