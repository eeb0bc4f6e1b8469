import secrets
from uuid import UUID

from common.auth import Principal
from common.clock import Clock
from common.etag import check_if_match
from sqlalchemy.ext.asyncio import AsyncSession

from identity_api.api_clients.errors import ApiClientNotFound, MachineClientStays
from identity_api.api_clients.models import ApiClient
from identity_api.api_clients.repository import ApiClientRepository
from identity_api.api_clients.schemas import ApiClientCreate, ApiClientRead, ApiClientSecret, ApiClientUpdate
from identity_api.journal import Journal, picture_of_client
from identity_api.organizations.repository import OrganizationRepository
from identity_api.organizations.service import place_for
from identity_api.passwords.hashing import PASSWORDS
from identity_api.revocations.service import Withdrawal
from identity_api.rights.repository import RightRepository
from identity_api.roles.grants import check_rights_within, grantable_rights
from identity_api.settings import IdentitySettings

_SECRET_BYTES = 32


class ApiClientService:
    """Nobody makes a program stronger than himself, nor touches one that is."""

    def __init__(self, session: AsyncSession, clock: Clock, settings: IdentitySettings, journal: Journal) -> None:
        self._clock, self._settings, self._journal = clock, settings, journal
        self._clients, self._rights = ApiClientRepository(session), RightRepository(session)
        self._organizations, self._withdrawal = OrganizationRepository(session), Withdrawal(session, clock)

    async def get(self, principal: Principal, client_id: UUID) -> ApiClient:
        client = await self._clients.find(principal, client_id)
        if client is None:
            raise ApiClientNotFound(client_id)
        return client

    async def create(self, principal: Principal, wanted: ApiClientCreate) -> ApiClientSecret:
        secret = secrets.token_urlsafe(_SECRET_BYTES)
        client = ApiClient(
            client_id=f"client-{secrets.token_hex(8)}",
            name=wanted.name,
            secret_hash=await PASSWORDS.hash(secret),
            expires_at=wanted.expires_at,
        )
        client.rights = list(await grantable_rights(self._rights, principal, wanted.rights))
        client.organization_id = await place_for(self._organizations, principal, wanted.organization_id)
        await self._clients.save(client)
        self._journal.client("api_client_created", client, after=picture_of_client(client))
        return _with_secret(client, secret)

    async def change(
        self, principal: Principal, client_id: UUID, wanted: ApiClientUpdate, if_match: str | None
    ) -> ApiClient:
        client = await self._touched(principal, client_id, if_match)
        before = picture_of_client(client)
        if wanted.rights is not None:
            client.rights = list(await grantable_rights(self._rights, principal, wanted.rights))
        if "organization_id" in wanted.model_fields_set and wanted.organization_id != client.organization_id:
            client.organization_id = await place_for(self._organizations, principal, wanted.organization_id)
        if "expires_at" in wanted.model_fields_set:
            client.expires_at = wanted.expires_at
        if wanted.is_active is not None:
            client.is_active = wanted.is_active
        client.name = wanted.name or client.name
        await self._clients.save(client)
        self._withdrawal.renew_client(client.id)
        self._journal.client("api_client_changed", client, before, picture_of_client(client))
        return client

    async def rotate(self, principal: Principal, client_id: UUID) -> ApiClientSecret:
        """A new secret; the old one works for a while, so that the program can be given the new one."""
        client = await self._touched(principal, client_id)
        secret = secrets.token_urlsafe(_SECRET_BYTES)
        client.previous_secret_hash = client.secret_hash
        client.previous_secret_until = self._clock.now() + self._settings.client_secret_overlap
        client.secret_hash = await PASSWORDS.hash(secret)
        await self._clients.save(client)
        self._journal.client("api_client_rotated", client)
        return _with_secret(client, secret)

    async def delete(self, principal: Principal, client_id: UUID) -> None:
        client = await self._touched(principal, client_id)
        self._journal.client("api_client_deleted", client, before=picture_of_client(client))
        await self._clients.remove(client)
        self._withdrawal.renew_client(client.id)

    async def _touched(self, principal: Principal, client_id: UUID, if_match: str | None = None) -> ApiClient:
        client = await self._clients.find(principal, client_id, lock=True)
        if client is None:
            raise ApiClientNotFound(client_id)
        if client.is_machine:
            raise MachineClientStays("The installation's own client is set by its operator.")
        check_if_match(if_match, client.revision)
        check_rights_within(principal, client.rights)
        client.revision += 1
        return client


def _with_secret(client: ApiClient, secret: str) -> ApiClientSecret:
    return ApiClientSecret(**ApiClientRead.of(client).model_dump(), secret=secret)
