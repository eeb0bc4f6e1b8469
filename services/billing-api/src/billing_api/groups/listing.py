"""The lists of groups, with their members."""

from collections.abc import Sequence
from typing import Final

from common.export import Column
from common.listing import Asking, Listing, Together
from common.lists import ListQuery, ListTable
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncSession

from billing_api.groups.kinds import STATIONS, USERS, GroupKind
from billing_api.groups.repository import Group, GroupRepository
from billing_api.groups.schemas import GroupRead, StationGroupQuery, UserGroupQuery


def _with_members(kind: GroupKind) -> Together:
    async def together(session: AsyncSession, _: Asking, groups: Sequence[Group]) -> Sequence[BaseModel]:
        members = await GroupRepository(session, kind).members([group.id for group in groups])
        return [GroupRead.of(group, members[group.id]) for group in groups]

    return together


def _members(group: GroupRead) -> str:
    return ", ".join(member.label for member in group.members)


def _listing(kind: GroupKind, query: type[ListQuery], members: tuple[str, str]) -> Listing:
    group = kind.group
    return Listing(
        table=ListTable(key=group.id, default="name", sorts={"name": group.name, "modified_at": group.modified_at}),
        entity=group,
        query=query,
        read=GroupRead,
        right="tariffs:read",
        scope=group.organization_id,
        together=_with_members(kind),
        columns=[
            Column("name", "Название", "Name"),
            Column("members", *members, _members),
            Column("created_at", "Создана", "Created", is_moment=True),
            Column("modified_at", "Изменена", "Changed", is_moment=True),
        ],
    )


USER_GROUP_LIST: Final = _listing(USERS, UserGroupQuery, ("Пользователи", "Users"))
STATION_GROUP_LIST: Final = _listing(STATIONS, StationGroupQuery, ("Станции", "Stations"))
