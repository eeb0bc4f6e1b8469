"""Groups on the wire; the same shape for users and stations."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from common.lists import ListQuery, Where
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from billing_api.tariffs.models import StationGroup, UserGroup

Name = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=250),
    Field(examples=["Станции по 19р по всем коннекторам"]),
]


def _each_once(ids: list[UUID]) -> list[UUID]:
    return list(dict.fromkeys(ids))


MemberIds = Annotated[list[UUID], Field(max_length=10_000), AfterValidator(_each_once)]


class GroupCreate(BaseModel):
    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"name": "Такси", "member_ids": []}})

    name: Name
    member_ids: MemberIds = Field(default_factory=list)
    organization_id: UUID | None = None
    """Default: the caller's own, else the root organisation."""


class GroupUpdate(BaseModel):
    """Only what is sent changes."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"name": "Такси"}})

    name: Name | None = None
    member_ids: MemberIds | None = None


class GroupMember(BaseModel):
    """`label`: login of a user, number of a station."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    label: Annotated[str, Field(examples=["CP-0042"])]


class GroupRead(BaseModel):
    id: UUID
    revision: int
    organization_id: UUID
    name: Name
    members: list[GroupMember]
    created_at: datetime
    modified_at: datetime

    @classmethod
    def of(cls, group: UserGroup | StationGroup, members: Iterable[tuple[UUID, str]]) -> "GroupRead":
        """`members`: (id, login or number)."""
        return cls(
            id=group.id,
            revision=group.revision,
            organization_id=group.organization_id,
            name=group.name,
            members=[GroupMember(id=member, label=label) for member, label in members],
            created_at=group.created_at,
            modified_at=group.modified_at,
        )


def _named(column: Any) -> Where:
    return Where(lambda text: column.icontains(text, autoescape=True))


Text = Annotated[str | None, Field(min_length=3, max_length=250)]


class UserGroupQuery(ListQuery):
    q: Annotated[Text, _named(UserGroup.name)] = None
    organization_id: Annotated[UUID | None, Where(lambda value: UserGroup.organization_id == value)] = None


class StationGroupQuery(ListQuery):
    q: Annotated[Text, _named(StationGroup.name)] = None
    organization_id: Annotated[UUID | None, Where(lambda value: StationGroup.organization_id == value)] = None
