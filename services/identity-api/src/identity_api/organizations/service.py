from uuid import UUID

from common.auth import Principal
from common.clock import Clock
from common.etag import check_if_match
from sqlalchemy.ext.asyncio import AsyncSession

from identity_api.journal import Journal, picture_of_organization
from identity_api.organizations.errors import (
    OrganizationBelowItself,
    OrganizationNotFound,
    OrganizationRequired,
    OrganizationStays,
    OrganizationUnknown,
)
from identity_api.organizations.models import ROOT_ID, Organization
from identity_api.organizations.repository import OrganizationRepository
from identity_api.organizations.schemas import OrganizationCreate, OrganizationUpdate
from identity_api.revocations.service import Withdrawal
from identity_api.snapshots import Snapshots


class OrganizationService:
    def __init__(self, session: AsyncSession, clock: Clock, journal: Journal) -> None:
        self._session, self._clock, self._journal = session, clock, journal
        self._organizations, self._snapshots = OrganizationRepository(session), Snapshots(session, clock)
        self._withdrawal = Withdrawal(session, clock)

    async def get(self, principal: Principal, organization_id: UUID) -> Organization:
        organization = await self._organizations.find(principal, organization_id)
        if organization is None:
            raise OrganizationNotFound(organization_id)
        return organization

    async def create(self, principal: Principal, wanted: OrganizationCreate) -> Organization:
        fields = wanted.model_dump(exclude={"parent_id"}) | {"name": wanted.name or wanted.legal_name}
        number, now = await self._organizations.next_number(), self._clock.now()
        organization = Organization(**fields, number=number, changed_at=now)
        organization.parent_id = await place_for(self._organizations, principal, wanted.parent_id)
        self._organizations.add(organization)
        await self._session.flush()
        self._snapshots.organization(organization)
        self._journal.organization("organization_created", organization, after=picture_of_organization(organization))
        if organization.parent_id is not None:
            # who made it, and those above, see it in the token that they get next
            await self._withdrawal.before_taking()
            await self._withdrawal.renew_people_who_see(organization.parent_id)
        return organization

    async def change(
        self, principal: Principal, organization_id: UUID, wanted: OrganizationUpdate, if_match: str | None
    ) -> Organization:
        organization = await self._living(principal, organization_id)
        check_if_match(if_match, organization.revision)
        before = picture_of_organization(organization)
        given = wanted.model_dump(exclude_unset=True, exclude={"parent_id"})
        for name, value in given.items():
            if value is not None:
                setattr(organization, name, value)
        organization.name = organization.name or organization.legal_name
        if "parent_id" in wanted.model_fields_set and wanted.parent_id != organization.parent_id:
            await self._move(principal, organization, wanted.parent_id)
        organization.touch(self._clock.now())
        self._snapshots.organization(organization)
        after = picture_of_organization(organization)
        self._journal.organization("organization_changed", organization, before, after)
        return organization

    async def delete(self, principal: Principal, organization_id: UUID) -> None:
        """It leaves the directory; what is bound to its id stays bound, those below it move up (DIR-067)."""
        organization = await self._living(principal, organization_id)
        if organization_id in {ROOT_ID, principal.organization_id}:
            raise OrganizationStays("This organisation cannot be deleted.")
        self._journal.organization("organization_deleted", organization, before=picture_of_organization(organization))
        await self._withdrawal.before_taking()
        # those below are taken out of its people's sight
        await self._withdrawal.renew_members_of(organization_id)
        now = self._clock.now()
        for child in await self._organizations.children(organization_id):
            child.parent_id = organization.parent_id
            child.touch(now)
            self._snapshots.organization(child)
        organization.delete(now)
        self._snapshots.organization(organization)

    async def _living(self, principal: Principal, organization_id: UUID) -> Organization:
        await self._organizations.lock_tree()
        organization = await self._organizations.find(principal, organization_id, lock=True)
        if organization is None or organization.is_deleted:
            raise OrganizationNotFound(organization_id)
        return organization

    async def _move(self, principal: Principal, organization: Organization, parent_id: UUID | None) -> None:
        """Nobody moves his own organisation, nor one out of his sight."""
        if organization.id == principal.organization_id and principal.visible != "*":
            raise OrganizationStays("Your own organisation stays where it is.")
        if parent_id is None and principal.visible != "*":
            raise OrganizationRequired("Only who sees all organisations takes one out of them.")
        if parent_id is not None and parent_id in await self._organizations.subtree(organization.id):
            raise OrganizationBelowItself("An organisation cannot stand below itself.")
        await self._withdrawal.before_taking()
        await self._withdrawal.renew_who_sees(organization.id)
        organization.parent_id = await place_for(self._organizations, principal, parent_id)
        await self._session.flush()
        await self._withdrawal.renew_who_sees(organization.id)


async def place_for(organizations: OrganizationRepository, principal: Principal, wanted: UUID | None) -> UUID | None:
    """Where a new thing goes: the organisation asked for, else the principal's own, else (who sees all) none."""
    if wanted is None:
        return None if principal.visible == "*" else _own(principal)
    found = await organizations.find(principal, wanted)
    if found is None or found.is_deleted:
        raise OrganizationUnknown(wanted)
    return wanted


def _own(principal: Principal) -> UUID:
    if principal.organization_id is None:
        raise OrganizationRequired("Name an organisation.")
    return principal.organization_id
