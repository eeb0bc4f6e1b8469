"""Every statement about charges."""

from collections.abc import Collection
from uuid import UUID

from common.auth import Principal
from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from billing_api.charges.models import Charge


class ChargeRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @staticmethod
    def statement(principal: Principal) -> Select[Charge]:
        """The charges that the principal may see."""
        return select(Charge).where(principal.scope(Charge.organization_id))

    async def lock_of_sessions(self, session_ids: Collection[UUID]) -> dict[UUID, Charge]:
        statement = select(Charge).where(Charge.session_id.in_(session_ids)).order_by(Charge.id).with_for_update()
        return {charge.session_id: charge for charge in await self._session.scalars(statement)}
