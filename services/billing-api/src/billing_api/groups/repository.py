"""Every statement about groups of one kind."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from common.auth import Principal
from sqlalchemy import Select, delete, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from billing_api.groups.errors import GroupNameTaken
from billing_api.groups.kinds import GroupKind
from billing_api.tariffs.models import StationGroup, Tariff, UserGroup

Group = UserGroup | StationGroup
Member = tuple[UUID, str]
"""(id, login or number)"""


class GroupRepository:
    def __init__(self, session: AsyncSession, kind: GroupKind) -> None:
        self._session, self._kind = session, kind

    def statement(self, principal: Principal) -> Select[Group]:
        """The groups that the principal may see."""
        group: Any = self._kind.group
        return select(group).where(principal.scope(group.organization_id))

    async def get(self, principal: Principal, group_id: UUID, *, for_update: bool = False) -> Group | None:
        statement = self.statement(principal).where(self._kind.group.id == group_id)
        group: Group | None = await self._session.scalar(statement.with_for_update() if for_update else statement)
        return group

    async def is_taken(self, organization_id: UUID, name: str, but: UUID | None) -> bool:
        group = self._kind.group
        statement = select(group.id).where(group.organization_id == organization_id, group.name == name)
        return await self._session.scalar(statement.where(group.id != but)) is not None

    async def members(self, groups: Collection[UUID]) -> dict[UUID, list[Member]]:
        """Per group its known members by their labels."""
        kind = self._kind
        statement = (
            select(kind.membership.group_id, kind.member.id, kind.label)
            .join(kind.member, kind.member.id == kind.member_id)
            .where(kind.membership.group_id.in_(groups))
            .order_by(kind.label)
        )
        found: dict[UUID, list[Member]] = {group: [] for group in groups}
        for group_id, member_id, label in await self._session.execute(statement):
            found[group_id].append((member_id, label))
        return found

    async def member_ids(self, group_id: UUID) -> set[UUID]:
        """Those too whose user or station is gone from our copy."""
        kind = self._kind
        return set(await self._session.scalars(select(kind.member_id).where(kind.membership.group_id == group_id)))

    async def visible(self, principal: Principal, ids: Collection[UUID]) -> set[UUID]:
        member = self._kind.member
        statement = select(member.id).where(member.id.in_(ids), principal.scope(member.organization_id))
        return set(await self._session.scalars(statement))

    async def add(self, group_id: UUID, ids: Collection[UUID]) -> None:
        if ids:
            rows = [{"group_id": group_id, self._kind.member_id.key: one} for one in ids]
            await self._session.execute(insert(self._kind.membership), rows)

    async def remove(self, group_id: UUID, ids: Collection[UUID]) -> None:
        kind = self._kind
        where = (kind.membership.group_id == group_id, kind.member_id.in_(ids))
        await self._session.execute(delete(kind.membership).where(*where))

    async def tariffs_of(self, group_id: UUID) -> Sequence[str]:
        statement = select(Tariff.name).where(self._kind.used_by == group_id).order_by(Tariff.name)
        return (await self._session.scalars(statement)).all()

    async def save(self, group: Group) -> None:
        self._session.add(group)
        try:
            await self._session.flush()
            await self._session.refresh(group, ["modified_at"])
        except IntegrityError as error:  # somebody else took the name since we looked
            raise GroupNameTaken(group.name) from error

    async def delete(self, group: Group) -> None:
        await self._session.delete(group)
        await self._session.flush()
