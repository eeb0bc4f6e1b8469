"""The public state of users, cards and organisations, as the other services keep it (compacted topics)."""

from uuid import UUID

from common.clock import Clock
from common.outbox import Outbox
from sqlalchemy.ext.asyncio import AsyncSession

from identity_api.credentials.events import CredentialSnapshot
from identity_api.credentials.models import RFID, Credential
from identity_api.db import OutboxMessage
from identity_api.organizations.events import OrganizationSnapshot
from identity_api.organizations.models import Organization
from identity_api.users.events import UserSnapshot
from identity_api.users.models import User

SOURCE = "identity-api"


class Snapshots:
    """Records snapshots in the session of the change; the changed row must be new or locked."""

    def __init__(self, session: AsyncSession, clock: Clock) -> None:
        self._outbox = Outbox(session, OutboxMessage, SOURCE, clock)

    def organization(self, organization: Organization) -> None:
        snapshot = OrganizationSnapshot(
            organization_id=organization.id,
            number=organization.number,
            name=organization.name,
            parent_id=organization.parent_id,
            tax_system=organization.tax_system,
            is_deleted=organization.is_deleted,
        )
        self._outbox.record(snapshot, key=organization.id)

    def user(self, user: User) -> None:
        snapshot = UserSnapshot(
            user_id=user.id,
            login=user.login,
            label=user.label,
            organization_id=user.organization_id,
            is_blocked=user.is_blocked,
            roles=[role.name for role in user.roles],
            allowed_station_ids=user.allowed_station_ids,
            energy_limit_wh=user.energy_limit_wh,
            energy_left_wh=user.energy_left_wh,
        )
        self._outbox.record(snapshot, key=user.id)

    def user_gone(self, user_id: UUID) -> None:
        self._outbox.tombstone(UserSnapshot.topic, user_id)

    def credential(self, credential: Credential, user: User) -> None:
        """Cards only: nothing at a station knows a login."""
        if credential.kind != RFID or credential.hash is None:
            return
        snapshot = CredentialSnapshot(
            credential_id=credential.id,
            kind="rfid",
            hash=credential.hash,
            last4=credential.last4,
            user_id=user.id,
            user_label=user.label,
            organization_id=user.organization_id,
            is_blocked=user.is_blocked,
            expires_at=credential.expires_at,
            allowed_station_ids=user.allowed_station_ids,
            energy_left_wh=user.energy_left_wh,
        )
        self._outbox.record(snapshot, key=credential.id)

    def credential_gone(self, credential: Credential) -> None:
        if credential.kind == RFID:
            self._outbox.tombstone(CredentialSnapshot.topic, credential.id)
