"""Users on the wire: lengths and characters of USR-033..042."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from common.lists import ListQuery, Where
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic.config import JsonDict
from sqlalchemy import or_

from identity_api.passwords.rules import NewPassword
from identity_api.roles.models import Role
from identity_api.users.models import User

_EXAMPLE: JsonDict = {
    "login": "marina",
    "phone": "+79998887766",
    "roles": ["dispatcher"],
    "password": "Zaryad2026",
    "last_name": "Иванова",
    "first_name": "Марина",
}

Login = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=3, max_length=150, pattern=r"^[A-Za-z0-9_\-. ]+$"),
    AfterValidator(str.lower),
]
# "" clears it; the international form is «+» and up to 19 digits (USR-034)
Phone = Annotated[str, StringConstraints(strip_whitespace=True, max_length=20, pattern=r"^(\+[0-9]{5,19})?$")]
Email = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=50, pattern=r"^([^@\s]+@[^@\s]+\.[^@\s.]+)?$")
]
Name = Annotated[str, StringConstraints(strip_whitespace=True, max_length=150)]
RoleNames = Annotated[list[str], Field(min_length=1, max_length=50, description="Names; at least one (USR-004)")]


def _searched(text: str) -> Any:
    columns = (User.login, User.first_name, User.last_name, User.phone, User.email)
    return or_(*(column.icontains(text, autoescape=True) for column in columns))


class UserQuery(ListQuery):
    q: Annotated[
        str | None,
        Where(_searched),
        Field(min_length=3, max_length=150, description="Part of login, name, phone or e-mail (USR-007)"),
    ] = None
    organization_id: Annotated[UUID | None, Where(lambda value: User.organization_id == value)] = None
    is_blocked: Annotated[bool | None, Where(User.is_blocked.is_)] = None


class UserCreate(BaseModel):
    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_EXAMPLE]})

    login: Login
    phone: Phone = ""
    roles: RoleNames
    organization_id: UUID | None = None
    password: NewPassword | None = None
    """None: signs in nowhere; for people who only charge with a card."""
    first_name: Name = ""
    last_name: Name = ""
    patronymic: Name = ""
    email: Email = ""


class UserUpdate(BaseModel):
    """What is absent stays; the login never changes (USR-068)."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"is_blocked": True}]})

    phone: Phone | None = None
    roles: RoleNames | None = None
    organization_id: UUID | None = None
    password: NewPassword | None = None
    first_name: Name | None = None
    last_name: Name | None = None
    patronymic: Name | None = None
    email: Email | None = None
    is_blocked: bool | None = None


def role_names(roles: Iterable[Any]) -> list[str]:
    return [role.name if isinstance(role, Role) else role for role in roles]


OptionalText = Annotated[str | None, BeforeValidator(lambda text: text or None)]
"""Kept as an empty text, shown as null."""


class UserRead(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    login: str
    first_name: OptionalText
    last_name: OptionalText
    patronymic: OptionalText
    phone: OptionalText
    email: OptionalText
    roles: Annotated[list[str], BeforeValidator(role_names)]
    organization_id: UUID | None
    organization_name: str | None
    organization_number: str | None
    is_blocked: bool
    has_password: bool
    created_at: datetime
    modified_at: datetime
    revision: int
