from typing import Annotated

from common.audit import VisitorDep, audited
from fastapi import APIRouter, Depends, Request, Response

from identity_api.dependencies import ClockDep, SettingsDep
from identity_api.me.schemas import MeRead, me_of
from identity_api.sign_in.cookies import clear_cookies, refresh_token_of, set_cookies
from identity_api.sign_in.errors import SignInOver
from identity_api.sign_in.schemas import Credentials
from identity_api.sign_in.service import SignInService

router = APIRouter(prefix="/auth", tags=["auth"])


def _service(request: Request, clock: ClockDep, settings: SettingsDep, visitor: VisitorDep) -> SignInService:
    return SignInService(request.app.state.sessions, clock, settings, visitor)


ServiceDep = Annotated[SignInService, Depends(_service)]


@router.post("/sign-in", dependencies=[audited("authorization")])
async def sign_in(
    credentials: Credentials,
    service: ServiceDep,
    settings: SettingsDep,
    request: Request,
    response: Response,
) -> MeRead:
    """Signs a person in: cookies for the browser, and who he is.

    401 invalid_credentials, totp_required (send the same again with `code`), totp_invalid; 429 too_many_attempts.
    `must_change_password` or `must_set_up_totp` in the answer: everything else is refused until that is done.
    """
    issued = await service.sign_in(credentials.login, credentials.password, credentials.code)
    set_cookies(request, response, issued, settings)
    return me_of(issued.user, settings)


@router.post("/refresh", status_code=204)
async def refresh(service: ServiceDep, settings: SettingsDep, request: Request, response: Response) -> None:
    """New cookies for the refresh cookie, which works once (two tabs at once are fine). 401 sign_in_over."""
    token = refresh_token_of(request)
    if token is None:
        raise SignInOver("There is no sign-in.")
    set_cookies(request, response, await service.refresh(token), settings)


@router.post("/sign-out", status_code=204, dependencies=[audited("signed_out", may_be_nothing=True)])
async def sign_out(service: ServiceDep, request: Request, response: Response) -> None:
    """Ends this browser's sign-in; succeeds also when there is none."""
    if token := refresh_token_of(request):
        await service.sign_out(token)
    clear_cookies(request, response)
