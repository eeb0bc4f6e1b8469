from typing import Final
from uuid import UUID

from common.etag import check_if_match
from sqlalchemy.ext.asyncio import AsyncSession

from identity_api.views.errors import TooManyViews, ViewNotFound
from identity_api.views.models import SavedView
from identity_api.views.repository import ViewRepository
from identity_api.views.schemas import ViewCreate, ViewUpdate

LIMIT: Final = 200


class ViewService:
    def __init__(self, session: AsyncSession) -> None:
        self._views = ViewRepository(session)

    async def create(self, user_id: UUID, wanted: ViewCreate) -> SavedView:
        if await self._views.count(user_id) >= LIMIT:
            raise TooManyViews(LIMIT)
        view = SavedView(user_id=user_id, **wanted.model_dump())
        await self._views.save(view)
        return view

    async def change(self, user_id: UUID, view_id: UUID, wanted: ViewUpdate, if_match: str | None) -> SavedView:
        view = await self._found(user_id, view_id)
        check_if_match(if_match, view.revision)
        for name, value in wanted.model_dump(exclude_unset=True).items():
            if value is not None or name == "columns":
                setattr(view, name, value)
        view.revision += 1
        await self._views.save(view)
        return view

    async def delete(self, user_id: UUID, view_id: UUID) -> None:
        await self._views.remove(await self._found(user_id, view_id))

    async def _found(self, user_id: UUID, view_id: UUID) -> SavedView:
        view = await self._views.find(user_id, view_id)
        if view is None:
            raise ViewNotFound(view_id)
        return view
