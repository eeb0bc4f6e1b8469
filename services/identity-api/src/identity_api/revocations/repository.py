from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Select, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from identity_api.api_clients.models import ApiClient
from identity_api.sign_in.models import SignIn
from identity_api.users.models import User, user_roles

_GIVING: Final = "select pg_advisory_xact_lock_shared(hashtext('identity-api:access'))"
_TAKING: Final = "select pg_advisory_xact_lock(hashtext('identity-api:access'))"


class AccessRepository:
    """Who is signed in and would be hit by a change; and the lock between giving tokens and taking rights."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def giving(self) -> None:
        """Before rights are read for a token: a change of them waits until the token has been given."""
        await self._session.execute(text(_GIVING))

    async def taking(self) -> None:
        """Before rights of many people change: tokens that are being made come first, and fall under the withdrawal."""
        await self._session.execute(text(_TAKING))

    async def signed_in_with(self, role_id: UUID, now: datetime) -> Sequence[UUID]:
        having = select(user_roles.c.user_id).where(user_roles.c.role_id == role_id)
        return (await self._session.scalars(_signed_in(now).where(SignIn.user_id.in_(having)))).all()

    async def signed_in_of(self, organization_ids: Collection[UUID], now: datetime) -> Sequence[UUID]:
        members = select(User.id).where(User.organization_id.in_(organization_ids))
        return (await self._session.scalars(_signed_in(now).where(SignIn.user_id.in_(members)))).all()

    async def clients_of(self, organization_ids: Collection[UUID]) -> Sequence[UUID]:
        bound = select(ApiClient.id).where(ApiClient.organization_id.in_(organization_ids))
        return (await self._session.scalars(bound)).all()


def _signed_in(now: datetime) -> Select[UUID]:
    return select(SignIn.user_id).where(SignIn.revoked_at.is_(None), SignIn.ends_at > now).distinct()
