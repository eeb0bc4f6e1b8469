"""OAuth2 client credentials (RFC 6749, 4.4), throttled like a person's sign-in."""

from common.audit import Audit, Link
from common.clock import Clock
from common.db import Sessions
from common.outbox import Outbox

from identity_api.api_clients.errors import OAuthRefusal
from identity_api.api_clients.models import ApiClient
from identity_api.api_clients.repository import ApiClientRepository
from identity_api.api_clients.schemas import AccessToken
from identity_api.db import OutboxMessage
from identity_api.passwords.hashing import PASSWORDS
from identity_api.revocations.repository import AccessRepository
from identity_api.settings import IdentitySettings
from identity_api.sign_in.throttle import Throttle
from identity_api.snapshots import SOURCE
from identity_api.tokens.issuer import Subject, TokenIssuer


class ClientTokenService:
    def __init__(self, sessions: Sessions, clock: Clock, settings: IdentitySettings, visitor: Audit) -> None:
        self._sessions, self._clock, self._settings, self._visitor = sessions, clock, settings, visitor
        self._throttle = Throttle(sessions, clock)

    async def token(self, client_id: str, client_secret: str) -> AccessToken:
        """Raises OAuthRefusal (invalid_client) or TooManyAttempts."""
        account, address = f"client/{client_id}", self._visitor.address or "unknown"
        await self._throttle.begin(account, address)
        async with self._sessions() as session:
            client = await ApiClientRepository(session).of_client_id(client_id)
        is_right = await self._is_secret_of(client, client_secret)
        if client is None or not is_right or not client.is_alive(self._clock.now()):
            await self._record_refusal(client, is_right=is_right)
            raise OAuthRefusal("invalid_client", "The client id or its secret is wrong.", 401)
        await self._throttle.forgive(account, address)
        return await self._issue(client)

    async def _record_refusal(self, client: ApiClient | None, *, is_right: bool) -> None:
        """Of a client that is not there the typed id is not kept: it may be anything."""
        why = "client_expired" if is_right else "invalid_client"
        link = Link("api_client", client.id, client.name) if client else Link()
        owner = client.organization_id if client else None
        who = self._visitor.named(client.client_id if client else "", owner)
        async with self._sessions.begin() as session:
            outbox = Outbox(session, OutboxMessage, SOURCE, self._clock)
            who.record(
                outbox, "sign_in_failed", link, organization_id=owner, arguments={"reason": why}, result="refused"
            )

    async def _is_secret_of(self, client: ApiClient | None, secret: str) -> bool:
        """Costs as much for a client that does not exist."""
        hashes = client.secrets_at(self._clock.now()) if client else [None]
        return any([await PASSWORDS.verify(stored, secret) for stored in hashes])

    async def _issue(self, client: ApiClient) -> AccessToken:
        lifetime = self._settings.client_token_lifetime
        async with self._sessions.begin() as session:
            await AccessRepository(session).giving()
            clients = ApiClientRepository(session)
            # as it is now: while its secret was checked it may have lost a right
            renewed = await clients.of_client_id(client.client_id)
            if renewed is None or not renewed.is_alive(self._clock.now()):
                raise OAuthRefusal("invalid_client", "The client id or its secret is wrong.", 401)
            issuer = TokenIssuer(session, self._clock, self._settings)
            token = await issuer.issue(Subject.of_client(renewed), lifetime)
            await clients.was_used(client.id, self._clock.now())
        return AccessToken(access_token=token, expires_in=int(lifetime.total_seconds()))
