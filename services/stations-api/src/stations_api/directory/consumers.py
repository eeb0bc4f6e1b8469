"""Keeps the copies of users, organisations, debtors: a batch is folded to the last word on each, then saved at once."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from common.consumer import ConsumerSpec, Handler
from common.events import TOMBSTONE, Envelope
from common.service import Runtime
from pydantic import BaseModel, ConfigDict
from sqlalchemy.ext.asyncio import AsyncSession

from stations_api.directory.forgetting import forget_names
from stations_api.directory.models import DebtorCopy, OrganizationCopy, UserCopy
from stations_api.directory.repository import DirectoryRepository


class OrganizationTold(BaseModel):
    """Our view of `organization.snapshot.v1`."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)
    type: ClassVar = "organization.snapshot.v1"

    number: str
    name: str
    parent_id: UUID | None = None


class UserTold(BaseModel):
    """Our view of `user.snapshot.v1`."""

    model_config = ConfigDict(extra="ignore")
    type: ClassVar = "user.snapshot.v1"

    login: str
    label: str
    organization_id: UUID | None = None
    is_blocked: bool = False
    roles: list[str] | None = None


class DebtorTold(BaseModel):
    """Our view of `debtor.snapshot.v1`."""

    model_config = ConfigDict(extra="ignore")
    type: ClassVar = "debtor.snapshot.v1"

    amount: Decimal
    currency: str


Told = type[OrganizationTold] | type[UserTold] | type[DebtorTold]


class CopyUnit:
    """One batch of a compacted topic: the key is the id, null ends it."""

    def __init__(self, session: AsyncSession, table: type[Any], told: Told) -> None:
        self._session, self._directory, self._table, self._told = session, DirectoryRepository(session), table, told
        self._rows: dict[UUID, Mapping[str, Any] | None] = {}

    @property
    def handlers(self) -> Mapping[str, Handler]:
        return {self._told.type: self._keep, TOMBSTONE: self._forget}

    async def finish(self) -> None:
        await self._directory.replace(self._table, self._rows)

    async def _keep(self, envelope: Envelope) -> None:
        told = self._told.model_validate(envelope.data)
        self._rows[UUID(envelope.key)] = {**told.model_dump(), "told_at": envelope.time}

    async def _forget(self, envelope: Envelope) -> None:
        self._rows[UUID(envelope.key)] = None


class PeopleUnit(CopyUnit):
    """Whoever is deleted is forgotten by name, too, where he is named."""

    async def finish(self) -> None:
        if gone := [key for key, row in self._rows.items() if row is None]:
            await forget_names(self._session, gone)
        await super().finish()


def organizations_consumer(_: Runtime) -> ConsumerSpec:
    return ConsumerSpec(
        "stations.organizations",
        ["organizations"],
        lambda session: CopyUnit(session, OrganizationCopy, OrganizationTold),
    )


def users_consumer(_: Runtime) -> ConsumerSpec:
    return ConsumerSpec("stations.users", ["users"], lambda session: PeopleUnit(session, UserCopy, UserTold))


def debtors_consumer(_: Runtime) -> ConsumerSpec:
    return ConsumerSpec("stations.debtors", ["debtors"], lambda session: CopyUnit(session, DebtorCopy, DebtorTold))
