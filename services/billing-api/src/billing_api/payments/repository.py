"""Every statement about payments."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from common.auth import Principal
from sqlalchemy import Select, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from billing_api.charges.models import Charge
from billing_api.directory.models import Station
from billing_api.organizations.models import Organization
from billing_api.payments.models import Payment, PaymentAttempt, PaymentHistory
from billing_api.payments.states import PaymentStatus


class PaymentRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @staticmethod
    def statement(principal: Principal) -> Select[Payment]:
        """The payments that the principal may see."""
        return select(Payment).where(principal.scope(Payment.organization_id))

    async def get(self, principal: Principal, payment_id: UUID) -> Payment | None:
        payment: Payment | None = await self._session.scalar(self.statement(principal).where(Payment.id == payment_id))
        return payment

    async def history(self, payment: Payment) -> Sequence[PaymentHistory]:
        return (await self._session.scalars(payment.history.select().order_by(PaymentHistory.id))).all()

    async def attempts(self, payment: Payment) -> Sequence[PaymentAttempt]:
        return (await self._session.scalars(payment.calls.select().order_by(PaymentAttempt.id))).all()

    async def refunds(self, payment: Payment) -> Sequence[Payment]:
        statement = select(Payment).where(Payment.parent_id == payment.id).order_by(Payment.number)
        return (await self._session.scalars(statement)).all()

    async def seller(self, payment: Payment) -> tuple[str, str | None]:
        """Address of the station and tax system of its owner, for receipts; empty and None when not known here."""
        address = select(Station.address).where(Station.id == payment.station_id)
        tax_system = select(Organization.tax_system).where(Organization.id == payment.organization_id)
        return await self._session.scalar(address) or "", await self._session.scalar(tax_system)

    async def end_attempt(self, payment_id: UUID, number: int, **ended: Any) -> None:
        attempt = PaymentAttempt
        where = (attempt.payment_id == payment_id, attempt.number == number, attempt.ended_at.is_(None))
        await self._session.execute(update(attempt).where(*where).values(**ended))

    async def claim_charges(self, status: PaymentStatus, now: datetime, limit: int) -> list[Charge]:
        """Locks the charges of payments that are due in `status`; those that somebody else holds are left to him."""
        due = (
            select(Payment.charge_id)
            .where(Payment.status == status, Payment.due_at <= now)
            .order_by(Payment.due_at)
            .limit(limit)
        )
        statement = select(Charge).where(Charge.id.in_(due)).order_by(Charge.id).with_for_update(skip_locked=True)
        return list(await self._session.scalars(statement))

    async def is_any_due(self, now: datetime) -> bool:
        return await self._session.scalar(select(Payment.id).where(Payment.due_at <= now).limit(1)) is not None

    async def charge_ids(self, payment_ids: Collection[UUID]) -> list[UUID]:
        statement = select(Payment.charge_id).where(Payment.id.in_(payment_ids)).distinct()
        return list(await self._session.scalars(statement))
