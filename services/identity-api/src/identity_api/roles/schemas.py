from typing import Annotated
from uuid import UUID

from common.lists import ListQuery, Where
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from identity_api.roles.models import Role

RoleName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=150)]
Codes = Annotated[list[str], Field(max_length=500, description="Codes of rights", examples=[["stations:read"]])]


class RoleQuery(ListQuery):
    q: Annotated[
        str | None,
        Where(lambda text: Role.name.icontains(text, autoescape=True)),
        Field(min_length=3, max_length=150, description="Part of the name"),
    ] = None


class RoleCreate(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"name": "Мастер смены", "rights": ["sessions:read", "stations:read"]}]},
    )

    name: RoleName
    rights: Codes
    requires_totp: bool = False


class RoleUpdate(BaseModel):
    """What is absent stays."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"rights": ["stations:read"]}]})

    name: RoleName | None = None
    rights: Codes | None = None
    requires_totp: bool | None = None


class RoleRead(BaseModel):
    id: UUID
    revision: int
    name: str
    is_standard: bool
    """Came with the product (ROL-008)."""
    requires_totp: bool
    """Who has it must use a second factor."""
    rights: list[str]
    """Codes, in alphabetical order."""
    users_count: int
    """Active users only (ROL-007)."""

    @classmethod
    def of(cls, role: Role, users_count: int) -> "RoleRead":
        return cls(
            id=role.id,
            revision=role.revision,
            name=role.name,
            is_standard=role.is_standard,
            requires_totp=role.requires_totp,
            rights=role.right_codes,
            users_count=users_count,
        )
