"""Every statement about charges."""

from collections.abc import Collection, Sequence
from uuid import UUID

from common.auth import Principal
from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from billing_api.charges.models import Charge, ChargeRevision


class ChargeRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @staticmethod
    def statement(principal: Principal) -> Select[Charge]:
        """The charges that the principal may see."""
        return select(Charge).where(principal.scope(Charge.organization_id))

    async def of_session(self, principal: Principal, session_id: UUID) -> Charge | None:
        charge: Charge | None = await self._session.scalar(
            self.statement(principal).where(Charge.session_id == session_id)
        )
        return charge

    async def get(self, principal: Principal, charge_id: UUID) -> Charge | None:
        charge: Charge | None = await self._session.scalar(self.statement(principal).where(Charge.id == charge_id))
        return charge

    async def revisions(self, charge_id: UUID) -> Sequence[ChargeRevision]:
        """The final calculations, the latest first."""
        statement = select(ChargeRevision).where(ChargeRevision.charge_id == charge_id)
        return (await self._session.scalars(statement.order_by(ChargeRevision.session_revision.desc()))).all()

    async def lock_of_sessions(self, session_ids: Collection[UUID]) -> dict[UUID, Charge]:
        statement = select(Charge).where(Charge.session_id.in_(session_ids)).order_by(Charge.id).with_for_update()
        return {charge.session_id: charge for charge in await self._session.scalars(statement)}
