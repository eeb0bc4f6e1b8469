"""Every statement about tariffs."""

from collections.abc import Collection, Iterable, Sequence
from itertools import groupby
from uuid import UUID

from common.auth import Principal
from sqlalchemy import Row, Select, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from billing_api.organizations.models import ROOT_ORGANIZATION_ID
from billing_api.organizations.repository import above, chains
from billing_api.tariffs.models import (
    StationGroup,
    StationGroupMember,
    Tariff,
    TariffVersion,
    UserGroup,
    UserGroupMember,
)
from billing_api.tariffs.selection import Subject, TariffBook, Version
from billing_api.tariffs.terms import TariffTerms


class TariffRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @staticmethod
    def statement(principal: Principal) -> Select[Tariff]:
        """What a principal may read: his organisations' tariffs, and those from above that price their sessions."""
        statement = select(Tariff).where(Tariff.deleted_at.is_(None))
        if principal.visible == "*":
            return statement
        own = Tariff.organization_id.in_({ROOT_ORGANIZATION_ID, principal.organization_id or ROOT_ORGANIZATION_ID})
        inherited = Tariff.organization_id.in_(above(principal.organization_id))
        return statement.where(or_(principal.scope(Tariff.organization_id), own, inherited))

    async def get(self, principal: Principal, tariff_id: UUID, *, for_update: bool = False) -> Tariff | None:
        statement = self.statement(principal).where(Tariff.id == tariff_id)
        tariff: Tariff | None = await self._session.scalar(statement.with_for_update() if for_update else statement)
        return tariff

    async def save(self, tariff: Tariff, version: TariffVersion) -> None:
        self._session.add(tariff)
        await self._session.flush()
        self._session.add(version)
        await self._session.flush()
        await self._session.refresh(tariff, ["modified_at"])

    async def in_force(self, organization_id: UUID) -> Sequence[Tariff]:
        statement = select(Tariff).where(Tariff.organization_id == organization_id, Tariff.is_in_force)
        return (await self._session.scalars(statement.order_by(Tariff.name))).all()

    async def group_names(self, tariffs: Collection[Tariff]) -> dict[UUID, str]:
        """Names of the groups to which these tariffs are limited."""
        user_groups = {one.user_group_id for one in tariffs if one.user_group_id}
        station_groups = {one.station_group_id for one in tariffs if one.station_group_id}
        named = select(UserGroup.id, UserGroup.name).where(UserGroup.id.in_(user_groups))
        others = select(StationGroup.id, StationGroup.name).where(StationGroup.id.in_(station_groups))
        return {row.id: row.name for row in await self._session.execute(named.union_all(others))}

    async def has_groups(self, organization_id: UUID, terms: TariffTerms) -> tuple[bool, bool]:
        """Whether user group and station group, where given, are of this organisation or of one above."""
        chain = (await chains(self._session, [organization_id]))[organization_id]
        return (
            await self._is_group(UserGroup, terms.user_group_id, chain),
            await self._is_group(StationGroup, terms.station_group_id, chain),
        )

    async def _is_group(
        self, group: type[UserGroup | StationGroup], group_id: UUID | None, organization_ids: Collection[UUID]
    ) -> bool:
        wanted = select(group.id).where(group.id == group_id, group.organization_id.in_(organization_ids))
        return group_id is None or await self._session.scalar(wanted) is not None

    async def book(self, subjects: Collection[Subject]) -> TariffBook:
        """All that the selection for these sessions needs, in four statements."""
        tree = await chains(self._session, {subject.organization_id for subject in subjects})
        return TariffBook(
            histories=await self._histories({one for chain in tree.values() for one in chain}),
            chains=tree,
            user_groups=await self._groups_of_users({subject.user_id for subject in subjects if subject.user_id}),
            station_groups=await self._groups_of_stations({subject.station_id for subject in subjects}),
        )

    async def _histories(self, organizations: Collection[UUID]) -> list[list[Version]]:
        rows = await self._session.scalars(
            select(TariffVersion)
            .where(TariffVersion.organization_id.in_(organizations))
            .order_by(TariffVersion.tariff_id, TariffVersion.revision)
        )
        return [[_version(row) for row in history] for _, history in groupby(rows, key=lambda row: row.tariff_id)]

    async def _groups_of_users(self, users: Collection[UUID]) -> dict[UUID, list[UUID]]:
        member = UserGroupMember
        statement = select(member.user_id, member.group_id).where(member.user_id.in_(users))
        return _by_member(await self._session.execute(statement)) if users else {}

    async def _groups_of_stations(self, stations: Collection[UUID]) -> dict[UUID, list[UUID]]:
        member = StationGroupMember
        statement = select(member.station_id, member.group_id).where(member.station_id.in_(stations))
        return _by_member(await self._session.execute(statement))


def _version(row: TariffVersion) -> Version:
    terms = TariffTerms.model_validate(row.terms)
    return Version(row.tariff_id, row.revision, row.organization_id, row.since, terms)


def _by_member(rows: Iterable[Row[UUID, UUID]]) -> dict[UUID, list[UUID]]:
    found: dict[UUID, list[UUID]] = {}
    for member, group in rows:
        found.setdefault(member, []).append(group)
    return found
