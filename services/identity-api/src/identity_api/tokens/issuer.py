"""Access tokens: who it is and what he may do, signed (the claims are read by common.auth)."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal
from uuid import UUID

import jwt
from common.auth import ISSUER, PASSWORD_CHANGE, TOTP_SETUP, packed
from common.clock import Clock
from common.ids import uuid7
from sqlalchemy.ext.asyncio import AsyncSession

from identity_api.api_clients.models import ApiClient
from identity_api.keys.ring import KeyRing
from identity_api.organizations.repository import OrganizationRepository
from identity_api.settings import IdentitySettings
from identity_api.users.models import User, dashboard_rights_of

ALL_ORGANIZATIONS = "organizations:all"


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a token speaks for."""

    id: UUID
    kind: Literal["user", "client"]
    login: str
    rights: frozenset[str]
    organization_id: UUID | None
    sign_in_id: UUID | None = None
    must: str | None = None
    """What he has to do before anything else: password_change | totp_setup."""

    @classmethod
    def of_user(cls, user: User, sign_in_id: UUID) -> "Subject":
        rights = dashboard_rights_of(user.roles)
        return cls(user.id, "user", user.login, rights, user.organization_id, sign_in_id, must_of(user))

    @classmethod
    def of_client(cls, client: ApiClient) -> "Subject":
        rights = frozenset(right.code for right in client.rights if right.opens_dashboard)
        return cls(client.id, "client", client.client_id, rights, client.organization_id)


def must_of(user: User) -> str | None:
    if user.must_change_password:
        return PASSWORD_CHANGE
    return TOTP_SETUP if user.must_set_up_totp else None


class TokenIssuer:
    def __init__(self, session: AsyncSession, clock: Clock, settings: IdentitySettings) -> None:
        self._clock = clock
        self._keys = KeyRing(session, clock, settings)
        self._organizations = OrganizationRepository(session)

    async def issue(self, subject: Subject, lifetime: timedelta, csrf: str = "") -> str:
        """A JWT; `csrf` is the value of the readable cookie that unsafe requests must repeat."""
        signer = await self._keys.signer()
        claims = await self._claims(subject, lifetime) | {"csrf": hashlib.sha256(csrf.encode()).hexdigest()}
        return jwt.encode(claims, signer.private, algorithm="EdDSA", headers={"kid": signer.key_id})

    async def _claims(self, subject: Subject, lifetime: timedelta) -> dict[str, Any]:
        now = self._clock.now()
        claims = {
            "iss": ISSUER,
            "sub": str(subject.id),
            "jti": uuid7().hex,
            # milliseconds: a token made just after a revocation must not look older than it
            "iat": int(now.timestamp() * 1000) / 1000,
            "exp": int((now + lifetime).timestamp()),
            "kind": subject.kind,
            "login": subject.login,
            "rights": sorted(subject.rights),
            "organization_id": str(subject.organization_id) if subject.organization_id else None,
            "organizations": await self._visible(subject),
        }
        optional = {"sid": str(subject.sign_in_id) if subject.sign_in_id else None, "must": subject.must}
        return claims | {name: value for name, value in optional.items() if value is not None}

    async def _visible(self, subject: Subject) -> str:
        if ALL_ORGANIZATIONS in subject.rights:
            return "*"
        if subject.organization_id is None:
            return packed([])
        return packed(await self._organizations.subtree(subject.organization_id))
