"""The browser's three cookies. Under TLS those that grant something get the prefix `__Host-` (RFC 6265bis 4.1.3).

A token that names many organisations is longer than a browser keeps in one cookie: it is laid down in pieces.
"""

from typing import Final

from common.auth import ACCESS_COOKIE, CSRF_COOKIE, piece_name
from fastapi import Request, Response

from identity_api.settings import IdentitySettings
from identity_api.sign_in.desk import Issued

REFRESH_COOKIE = "sc_refresh"
_PIECE: Final = 3800
"""Characters: name, value and attributes of a cookie come to 4096 at most."""


def set_cookies(request: Request, response: Response, issued: Issued, settings: IdentitySettings) -> None:
    """The server (uvicorn) takes the scheme from the proxy's X-Forwarded-Proto, and from nobody else."""
    access, idle = int(settings.access_lifetime.total_seconds()), int(settings.idle_lifetime.total_seconds())
    name = _named(request, ACCESS_COOKIE)
    pieces = [issued.access[start : start + _PIECE] for start in range(0, len(issued.access), _PIECE)]
    for number, piece in enumerate(pieces):
        _set(request, response, piece_name(name, number), piece, access)
    for left_over in _pieces_in(request, name) - {piece_name(name, number) for number in range(len(pieces))}:
        _clear(request, response, left_over)
    _set(request, response, _named(request, REFRESH_COOKIE), issued.refresh, idle)
    # readable, so that the page can repeat it; worthless alone, because the access token holds its hash
    _set(request, response, CSRF_COOKIE, issued.csrf, idle, is_readable=True)


def clear_cookies(request: Request, response: Response) -> None:
    access = _named(request, ACCESS_COOKIE)
    for name in (access, *_pieces_in(request, access), _named(request, REFRESH_COOKIE), CSRF_COOKIE):
        _clear(request, response, name)


def _clear(request: Request, response: Response, name: str) -> None:
    response.delete_cookie(name, path="/", secure=_is_secure(request), samesite="strict")


def _pieces_in(request: Request, name: str) -> set[str]:
    """What this browser has kept of a token beyond its first piece."""
    return {cookie for cookie in request.cookies if cookie.startswith(f"{name}_")}


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
