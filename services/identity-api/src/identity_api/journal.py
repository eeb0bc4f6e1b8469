"""Who did what to people, roles and organisations, for the security log: in the transaction of the deed."""

from collections.abc import Mapping
from typing import Annotated, Any

from common.audit import Audit, AuditDep, Link, Result
from common.clock import Clock
from common.db import SessionDep
from common.ids import neutral_name
from common.outbox import Outbox
from fastapi import Depends, Request
from sqlalchemy.ext.asyncio import AsyncSession

from identity_api.api_clients.models import ApiClient
from identity_api.credentials.models import Credential
from identity_api.db import OutboxMessage
from identity_api.organizations.models import ERASED, Organization
from identity_api.roles.models import Role
from identity_api.snapshots import SOURCE
from identity_api.users.models import User

Picture = Mapping[str, Any]
_OF_USER = ("login", "first_name", "last_name", "patronymic", "phone", "email", "status", "energy_limit_wh")
_OF_CLIENT = ("name", "client_id", "is_active", "expires_at")
_OF_ORGANIZATION = ("name", "legal_name", "type", "tax_system", *ERASED)


class Journal:
    """`before` and `after` are pictures made by the functions below; only what differs is kept."""

    def __init__(self, session: AsyncSession, clock: Clock, audit: Audit) -> None:
        self._outbox, self._audit = Outbox(session, OutboxMessage, SOURCE, clock), audit

    def user(
        self,
        operation: str,
        user: User,
        before: Picture | None = None,
        after: Picture | None = None,
        result: Result = "done",
    ) -> None:
        link, owner = Link("user", user.id, user.login), user.organization_id
        self._audit.record(
            self._outbox, operation, link, organization_id=owner, before=before, after=after, result=result
        )

    def user_deleted(self, user: User) -> None:
        """Under a name that tells nothing of him: the log cannot be changed afterwards."""
        link = Link("user", user.id, neutral_name(user.id))
        self._audit.record(self._outbox, "user_deleted", link, organization_id=user.organization_id)

    def credential(self, operation: str, credential: Credential, user: User) -> None:
        link = Link("credential", credential.id, f"••••{credential.last4}")
        whose = {"user_id": user.id, "login": user.login}
        self._audit.record(self._outbox, operation, link, organization_id=user.organization_id, arguments=whose)

    def role(self, operation: str, role: Role, before: Picture | None = None, after: Picture | None = None) -> None:
        link = Link("role", role.id, role.name)
        self._audit.record(self._outbox, operation, link, before=before, after=after)

    def organization(
        self, operation: str, organization: Organization, before: Picture | None = None, after: Picture | None = None
    ) -> None:
        link = Link("organization", organization.id, f"{organization.name} ({organization.number})")
        own = organization.id
        self._audit.record(self._outbox, operation, link, organization_id=own, before=before, after=after)

    def client(
        self, operation: str, client: ApiClient, before: Picture | None = None, after: Picture | None = None
    ) -> None:
        link, owner = Link("api_client", client.id, client.name), client.organization_id
        self._audit.record(self._outbox, operation, link, organization_id=owner, before=before, after=after)


def picture_of_user(user: User) -> Picture:
    return {
        **_plain(user, _OF_USER),
        "roles": [role.name for role in user.roles],
        "organization": user.organization.number if user.organization else None,
        "allowed_stations": [station.number for station in user.allowed_stations],
    }


def picture_of_role(role: Role) -> Picture:
    return {"name": role.name, "rights": role.right_codes, "requires_totp": role.requires_totp}


def picture_of_organization(organization: Organization) -> Picture:
    return {**_plain(organization, _OF_ORGANIZATION), "parent_id": organization.parent_id}


def picture_of_client(client: ApiClient) -> Picture:
    return {
        **_plain(client, _OF_CLIENT),
        "rights": client.right_codes,
        "organization_id": client.organization_id,
    }


def _plain(thing: object, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(thing, name) for name in names}


def _journal(request: Request, session: SessionDep, audit: AuditDep) -> Journal:
    return Journal(session, request.app.state.clock, audit)


JournalDep = Annotated[Journal, Depends(_journal)]
