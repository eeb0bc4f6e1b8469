"""The browser's three cookies. Under TLS those that grant something get the prefix `__Host-` (RFC 6265bis 4.1.3)."""

from common.auth import ACCESS_COOKIE, CSRF_COOKIE
from fastapi import Request, Response

from identity_api.settings import IdentitySettings
from identity_api.sign_in.desk import Issued

REFRESH_COOKIE = "sc_refresh"


def set_cookies(request: Request, response: Response, issued: Issued, settings: IdentitySettings) -> None:
    """The server (uvicorn) takes the scheme from the proxy's X-Forwarded-Proto, and from nobody else."""
    access, idle = int(settings.access_lifetime.total_seconds()), int(settings.idle_lifetime.total_seconds())
    _set(request, response, _named(request, ACCESS_COOKIE), issued.access, access)
    _set(request, response, _named(request, REFRESH_COOKIE), issued.refresh, idle)
    # readable, so that the page can repeat it; worthless alone, because the access token holds its hash
    _set(request, response, CSRF_COOKIE, issued.csrf, idle, is_readable=True)


def clear_cookies(request: Request, response: Response) -> None:
    for name in (_named(request, ACCESS_COOKIE), _named(request, REFRESH_COOKIE), CSRF_COOKIE):
        response.delete_cookie(name, path="/", secure=_is_secure(request), samesite="strict")


def refresh_token_of(request: Request) -> str | None:
    return request.cookies.get(_named(request, REFRESH_COOKIE))


def _set(
    request: Request, response: Response, name: str, value: str, seconds: int, *, is_readable: bool = False
) -> None:
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        path="/",
        secure=_is_secure(request),
        httponly=not is_readable,
        samesite="strict",
    )


def _named(request: Request, name: str) -> str:
    return f"__Host-{name}" if _is_secure(request) else name


def _is_secure(request: Request) -> bool:
    return request.url.scheme == "https"
