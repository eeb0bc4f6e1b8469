"""Ends sign-ins and withdraws access tokens; every service acts on it within a second (ADR 4)."""

from collections.abc import Collection
from typing import Literal
from uuid import UUID

from common.clock import Clock
from common.outbox import Outbox
from sqlalchemy.ext.asyncio import AsyncSession

from identity_api.db import OutboxMessage
from identity_api.organizations.repository import OrganizationRepository
from identity_api.revocations.events import AccessRevoked
from identity_api.revocations.repository import AccessRepository
from identity_api.sign_in.models import SignIn
from identity_api.sign_in.repository import SignInRepository
from identity_api.snapshots import SOURCE


class Withdrawal:
    """Works in the transaction of the change, with the rows of whom it hits locked."""

    def __init__(self, session: AsyncSession, clock: Clock) -> None:
        self._clock = clock
        self._outbox = Outbox(session, OutboxMessage, SOURCE, clock)
        self._sign_ins, self._access = SignInRepository(session), AccessRepository(session)
        self._organizations = OrganizationRepository(session)

    async def end_sign_ins(self, user_id: UUID) -> None:
        """All of a user: he must sign in again."""
        await self._sign_ins.end_all(user_id, self._clock.now())
        self._record("user", user_id)

    def end_sign_in(self, sign_in: SignIn) -> None:
        sign_in.revoke(self._clock.now())
        self._record("sign_in", sign_in.id)

    def renew_user(self, user_id: UUID) -> None:
        """His sign-ins go on, with the rights that the next refresh finds."""
        self._record("user", user_id)

    def renew_client(self, client_id: UUID) -> None:
        self._record("client", client_id)

    async def before_taking(self) -> None:
        """Call before a change that hits many people."""
        await self._access.taking()

    async def renew_holders_of(self, role_id: UUID) -> None:
        for user_id in await self._access.signed_in_with(role_id, self._clock.now()):
            self._record("user", user_id)

    async def renew_who_sees(self, organization_id: UUID) -> None:
        """The people and programs of this organisation and of those above: what they see has changed."""
        await self._renew_all_of(await self._organizations.line(organization_id))

    async def renew_members_of(self, organization_id: UUID) -> None:
        """The people and programs of this organisation alone."""
        await self._renew_all_of([organization_id])

    async def renew_people_who_see(self, organization_id: UUID) -> None:
        """They see more from now on; a program learns it with its next token, nobody interrupts it for that."""
        line = await self._organizations.line(organization_id)
        for user_id in await self._access.signed_in_of(line, self._clock.now()):
            self._record("user", user_id)

    async def _renew_all_of(self, organization_ids: Collection[UUID]) -> None:
        for user_id in await self._access.signed_in_of(organization_ids, self._clock.now()):
            self._record("user", user_id)
        for client_id in await self._access.clients_of(organization_ids):
            self._record("client", client_id)

    def _record(self, kind: Literal["user", "client", "sign_in"], subject_id: UUID) -> None:
        now = self._clock.now()
        # tokens know milliseconds: one made in this very millisecond, after the change, must not fall under it
        moment = now.replace(microsecond=now.microsecond // 1000 * 1000)
        self._outbox.record(AccessRevoked(kind=kind, subject_id=subject_id, revoked_at=moment), key=subject_id)
