"""Keeps the replica: topic `organizations` of identity-api."""

from collections.abc import Mapping
from uuid import UUID

from common.consumer import ConsumerSpec, Handler
from common.events import TOMBSTONE, Envelope
from pydantic import BaseModel
from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from billing_api.organizations.models import Organization


class OrganizationSnapshot(BaseModel):
    """What we need of organization.snapshot.v1."""

    organization_id: UUID
    name: str
    tax_system: str | None = None
    parent_id: UUID | None = None


class OrganizationUnit:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @property
    def handlers(self) -> Mapping[str, Handler]:
        return {"organization.snapshot.v1": self._keep, TOMBSTONE: self._forget}

    async def finish(self) -> None:
        """Each message is written at once: there are few."""

    async def _keep(self, envelope: Envelope) -> None:
        told = OrganizationSnapshot.model_validate(envelope.data)
        values = told.model_dump(exclude={"organization_id"})
        statement = insert(Organization).values(id=told.organization_id, **values)
        await self._session.execute(statement.on_conflict_do_update(index_elements=[Organization.id], set_=values))

    async def _forget(self, envelope: Envelope) -> None:
        await self._session.execute(delete(Organization).where(Organization.id == UUID(envelope.key)))


ORGANIZATIONS = ConsumerSpec(name="billing.organizations", topics=["organizations"], unit=OrganizationUnit)
