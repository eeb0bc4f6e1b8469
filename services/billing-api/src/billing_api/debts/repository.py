"""Keeps the debts in step with the charges, in the transaction that changes them."""

from collections.abc import Collection
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from common.outbox import Outbox
from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from billing_api.charges.models import Charge
from billing_api.debts.events import TOPIC, DebtorSnapshot
from billing_api.debts.models import Debt
from billing_api.payments.models import Payment
from billing_api.payments.states import PaymentStatus
from billing_api.pricing.rounding import ZERO


class DebtRepository:
    def __init__(self, session: AsyncSession, outbox: Outbox) -> None:
        self._session, self._outbox = session, outbox

    async def follow(self, payer_ids: Collection[UUID], currency: str, now: datetime) -> None:
        """Counts anew what these payers owe and publishes what has changed. The charges must have been flushed."""
        if not payer_ids:
            return
        debts = await self._locked(payer_ids, currency, now)
        owed = await self._owed(payer_ids)
        for debt in debts:
            amount, sessions = owed.get(debt.payer_id, (ZERO, 0))
            if (debt.amount, debt.sessions) != (amount, sessions):
                debt.amount, debt.sessions, debt.changed_at = amount, sessions, now
                debt.version += 1
                self._publish(debt)
        await self._session.flush()

    async def _locked(self, payer_ids: Collection[UUID], currency: str, now: datetime) -> list[Debt]:
        """In the order of ids, as every writer does; the charges' locks come before."""
        ids = sorted(payer_ids)
        fresh = {"amount": ZERO, "currency": currency, "sessions": 0, "changed_at": now, "version": 0}
        await self._session.execute(
            insert(Debt).values([{"payer_id": one, **fresh} for one in ids]).on_conflict_do_nothing()
        )
        statement = select(Debt).where(Debt.payer_id.in_(ids)).order_by(Debt.payer_id).with_for_update()
        return list(await self._session.scalars(statement, execution_options={"populate_existing": True}))

    async def _owed(self, payer_ids: Collection[UUID]) -> dict[UUID, tuple[Decimal, int]]:
        statement = (
            select(Charge.payer_id, func.sum(Charge.amount - _waived() - Charge.paid_amount), func.count())
            .where(Charge.payer_id.in_(payer_ids), Charge.is_owed())
            .group_by(Charge.payer_id)
        )
        return {payer: (amount, count) for payer, amount, count in await self._session.execute(statement) if payer}

    def _publish(self, debt: Debt) -> None:
        if debt.sessions > 0:
            self._outbox.record(DebtorSnapshot.of(debt), key=debt.payer_id)
        else:
            self._outbox.tombstone(TOPIC, debt.payer_id)


def _waived() -> ScalarSelect[Decimal]:
    """What persons have given back of the charge: it left the paid amount and is not owed for that."""
    gone = (Payment.charge_id == Charge.id, Payment.requested_by.is_not(None))
    is_gone = Payment.status == PaymentStatus.completed
    waived = select(func.coalesce(func.sum(Payment.amount), ZERO)).where(*gone, is_gone)
    return waived.correlate(Charge).scalar_subquery()
