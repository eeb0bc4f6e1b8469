from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from stations_api.directory.models import DebtorCopy, OrganizationCopy, UserCopy


class DirectoryRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def organization(self, organization_id: UUID) -> OrganizationCopy | None:
        return await self._session.get(OrganizationCopy, organization_id)

    async def user(self, user_id: UUID) -> UserCopy | None:
        return await self._session.get(UserCopy, user_id)

    async def debt(self, payer_id: UUID) -> DebtorCopy | None:
        return await self._session.get(DebtorCopy, payer_id)

    async def user_of_login(self, login: str) -> UserCopy | None:
        found: UserCopy | None = await self._session.scalar(select(UserCopy).where(UserCopy.login == login.lower()))
        return found

    async def replace(self, table: type[Any], rows: Mapping[UUID, Mapping[str, Any] | None]) -> None:
        """Brings copies up to date in two statements: None takes one away."""
        kept = [{"id": key, **row} for key, row in rows.items() if row is not None]
        gone = [key for key, row in rows.items() if row is None]
        if kept:
            statement = insert(table)
            columns = {name: statement.excluded[name] for name in kept[0] if name != "id"}
            await self._session.execute(statement.on_conflict_do_update(index_elements=["id"], set_=columns), kept)
        if gone:
            await self._session.execute(delete(table).where(table.id.in_(gone)))
