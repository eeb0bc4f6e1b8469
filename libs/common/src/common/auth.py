"""Who asks and what he may do: a JWT of identity-api, checked against its JWKS, as a `Principal`.

`Authorization: Bearer` serves programs; the browser has the HttpOnly cookie `sc_access` (a long token goes on in
`sc_access_1`, …: a browser keeps no cookie beyond 4 KiB), and for unsafe methods must repeat its readable cookie
`sc_csrf` in the header X-CSRF-Token (the token holds that value's SHA-256).
"""

import asyncio
import hashlib
import hmac
import math
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import count, takewhile
from typing import Any, Literal
from uuid import UUID

import httpx
import jwt
import structlog
from fastapi import Depends, Request
from jwt.types import Options
from sqlalchemy import ColumnElement, true

from common.errors import Forbidden, Unauthenticated, Unavailable
from common.revocations import Revocations

log = structlog.get_logger()
ACCESS_COOKIE = "sc_access"
CSRF_COOKIE = "sc_csrf"
_ID_BYTES = 16
CSRF_HEADER = "X-CSRF-Token"
ISSUER = "smartcharging"
PASSWORD_CHANGE = "password_change"  # noqa: S105 - what a person has to do, no secret
TOTP_SETUP = "totp_setup"
"""Claim `must`: what a person has to do before anything else is open to him."""
# `iat` only orders tokens and withdrawals: another host's clock may be a few milliseconds behind
_CHECKS: Options = {"require": ["exp", "sub"], "verify_iat": False}
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_REFETCH_SECONDS = 5.0
_RETRY_SECONDS = 0.5


class TokenInvalid(Unauthenticated):
    code = "token_invalid"


class TokenRevoked(Unauthenticated):
    """It was withdrawn after it was made: refresh, or sign in again."""

    code = "token_revoked"


class CsrfMissing(Forbidden):
    code = "csrf_missing"


class RightMissing(Forbidden):
    code = "right_missing"

    def __init__(self, right: str) -> None:
        super().__init__(f"The right {right} is required.", right=right)


class AllOrganizationsOnly(Forbidden):
    """It belongs to no organisation, so only who sees every organisation may look."""

    code = "all_organizations_only"


class PasswordChangeRequired(Forbidden):
    code = "password_change_required"


class TotpSetupRequired(Forbidden):
    code = "totp_setup_required"


_FIRST: dict[str, type[Forbidden]] = {PASSWORD_CHANGE: PasswordChangeRequired, TOTP_SETUP: TotpSetupRequired}


@dataclass(frozen=True, slots=True)
class Principal:
    """A signed-in user or an API client."""

    subject: UUID
    kind: Literal["user", "client"]
    login: str
    rights: frozenset[str]
    organization_id: UUID | None
    visible: frozenset[UUID] | Literal["*"]
    """Organisations whose things he sees: his own and those below it, or all."""
    expires_at: int = 0
    issued_at: float = 0
    sign_in_id: UUID | None = None
    """The browser's sign-in; None for programs."""
    must: str | None = None
    """PASSWORD_CHANGE or TOTP_SETUP: until it is done only the endpoints for that are open."""

    def may(self, right: str) -> bool:
        return right in self.rights

    def sees(self, organization_id: UUID | None) -> bool:
        return self.visible == "*" or organization_id in self.visible

    def scope(self, column: Any) -> ColumnElement[bool]:
        """The condition that every repository puts on its statements."""
        return true() if self.visible == "*" else column.in_(self.visible)


def see_all(principal: Principal) -> None:
    """Refuses who does not see all organisations."""
    if principal.visible != "*":
        raise AllOrganizationsOnly("This is shown to those who see all organisations.")


class Keys:
    """Public keys of identity-api by key id; fetched when an unknown id appears, kept while the service runs."""

    def __init__(self, url: str, fetch: Callable[[str], Any] | None = None) -> None:
        self._url, self._keys = url, dict[str, jwt.PyJWK]()
        self._asked_at, self._failure = -math.inf, False
        self._lock = asyncio.Lock()
        self._fetch = fetch or self._get

    async def find(self, key_id: str) -> jwt.PyJWK:
        if key_id not in self._keys:
            await self._refresh(key_id)
        if key_id not in self._keys:
            raise TokenInvalid("The token's key is not known.")
        return self._keys[key_id]

    async def _refresh(self, key_id: str) -> None:
        """One question at a time, and not again at once: strangers can send any number of unknown ids."""
        async with self._lock:
            pause = _RETRY_SECONDS if self._failure else _REFETCH_SECONDS
            if key_id in self._keys:
                return
            if time.monotonic() - self._asked_at >= pause:
                self._failure = not await self._ask()
                self._asked_at = time.monotonic()
            if self._failure:
                raise Unavailable("Sign-in cannot be checked right now.")

    async def _ask(self) -> bool:
        try:
            body = await self._fetch(self._url)
            self._keys = {item["kid"]: jwt.PyJWK(item) for item in body["keys"]}
        except (httpx.HTTPError, ValueError, KeyError, TypeError, jwt.PyJWTError) as error:
            log.warning("auth.keys_not_read", url=self._url, error=repr(error))
            return False
        return True

    async def _get(self, url: str) -> Any:
        async with httpx.AsyncClient(timeout=3) as client:
            return (await client.get(url)).raise_for_status().json()


class Authenticator:
    """Turns a request into a Principal; kept at `app.state.authenticator`."""

    def __init__(self, keys: Keys, revocations: Revocations | None = None) -> None:
        self._keys, self.revocations = keys, revocations or Revocations()

    async def principal(self, request: Request) -> Principal:
        token, from_cookie = _token_of(request)
        claims = await self.claims(token)
        if from_cookie and request.method not in _SAFE:
            _check_csrf(request, claims)
        principal = _principal(claims)
        if self._is_revoked(principal):
            raise TokenRevoked("The access was withdrawn.")
        return principal

    def seconds_left(self, principal: Principal, now: datetime) -> float:
        """How long an answer that lasts (a stream) may go on: until the token expires or is withdrawn."""
        return 0.0 if self._is_revoked(principal) else principal.expires_at - now.timestamp()

    def _is_revoked(self, principal: Principal) -> bool:
        return self.revocations.covers(principal.issued_at, principal.subject, principal.sign_in_id)

    async def claims(self, token: str) -> dict[str, Any]:
        try:
            key = await self._keys.find(jwt.get_unverified_header(token).get("kid", ""))
            return jwt.decode(token, key, algorithms=["EdDSA"], issuer=ISSUER, options=_CHECKS)
        except jwt.PyJWTError as error:
            raise TokenInvalid("The token is not valid or has expired.") from error


def _token_of(request: Request) -> tuple[str, bool]:
    scheme, _, value = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and value:
        return value, False
    for name in (ACCESS_COOKIE, f"__Host-{ACCESS_COOKIE}"):
        if pieces := list(takewhile(bool, (request.cookies.get(piece_name(name, number)) for number in count()))):
            return "".join(map(str, pieces)), True
    raise Unauthenticated("Sign in first.")


def piece_name(cookie: str, number: int) -> str:
    """Under what name a browser keeps a piece of a long token; the first under the cookie's own."""
    return f"{cookie}_{number}" if number else cookie


def packed(organizations: Iterable[UUID]) -> str:
    """As they stand in a token: in a third of the place that they would take written out."""
    return urlsafe_b64encode(b"".join(one.bytes for one in organizations)).decode()


def _unpacked(told: str | list[str]) -> frozenset[UUID]:
    if isinstance(told, list):
        return frozenset(map(UUID, told))
    plain = urlsafe_b64decode(told)
    return frozenset(UUID(bytes=plain[at : at + _ID_BYTES]) for at in range(0, len(plain), _ID_BYTES))


def _check_csrf(request: Request, claims: dict[str, Any]) -> None:
    value = request.headers.get(CSRF_HEADER, "")
    sent = hashlib.sha256(value.encode()).hexdigest()
    if not value or not hmac.compare_digest(sent, str(claims.get("csrf", ""))):
        raise CsrfMissing(f"The header {CSRF_HEADER} does not match.")


def _principal(claims: dict[str, Any]) -> Principal:
    visible = claims.get("organizations", [])
    return Principal(
        subject=UUID(claims["sub"]),
        kind=claims.get("kind", "user"),
        login=claims.get("login", ""),
        rights=frozenset(claims.get("rights", ())),
        organization_id=UUID(own) if (own := claims.get("organization_id")) else None,
        visible="*" if visible == "*" else _unpacked(visible),
        expires_at=int(claims["exp"]),
        issued_at=float(claims.get("iat", 0)),
        sign_in_id=UUID(sign_in) if (sign_in := claims.get("sid")) else None,
        must=claims.get("must"),
    )


async def identified_principal(request: Request) -> Principal:
    """Who asks, also when he has to change his password first: for the endpoints that lead him there."""
    principal: Principal = await request.app.state.authenticator.principal(request)
    structlog.contextvars.bind_contextvars(principal=principal.login)
    return principal


async def current_principal(principal: Principal = Depends(identified_principal)) -> Principal:
    """Who asks, when nothing stands before his work. Raises PasswordChangeRequired, TotpSetupRequired."""
    if principal.must is not None:
        raise _FIRST.get(principal.must, Forbidden)("Something else has to be done first.")
    return principal


class Require:
    """Dependency that lets through who holds the right; the OpenAPI shows it as `x-right` (service.py)."""

    def __init__(self, right: str) -> None:
        self.right = right

    async def __call__(self, principal: Principal = Depends(current_principal)) -> Principal:
        if not principal.may(self.right):
            raise RightMissing(self.right)
        return principal


def require(right: str) -> Any:
    """`StationReader = Annotated[Principal, Depends(require("stations:read"))]`."""
    return Require(right)


SignedIn = Depends(current_principal)
"""For endpoints that any signed-in person may use."""
