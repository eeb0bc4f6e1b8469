from uuid import UUID

from common.auth import Principal
from common.lists import ListTable, PageInfo
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from identity_api.organizations.models import Organization, number_sequence
from identity_api.organizations.schemas import OrganizationQuery

ORGANIZATIONS = ListTable(
    key=Organization.id, default="number", sorts={"number": Organization.number, "name": Organization.name}
)


class OrganizationRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def page(self, principal: Principal, query: OrganizationQuery) -> tuple[list[Organization], PageInfo]:
        return await ORGANIZATIONS.page(
            self._session, select(Organization).where(principal.scope(Organization.id)), query
        )

    async def find(self, principal: Principal, organization_id: UUID) -> Organization | None:
        found = await self._session.scalars(
            select(Organization).where(Organization.id == organization_id, principal.scope(Organization.id))
        )
        return found.first()

    async def subtree(self, root: UUID) -> list[UUID]:
        """The organisation itself and all below it."""
        tree = select(Organization.id).where(Organization.id == root).cte("tree", recursive=True)
        below = select(Organization.id).join(tree, Organization.parent_id == tree.c.id)
        return list(await self._session.scalars(select(tree.union(below).c.id)))

    async def next_number(self) -> str:
        return str(await self._session.scalar(select(func.nextval(number_sequence.name))))

    def add(self, organization: Organization) -> None:
        self._session.add(organization)
