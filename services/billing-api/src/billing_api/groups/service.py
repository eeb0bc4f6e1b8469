"""What a person may do with a group: make it, rename it, choose its members, delete it."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from common.audit import Link
from common.auth import Principal
from common.clock import Clock
from common.etag import check_if_match
from common.ids import uuid7
from sqlalchemy.ext.asyncio import AsyncSession

from billing_api.deeds import Deeds
from billing_api.groups.errors import (
    GroupInUse,
    GroupMembersUnknown,
    GroupNameTaken,
    GroupNotFound,
    GroupOfAnotherOrganization,
)
from billing_api.groups.kinds import GroupKind
from billing_api.groups.repository import Group, GroupRepository
from billing_api.groups.schemas import GroupCreate, GroupRead, GroupUpdate
from billing_api.organizations.models import ROOT_ORGANIZATION_ID


class GroupService:
    def __init__(self, session: AsyncSession, kind: GroupKind, clock: Clock, deeds: Deeds) -> None:
        self._groups, self._kind, self._clock, self._deeds = GroupRepository(session, kind), kind, clock, deeds

    async def _read(self, group: Group) -> GroupRead:
        return GroupRead.of(group, (await self._groups.members([group.id]))[group.id])

    async def get(self, principal: Principal, group_id: UUID) -> GroupRead:
        group = await self._groups.get(principal, group_id)
        if group is None:
            raise GroupNotFound(group_id)
        return await self._read(group)

    async def create(self, principal: Principal, draft: GroupCreate) -> GroupRead:
        organization_id = draft.organization_id or principal.organization_id or ROOT_ORGANIZATION_ID
        if not principal.sees(organization_id):
            raise GroupOfAnotherOrganization(organization_id)
        await self._refuse_taken(organization_id, draft.name, None)
        now = self._clock.now()
        group = self._kind.group(
            id=uuid7(), organization_id=organization_id, name=draft.name, revision=1, created_at=now, modified_at=now
        )
        await self._groups.save(group)
        await self._add(principal, group.id, draft.member_ids)
        made = await self._read(group)
        self._record("created", made, after=made)
        return made

    async def change(
        self, principal: Principal, group_id: UUID, change: GroupUpdate, if_match: str | None
    ) -> GroupRead:
        group = await self._locked(principal, group_id, if_match)
        before = await self._read(group)
        if change.name is not None and change.name != group.name:
            await self._refuse_taken(group.organization_id, change.name, group.id)
            group.name = change.name
        if change.member_ids is not None:
            present = await self._groups.member_ids(group.id)
            await self._add(principal, group.id, [one for one in change.member_ids if one not in present])
            await self._groups.remove(group.id, present - set(change.member_ids))
        group.revision += 1
        group.modified_at = self._clock.now()
        await self._groups.save(group)
        changed = await self._read(group)
        self._record("changed", changed, before=before, after=changed)
        return changed

    async def delete(self, principal: Principal, group_id: UUID, if_match: str | None) -> None:
        """TAR-066: not while a tariff is limited to it."""
        group = await self._locked(principal, group_id, if_match)
        if tariffs := await self._groups.tariffs_of(group.id):
            raise GroupInUse(tariffs)
        gone = await self._read(group)
        self._record("deleted", gone, before=gone)
        await self._groups.delete(group)

    def _record(
        self, deed: str, group: GroupRead, *, before: GroupRead | None = None, after: GroupRead | None = None
    ) -> None:
        link = Link(self._kind.noun, group.id, group.name)
        told = [_told(state) if state else None for state in (before, after)]
        self._deeds.record(f"{self._kind.noun}_{deed}", link, group.organization_id, before=told[0], after=told[1])

    async def _locked(self, principal: Principal, group_id: UUID, if_match: str | None) -> Group:
        group = await self._groups.get(principal, group_id, for_update=True)
        if group is None:
            raise GroupNotFound(group_id)
        check_if_match(if_match, group.revision)
        return group

    async def _add(self, principal: Principal, group_id: UUID, ids: Collection[UUID]) -> None:
        visible = await self._groups.visible(principal, ids) if ids else set()
        if unknown := [one for one in ids if one not in visible]:
            raise GroupMembersUnknown(unknown)
        await self._groups.add(group_id, ids)

    async def _refuse_taken(self, organization_id: UUID, name: str, but: UUID | None) -> None:
        if await self._groups.is_taken(organization_id, name, but):
            raise GroupNameTaken(name)


def _told(group: GroupRead) -> dict[str, Any]:
    return {"name": group.name, "members": ", ".join(member.label for member in group.members)}
