from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from identity_api.views.errors import ViewNameTaken
from identity_api.views.models import SavedView


class ViewRepository:
    """Scope: one's own."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def of_user(self, user_id: UUID, page: str | None) -> Sequence[SavedView]:
        own = select(SavedView).where(SavedView.user_id == user_id)
        if page is not None:
            own = own.where(SavedView.page == page)
        return (await self._session.scalars(own.order_by(SavedView.page, SavedView.position, SavedView.name))).all()

    async def find(self, user_id: UUID, view_id: UUID) -> SavedView | None:
        own = select(SavedView).where(SavedView.user_id == user_id, SavedView.id == view_id)
        return (await self._session.scalars(own.with_for_update())).first()

    async def count(self, user_id: UUID) -> int:
        own = select(func.count()).select_from(SavedView).where(SavedView.user_id == user_id)
        return int(await self._session.scalar(own) or 0)

    async def save(self, view: SavedView) -> None:
        """Raises ViewNameTaken."""
        name = view.name
        try:
            async with self._session.begin_nested():
                self._session.add(view)
                await self._session.flush()
        except IntegrityError as error:
            if "uq_saved_views" not in str(error.orig):
                raise
            raise ViewNameTaken(name) from error

    async def remove(self, view: SavedView) -> None:
        await self._session.delete(view)
