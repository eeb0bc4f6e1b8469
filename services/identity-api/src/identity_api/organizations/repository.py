from collections.abc import Sequence
from uuid import UUID

from common.auth import Principal
from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from identity_api.organizations.models import Organization, number_sequence

_TREE_LOCK = "select pg_advisory_xact_lock(hashtext('identity-api:organizations'))"


class OrganizationRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def find(self, principal: Principal, organization_id: UUID, *, lock: bool = False) -> Organization | None:
        scoped = select(Organization).where(Organization.id == organization_id, principal.scope(Organization.id))
        return (await self._session.scalars(scoped.with_for_update() if lock else scoped)).first()

    async def children(self, organization_id: UUID) -> Sequence[Organization]:
        """Locked: they move to another parent."""
        below = select(Organization).where(Organization.parent_id == organization_id).order_by(Organization.id)
        return (await self._session.scalars(below.with_for_update())).all()

    async def lock_tree(self) -> None:
        """Two moves at once could make a circle."""
        await self._session.execute(text(_TREE_LOCK))

    async def subtree(self, root: UUID) -> list[UUID]:
        """The organisation itself and all below it."""
        tree = select(Organization.id).where(Organization.id == root).cte("tree", recursive=True)
        below = select(Organization.id).join(tree, Organization.parent_id == tree.c.id)
        return list(await self._session.scalars(select(tree.union(below).c.id)))

    async def line(self, organization_id: UUID) -> list[UUID]:
        """The organisation itself and all above it: whose people see it."""
        start = select(Organization.id, Organization.parent_id).where(Organization.id == organization_id)
        line = start.cte("line", recursive=True)
        above = select(Organization.id, Organization.parent_id).join(line, Organization.id == line.c.parent_id)
        return list(await self._session.scalars(select(line.union(above).c.id)))

    async def next_number(self) -> str:
        return str(await self._session.scalar(select(func.nextval(number_sequence.name))))

    def add(self, organization: Organization) -> None:
        self._session.add(organization)
