from typing import Annotated
from uuid import UUID

from common.audit import audited
from common.auth import Principal, require
from common.db import SessionDep
from common.etag import IfMatch, set_etag
from common.idempotency import IdempotencyDep
from fastapi import APIRouter, Depends, Response

from identity_api.dependencies import ClockDep, SettingsDep
from identity_api.journal import JournalDep
from identity_api.users.listing import USER_LIST
from identity_api.users.models import User
from identity_api.users.schemas import (
    AllowedStations,
    EnergyLimit,
    PasswordReset,
    UserCreate,
    UserRead,
    UserUpdate,
)
from identity_api.users.service import UserService

router = APIRouter(prefix="/users", tags=["users"])
UserReader = Annotated[Principal, Depends(require("users:read"))]
UserWriter = Annotated[Principal, Depends(require("users:write"))]


def _service(session: SessionDep, clock: ClockDep, settings: SettingsDep, journal: JournalDep) -> UserService:
    return UserService(session, clock, settings, journal)


ServiceDep = Annotated[UserService, Depends(_service)]
USER_LIST.mount(router)


@router.post("", status_code=201, response_model=UserRead, dependencies=[audited("user_created")])
async def create_user(
    wanted: UserCreate, principal: UserWriter, service: ServiceDep, idempotency: IdempotencyDep
) -> Response:
    """Adds a user with the credential «login and password». His roles may hold no right that the caller lacks."""
    return await idempotency.run(lambda: service.create(principal, wanted), UserRead)


@router.get("/{user_id}")
async def read_user(user_id: UUID, principal: UserReader, service: ServiceDep, response: Response) -> UserRead:
    return _told(response, await service.get(principal, user_id), principal)


@router.patch("/{user_id}", dependencies=[audited("user_changed")])
async def change_user(
    user_id: UUID,
    wanted: UserUpdate,
    principal: UserWriter,
    service: ServiceDep,
    response: Response,
    if_match: IfMatch = None,
) -> UserRead:
    """Changes a user; a new password ends his sign-ins and must be changed by himself."""
    return _told(response, await service.change(principal, user_id, wanted, if_match), principal)


@router.delete("/{user_id}", status_code=204, dependencies=[audited("user_deleted")])
async def delete_user(user_id: UUID, principal: UserWriter, service: ServiceDep) -> None:
    """Erases a user; his cards become free, his sessions and payments stay under a neutral name (USR-073, USR-074)."""
    await service.delete(principal, user_id)


@router.post("/{user_id}/block", dependencies=[audited("user_blocked")])
async def block_user(user_id: UUID, principal: UserWriter, service: ServiceDep, response: Response) -> UserRead:
    """Ends his sign-ins and stops him at every station (USR-090, USR-093)."""
    return _told(response, await service.block(principal, user_id), principal)


@router.post("/{user_id}/unblock", dependencies=[audited("user_unblocked")])
async def unblock_user(user_id: UUID, principal: UserWriter, service: ServiceDep, response: Response) -> UserRead:
    return _told(response, await service.unblock(principal, user_id), principal)


@router.post("/{user_id}/sign-out", status_code=204, dependencies=[audited("user_signed_out")])
async def sign_user_out(user_id: UUID, principal: UserWriter, service: ServiceDep) -> None:
    """Ends all his sign-ins, in every browser."""
    await service.sign_out(principal, user_id)


@router.post("/{user_id}/reset-password", dependencies=[audited("user_password_reset")])
async def reset_password(
    user_id: UUID, wanted: PasswordReset, principal: UserWriter, service: ServiceDep, response: Response
) -> UserRead:
    """Gives a password that he must change when he signs in next."""
    return _told(response, await service.reset_password(principal, user_id, wanted.password), principal)


@router.delete("/{user_id}/totp", dependencies=[audited("user_totp_reset")])
async def reset_totp(user_id: UUID, principal: UserWriter, service: ServiceDep, response: Response) -> UserRead:
    """Takes his second factor away, when phone and recovery codes are lost; he signs in anew."""
    return _told(response, await service.reset_totp(principal, user_id), principal)


@router.put("/{user_id}/energy-limit", dependencies=[audited("user_limit_changed")])
async def limit_energy(
    user_id: UUID,
    wanted: EnergyLimit,
    principal: UserWriter,
    service: ServiceDep,
    response: Response,
    if_match: IfMatch = None,
) -> UserRead:
    """Sets, changes or removes the energy limit (USR-095..106)."""
    user = await service.limit_energy(principal, user_id, wanted.energy_limit_wh, if_match)
    return _told(response, user, principal)


@router.put("/{user_id}/allowed-stations", dependencies=[audited("user_stations_changed")])
async def allow_stations(
    user_id: UUID,
    wanted: AllowedStations,
    principal: UserWriter,
    service: ServiceDep,
    response: Response,
    if_match: IfMatch = None,
) -> UserRead:
    """Restricts charging to these stations (USR-107)."""
    user = await service.allow_stations(principal, user_id, wanted.station_ids, if_match)
    return _told(response, user, principal)


def _told(response: Response, user: User, principal: Principal) -> UserRead:
    set_etag(response, user.revision)
    return UserRead.of(user, principal.subject)
