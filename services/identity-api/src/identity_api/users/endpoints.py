from typing import Annotated
from uuid import UUID

from common.auth import Principal, require
from common.db import SessionDep
from common.etag import IfMatch, set_etag
from common.idempotency import IdempotencyDep
from common.lists import Page
from fastapi import APIRouter, Depends, Query, Response

from identity_api.dependencies import ClockDep
from identity_api.users.repository import UserRepository
from identity_api.users.schemas import UserCreate, UserQuery, UserRead, UserUpdate
from identity_api.users.service import UserService

router = APIRouter(prefix="/users", tags=["users"])
UserReader = Annotated[Principal, Depends(require("users:read"))]
UserWriter = Annotated[Principal, Depends(require("users:write"))]


def _service(session: SessionDep, clock: ClockDep) -> UserService:
    return UserService(session, clock)


ServiceDep = Annotated[UserService, Depends(_service)]


@router.get("")
async def list_users(
    principal: UserReader, session: SessionDep, query: Annotated[UserQuery, Query()]
) -> Page[UserRead]:
    """Users of the caller's organisation and those below it (USR-005..008)."""
    users, info = await UserRepository(session).page(principal, query)
    return Page[UserRead](
        items=[UserRead.model_validate(user) for user in users],
        total=info.total,
        total_is_exact=info.total_is_exact,
        next_cursor=info.next_cursor,
    )


@router.post("", status_code=201, response_model=UserRead)
async def create_user(
    wanted: UserCreate, principal: UserWriter, service: ServiceDep, idempotency: IdempotencyDep
) -> Response:
    """Adds a user. The roles given may hold no right that the caller lacks."""
    return await idempotency.run(lambda: service.create(principal, wanted), UserRead)


@router.get("/{user_id}")
async def read_user(user_id: UUID, principal: UserReader, service: ServiceDep, response: Response) -> UserRead:
    user = await service.get(principal, user_id)
    set_etag(response, user.revision)
    return UserRead.model_validate(user)


@router.patch("/{user_id}")
async def change_user(
    user_id: UUID,
    wanted: UserUpdate,
    principal: UserWriter,
    service: ServiceDep,
    response: Response,
    if_match: IfMatch = None,
) -> UserRead:
    """Changes, blocks or unblocks a user; a new password or a block ends his sign-ins."""
    user = await service.change(principal, user_id, wanted, if_match)
    set_etag(response, user.revision)
    return UserRead.model_validate(user)
