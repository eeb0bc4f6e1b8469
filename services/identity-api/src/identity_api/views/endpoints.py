from uuid import UUID

from common.db import SessionDep
from common.etag import IfMatch, set_etag
from common.idempotency import IdempotencyDep
from fastapi import APIRouter, Response

from identity_api.me.dependencies import Me
from identity_api.views.repository import ViewRepository
from identity_api.views.schemas import PageId, ViewCreate, ViewRead, ViewUpdate
from identity_api.views.service import ViewService

router = APIRouter(prefix="/me/views", tags=["me"])


@router.get("")
async def list_views(me: Me, session: SessionDep, page: PageId | None = None) -> list[ViewRead]:
    """One's saved views, of all pages or of one."""
    return [ViewRead.model_validate(view) for view in await ViewRepository(session).of_user(me.id, page)]


@router.post("", status_code=201, response_model=ViewRead)
async def create_view(wanted: ViewCreate, me: Me, session: SessionDep, idempotency: IdempotencyDep) -> Response:
    return await idempotency.run(lambda: ViewService(session).create(me.id, wanted), ViewRead)


@router.patch("/{view_id}")
async def change_view(
    view_id: UUID, wanted: ViewUpdate, me: Me, session: SessionDep, response: Response, if_match: IfMatch = None
) -> ViewRead:
    view = await ViewService(session).change(me.id, view_id, wanted, if_match)
    set_etag(response, view.revision)
    return ViewRead.model_validate(view)


@router.delete("/{view_id}", status_code=204)
async def delete_view(view_id: UUID, me: Me, session: SessionDep) -> None:
    await ViewService(session).delete(me.id, view_id)
