from typing import Annotated, Any, Final
from uuid import UUID

from common.audit import VisitorDep, audited
from common.auth import Principal, identified_principal
from common.db import SessionDep
from common.etag import IfMatch, set_etag
from common.openapi_problems import refusal
from fastapi import APIRouter, Depends, Request, Response

from identity_api.dependencies import ClockDep, SettingsDep
from identity_api.me.dependencies import Me, MeAtTheDoor, PersonId, SignInId
from identity_api.me.passwords import OwnPassword
from identity_api.me.schemas import (
    MeRead,
    MeUpdate,
    PasswordChange,
    SessionRead,
    SettingsRead,
    SettingsUpdate,
    me_of,
)
from identity_api.me.service import MeService
from identity_api.sign_in.cookies import clear_cookies, set_cookies
from identity_api.totp.schemas import RecoveryCodes, TotpConfirm, TotpRemove, TotpSetup

router = APIRouter(prefix="/me", tags=["me"])
_TOO_OFTEN: Final[dict[int | str, dict[str, Any]]] = {429: refusal("429")}
"""Passwords and codes are guessed here too."""


def _service(
    session: SessionDep,
    clock: ClockDep,
    settings: SettingsDep,
    audit: VisitorDep,
    principal: Annotated[Principal, Depends(identified_principal)],
) -> MeService:
    return MeService(session, clock, settings, audit.named(principal.login, principal.organization_id))


def _passwords(request: Request, clock: ClockDep, settings: SettingsDep, audit: VisitorDep) -> OwnPassword:
    return OwnPassword(request.app.state.sessions, clock, settings, audit)


ServiceDep = Annotated[MeService, Depends(_service)]
PasswordDep = Annotated[OwnPassword, Depends(_passwords)]


@router.get("")
async def read_me(me: MeAtTheDoor, settings: SettingsDep, response: Response) -> MeRead:
    """The signed-in person, with rights as they are now."""
    set_etag(response, me.revision)
    return me_of(me, settings)


@router.patch("", dependencies=[audited("user_changed")])
async def change_me(
    me: Me,
    wanted: MeUpdate,
    service: ServiceDep,
    settings: SettingsDep,
    response: Response,
    if_match: IfMatch = None,
) -> MeRead:
    """Changes one's own names, phone and e-mail."""
    await service.change(me, wanted, if_match)
    set_etag(response, me.revision)
    return me_of(me, settings)


@router.patch("/settings")
async def change_settings(me: Me, wanted: SettingsUpdate) -> SettingsRead:
    """Changes one's personal settings (UI-067..072)."""
    for name in wanted.model_fields_set:
        setattr(me, name, getattr(wanted, name))
    return SettingsRead.model_validate(me)


@router.post("/password", dependencies=[audited("password_changed")], responses=_TOO_OFTEN)
async def change_password(
    user_id: PersonId,
    wanted: PasswordChange,
    passwords: PasswordDep,
    settings: SettingsDep,
    request: Request,
    response: Response,
) -> MeRead:
    """Changes one's own password (USR-070). Every sign-in ends; this browser gets a new one."""
    issued = await passwords.change(user_id, wanted.current, wanted.new)
    set_cookies(request, response, issued, settings)
    return me_of(issued.user, settings)


@router.get("/sessions")
async def list_own_sessions(me: Me, service: ServiceDep, sign_in_id: SignInId) -> list[SessionRead]:
    """One's open sign-ins, the last used first."""
    return await service.sessions(me, sign_in_id)


@router.delete("/sessions/{session_id}", status_code=204, dependencies=[audited("sign_in_ended")])
async def end_session(session_id: UUID, me: Me, service: ServiceDep) -> None:
    """Signs out the browser of this session."""
    await service.end_session(me, session_id)


@router.post("/sign-out-everywhere", status_code=204, dependencies=[audited("user_signed_out")])
async def sign_out_everywhere(me: MeAtTheDoor, service: ServiceDep, request: Request, response: Response) -> None:
    """Ends all one's sign-ins, this one too."""
    await service.end_all(me)
    clear_cookies(request, response)


@router.post("/totp")
async def set_up_totp(me: MeAtTheDoor, service: ServiceDep) -> TotpSetup:
    """A secret for an authenticator app; in force once it is confirmed. 409 totp_set_up_already."""
    return service.begin_totp(me)


@router.post("/totp/confirm", dependencies=[audited("totp_set_up")])
async def confirm_totp(me: MeAtTheDoor, wanted: TotpConfirm, service: ServiceDep) -> RecoveryCodes:
    """Puts the second factor in force; the recovery codes are shown this once. Then refresh the access token."""
    return await service.confirm_totp(me, wanted.code)


@router.delete("/totp", status_code=204, dependencies=[audited("totp_removed")], responses=_TOO_OFTEN)
async def remove_totp(user_id: PersonId, wanted: TotpRemove, passwords: PasswordDep) -> None:
    """Gives up the second factor; password and a code are asked for once more."""
    await passwords.remove_totp(user_id, wanted.password, wanted.code)
