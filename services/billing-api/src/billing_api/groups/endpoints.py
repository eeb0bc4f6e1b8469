"""/user-groups and /station-groups: list, create, read, change, delete."""

from typing import Annotated
from uuid import UUID

from common.audit import audited
from common.auth import Principal, require
from common.db import SessionDep
from common.etag import IfMatch, set_etag
from common.idempotency import IdempotencyDep
from common.listing import Listing
from fastapi import APIRouter, Depends, Request, Response

from billing_api.deeds import DeedsDep
from billing_api.groups.kinds import STATIONS, USERS, GroupKind
from billing_api.groups.listing import STATION_GROUP_LIST, USER_GROUP_LIST
from billing_api.groups.schemas import GroupCreate, GroupRead, GroupUpdate
from billing_api.groups.service import GroupService

Reader = Annotated[Principal, Depends(require("tariffs:read"))]
Writer = Annotated[Principal, Depends(require("tariffs:write"))]


def group_router(path: str, kind: GroupKind, listing: Listing) -> APIRouter:
    """The five operations of one kind of groups; operation ids carry its noun."""
    router, noun = APIRouter(prefix=path, tags=[path.strip("/")]), kind.noun

    def service_of(request: Request, session: SessionDep, deeds: DeedsDep) -> GroupService:
        return GroupService(session, kind, request.app.state.clock, deeds)

    service_dep = Depends(service_of)

    listing.mount(router)

    @router.post(
        "",
        status_code=201,
        response_model=GroupRead,
        name=f"create_{noun}",
        dependencies=[audited(f"{noun}_created")],
    )
    async def create_group(
        principal: Writer, draft: GroupCreate, idempotency: IdempotencyDep, service: GroupService = service_dep
    ) -> Response:
        return await idempotency.run(lambda: service.create(principal, draft), GroupRead)

    @router.get("/{group_id}", name=f"read_{noun}")
    async def read_group(
        group_id: UUID, principal: Reader, response: Response, service: GroupService = service_dep
    ) -> GroupRead:
        group = await service.get(principal, group_id)
        set_etag(response, group.revision)
        return group

    @router.patch("/{group_id}", name=f"change_{noun}", dependencies=[audited(f"{noun}_changed")])
    async def change_group(
        group_id: UUID,
        principal: Writer,
        change: GroupUpdate,
        response: Response,
        if_match: IfMatch = None,
        service: GroupService = service_dep,
    ) -> GroupRead:
        group = await service.change(principal, group_id, change, if_match)
        set_etag(response, group.revision)
        return group

    @router.delete("/{group_id}", status_code=204, name=f"delete_{noun}", dependencies=[audited(f"{noun}_deleted")])
    async def delete_group(
        group_id: UUID, principal: Writer, if_match: IfMatch = None, service: GroupService = service_dep
    ) -> None:
        await service.delete(principal, group_id, if_match)

    return router


user_groups = group_router("/user-groups", USERS, USER_GROUP_LIST)
station_groups = group_router("/station-groups", STATIONS, STATION_GROUP_LIST)
