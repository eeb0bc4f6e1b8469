from collections.abc import Collection, Sequence

from common.lists import ListTable, PageInfo
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from identity_api.rights.models import Right
from identity_api.rights.schemas import RightQuery

RIGHTS = ListTable(key=Right.code, default="code", sorts={"code": Right.code})


class RightRepository:
    """The catalogue is the same for every organisation: there is no scope."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def page(self, query: RightQuery) -> tuple[list[Right], PageInfo]:
        """Those whose owner has declared them (ROL-015)."""
        return await RIGHTS.page(self._session, select(Right).where(Right.declared_by.is_not(None)), query)

    async def of_codes(self, codes: Collection[str]) -> Sequence[Right]:
        return (await self._session.scalars(select(Right).where(Right.code.in_(codes)).order_by(Right.code))).all()

    async def everything(self) -> Sequence[Right]:
        return (await self._session.scalars(select(Right).order_by(Right.code))).all()
