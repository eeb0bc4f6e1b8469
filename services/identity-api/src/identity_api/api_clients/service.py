import secrets

from common.auth import Principal
from common.clock import Clock
from common.db import Sessions
from sqlalchemy.ext.asyncio import AsyncSession

from identity_api.api_clients.errors import OAuthRefusal
from identity_api.api_clients.models import ApiClient
from identity_api.api_clients.repository import ApiClientRepository
from identity_api.api_clients.schemas import AccessToken, ApiClientCreate, ApiClientCreated, ApiClientRead
from identity_api.organizations.repository import OrganizationRepository
from identity_api.organizations.service import place_for
from identity_api.passwords.hashing import PASSWORDS
from identity_api.roles.grants import grantable
from identity_api.roles.repository import RoleRepository
from identity_api.settings import IdentitySettings
from identity_api.sign_in.throttle import Throttle
from identity_api.tokens.issuer import Subject, TokenIssuer


class ApiClientService:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._clients, self._roles = ApiClientRepository(session), RoleRepository(session)
        self._organizations = OrganizationRepository(session)

    async def create(self, principal: Principal, wanted: ApiClientCreate) -> ApiClientCreated:
        secret = secrets.token_urlsafe(32)
        client = ApiClient(
            client_id=f"client-{secrets.token_hex(8)}", name=wanted.name, secret_hash=await PASSWORDS.hash(secret)
        )
        client.roles = list(await grantable(self._roles, principal, wanted.roles))
        client.organization_id = await place_for(self._organizations, principal, wanted.organization_id)
        await self._clients.add(client)
        read = ApiClientRead.model_validate(client)
        return ApiClientCreated(**read.model_dump(), client_secret=secret)


class ClientTokenService:
    """OAuth2 client credentials (RFC 6749, 4.4), throttled like a person's sign-in."""

    def __init__(self, sessions: Sessions, clock: Clock, settings: IdentitySettings) -> None:
        self._sessions, self._clock, self._settings = sessions, clock, settings
        self._throttle = Throttle(sessions, clock)

    async def token(self, client_id: str, client_secret: str, address: str) -> AccessToken:
        """Raises OAuthRefusal (invalid_client) or TooManyAttempts."""
        account = f"client/{client_id}"
        await self._throttle.begin(account, address)
        async with self._sessions() as session:
            client = await ApiClientRepository(session).of_client_id(client_id)
        is_right = await PASSWORDS.verify(client.secret_hash if client else None, client_secret)
        if client is None or not is_right:
            raise OAuthRefusal("invalid_client", "The client id or its secret is wrong.", 401)
        await self._throttle.forgive(account, address)
        return await self._issue(client)

    async def _issue(self, client: ApiClient) -> AccessToken:
        lifetime = self._settings.client_token_lifetime
        async with self._sessions.begin() as session:
            issuer = TokenIssuer(session, self._clock, self._settings)
            token = await issuer.issue(Subject.of_client(client), lifetime)
        return AccessToken(access_token=token, expires_in=int(lifetime.total_seconds()))
