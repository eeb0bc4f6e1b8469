"""Every statement about holds but those of their settlement."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from billing_api.charges.models import Charge
from billing_api.holds.models import Hold, HoldStatus


class HoldRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def claim_charges(self, status: HoldStatus, now: datetime, limit: int) -> list[Charge]:
        """Locks the charges of holds that are due in `status`; those that somebody else holds are left to him."""
        due = select(Hold.charge_id).where(Hold.status == status, Hold.due_at <= now).order_by(Hold.due_at).limit(limit)
        statement = select(Charge).where(Charge.id.in_(due)).order_by(Charge.id).with_for_update(skip_locked=True)
        return list(await self._session.scalars(statement))

    async def is_any_due(self, now: datetime) -> bool:
        return await self._session.scalar(select(Hold.id).where(Hold.due_at <= now).limit(1)) is not None

    async def charge_ids(self, hold_ids: list[UUID]) -> list[UUID]:
        return list(await self._session.scalars(select(Hold.charge_id).where(Hold.id.in_(hold_ids))))

    async def called_back(self, hold_id: UUID, now: datetime) -> None:
        """The provider has decided: it is asked at once instead of later."""
        waiting = (Hold.id == hold_id, Hold.status == HoldStatus.asking, Hold.due_at > now)
        await self._session.execute(update(Hold).where(*waiting).values(due_at=now))
