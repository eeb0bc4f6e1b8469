from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from identity_api.rights.models import Right


class RightRepository:
    """The catalogue is the same for every organisation: there is no scope."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def of_codes(self, codes: Collection[str]) -> Sequence[Right]:
        return (await self._session.scalars(select(Right).where(Right.code.in_(codes)).order_by(Right.code))).all()

    async def expect(self, codes: Collection[str]) -> None:
        """Rows for rights of other services that a role names, until their owners have spoken."""
        rows = [
            {"code": code, "description_ru": code, "description_en": code, "opens_dashboard": True}
            for code in sorted(codes)
        ]
        await self._session.execute(insert(Right).values(rows).on_conflict_do_nothing())

    async def declare(self, service: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Takes over what a service says of its rights; those it names no more are shown no more."""
        if rows:
            told = insert(Right).values([{**row, "declared_by": service, "opens_dashboard": True} for row in rows])
            names = ("description_ru", "description_en", "page", "declared_by")
            changed = {name: told.excluded[name] for name in names}
            await self._session.execute(told.on_conflict_do_update(index_elements=[Right.code], set_=changed))
        kept = [row["code"] for row in rows]
        gone = update(Right).where(Right.declared_by == service, Right.code.not_in(kept))
        await self._session.execute(gone.values(declared_by=None))

    async def everything(self) -> Sequence[Right]:
        return (await self._session.scalars(select(Right).order_by(Right.code))).all()
