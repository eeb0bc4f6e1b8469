"""The two kinds of groups: alike in everything but whom they gather."""

from dataclasses import dataclass
from typing import Any

from billing_api.directory.models import Station, User
from billing_api.tariffs.models import StationGroup, StationGroupMember, Tariff, UserGroup, UserGroupMember


@dataclass(frozen=True)
class GroupKind:
    """`member_id` is the column of the membership, `label` what a member is called in lists."""

    noun: str
    group: type[UserGroup | StationGroup]
    membership: type[UserGroupMember | StationGroupMember]
    member_id: Any
    member: type[User | Station]
    label: Any
    used_by: Any
    """The tariff's column that names the group."""


USERS = GroupKind(
    noun="user_group",
    group=UserGroup,
    membership=UserGroupMember,
    member_id=UserGroupMember.user_id,
    member=User,
    label=User.login,
    used_by=Tariff.user_group_id,
)
STATIONS = GroupKind(
    noun="station_group",
    group=StationGroup,
    membership=StationGroupMember,
    member_id=StationGroupMember.station_id,
    member=Station,
    label=Station.number,
    used_by=Tariff.station_group_id,
)
