from uuid import UUID

from common.auth import Principal
from common.clock import Clock
from sqlalchemy.ext.asyncio import AsyncSession

from identity_api.organizations.errors import OrganizationNotFound, OrganizationRequired
from identity_api.organizations.models import Organization
from identity_api.organizations.repository import OrganizationRepository
from identity_api.organizations.schemas import OrganizationCreate
from identity_api.snapshots import Snapshots


class OrganizationService:
    def __init__(self, session: AsyncSession, clock: Clock) -> None:
        self._session = session
        self._organizations, self._snapshots = OrganizationRepository(session), Snapshots(session, clock)

    async def create(self, principal: Principal, wanted: OrganizationCreate) -> Organization:
        parent_id = await place_for(self._organizations, principal, wanted.parent_id)
        organization = Organization(
            number=await self._organizations.next_number(), name=wanted.name, parent_id=parent_id
        )
        self._organizations.add(organization)
        await self._session.flush()
        self._snapshots.organization(organization)
        return organization


async def place_for(organizations: OrganizationRepository, principal: Principal, wanted: UUID | None) -> UUID | None:
    """Where a new thing goes: the organisation asked for, else the principal's own, else (who sees all) none."""
    if wanted is None:
        return None if principal.visible == "*" else _own(principal)
    if await organizations.find(principal, wanted) is None:
        raise OrganizationNotFound(wanted)
    return wanted


def _own(principal: Principal) -> UUID:
    if principal.organization_id is None:
        raise OrganizationRequired("Name an organisation.")
    return principal.organization_id
