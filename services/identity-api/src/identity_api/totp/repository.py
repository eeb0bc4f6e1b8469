from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from identity_api.totp.models import RecoveryCode


class RecoveryCodeRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def replace(self, user_id: UUID, hashes: Iterable[str]) -> None:
        await self._session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user_id))
        self._session.add_all(RecoveryCode(user_id=user_id, hash=one) for one in hashes)

    async def use(self, user_id: UUID, code_hash: str, now: datetime) -> bool:
        """False when there is no such code or it was used before."""
        unused = update(RecoveryCode).where(
            RecoveryCode.user_id == user_id, RecoveryCode.hash == code_hash, RecoveryCode.used_at.is_(None)
        )
        return await self._session.scalar(unused.values(used_at=now).returning(RecoveryCode.id)) is not None

    async def count_unused(self, user_id: UUID) -> int:
        unused = select(func.count()).select_from(RecoveryCode)
        own = unused.where(RecoveryCode.user_id == user_id, RecoveryCode.used_at.is_(None))
        return int(await self._session.scalar(own) or 0)
