"""Users on the wire: lengths and characters of USR-033..042."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from common.lists import ListQuery, Where
from common.searching import containing
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    field_validator,
)
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError
from sqlalchemy import select

from identity_api.passwords.rules import NewPassword, check_same
from identity_api.users.limits import HIGHEST_LIMIT_WH, STEP_WH
from identity_api.users.models import User, user_roles

_ROLE = "01980000-0000-7000-8000-000000000021"
_EXAMPLE: JsonDict = {
    "login": "marina",
    "phone": "+79998887766",
    "role_ids": [_ROLE],
    "password": "Zaryad2026",
    "password_confirmation": "Zaryad2026",
    "last_name": "Иванова",
    "first_name": "Марина",
}

Login = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=150, pattern=r"^[A-Za-z0-9_\-. ]+$"),
    AfterValidator(str.lower),
]
# the international form is «+» and up to 19 digits (USR-034)
Phone = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=20, pattern=r"^\+[0-9]{5,19}$"),
    Field(examples=["+79998887766"]),
]
Email = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=50, pattern=r"^([^@\s]+@[^@\s]+\.[^@\s.]+)?$"),
    Field(examples=["marina@example.org"]),
]
Name = Annotated[str, StringConstraints(strip_whitespace=True, max_length=150)]
RoleIds = Annotated[list[UUID], Field(max_length=50, description="At least one role (USR-004)")]
RoleNames = Annotated[list[str], Field(max_length=50, description="The same by name, for programs")]
OptionalText = Annotated[str | None, BeforeValidator(lambda text: text or None)]
"""Kept as an empty text, shown as null."""


def _searched(text: str) -> Any:
    return containing(User.search_text, text.strip())


def _having_role(role_id: UUID) -> Any:
    return User.id.in_(select(user_roles.c.user_id).where(user_roles.c.role_id == role_id))


class UserQuery(ListQuery):
    q: Annotated[
        str | None,
        Where(_searched),
        Field(min_length=3, max_length=150, description="Part of login, name, phone or e-mail (USR-007)"),
    ] = None
    role_id: Annotated[UUID | None, Where(_having_role)] = None
    organization_id: Annotated[UUID | None, Where(lambda value: User.organization_id == value)] = None
    status: Annotated[
        Literal["active", "blocked"] | None, Where(lambda value: User.is_blocked.is_(value == "blocked"))
    ] = None


class UserCreate(BaseModel):
    """Roles come by id or by name; at least one (USR-004)."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_EXAMPLE]})

    login: Login
    phone: Phone
    roles: RoleNames = []
    role_ids: Annotated[RoleIds, Field(validate_default=True)] = []
    organization_id: UUID | None = None
    password: NewPassword
    password_confirmation: str | None = None
    must_change_password: bool = True
    """False for an account that no person uses: nobody is there to change it."""
    first_name: Name = ""
    last_name: Name = ""
    patronymic: Name = ""
    email: Email = ""

    @field_validator("role_ids")
    @classmethod
    def _at_least_one(cls, role_ids: list[UUID], info: ValidationInfo) -> list[UUID]:
        if not (role_ids or info.data.get("roles")):
            raise PydanticCustomError("role_required", "At least one role is required.")
        return role_ids

    _same = field_validator("password_confirmation")(check_same)


class UserUpdate(BaseModel):
    """What is absent stays; the login never changes (USR-068)."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"first_name": "Анна"}]})

    phone: Phone | None = None
    role_ids: Annotated[list[UUID], Field(min_length=1, max_length=50)] | None = None
    organization_id: UUID | None = None
    password: NewPassword | None = None
    password_confirmation: str | None = None
    first_name: Name | None = None
    last_name: Name | None = None
    patronymic: Name | None = None
    email: Email | None = None

    _same = field_validator("password_confirmation")(check_same)


class PasswordReset(BaseModel):
    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"password": "Zaryad2026"}]})

    password: NewPassword


class EnergyLimit(BaseModel):
    """null removes the limit (USR-103)."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"energy_limit_wh": 100_000}]})

    energy_limit_wh: Annotated[int, Field(ge=0, le=HIGHEST_LIMIT_WH, multiple_of=STEP_WH)] | None


class AllowedStations(BaseModel):
    """An empty list: everywhere (USR-107)."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"station_ids": ["01980000-0000-7000-8000-000000000031"]}]}
    )

    station_ids: Annotated[list[UUID], Field(max_length=1000)]


class RoleInUser(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    name: str


class OrganizationInUser(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    number: str
    name: str


class StationInUser(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    number: str


class LimitsRead(BaseModel):
    """Energies in Wh; available = limit - consumed, may be negative (USR-094..101)."""

    model_config = ConfigDict(from_attributes=True)

    consumed_energy_wh: int
    energy_limit_wh: int | None
    available_energy_wh: int | None
    limit_set_at: datetime | None
    limit_changed_at: datetime | None


class UserRead(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    revision: int
    login: str
    first_name: OptionalText
    last_name: OptionalText
    patronymic: OptionalText
    phone: OptionalText
    email: OptionalText
    roles: list[RoleInUser]
    organization: OrganizationInUser | None
    status: Literal["active", "blocked"]
    is_self: bool = False
    """The reader's own record: it cannot be blocked or deleted (USR-030, USR-075)."""
    created_at: datetime
    changed_at: datetime
    last_sign_in_at: datetime | None
    must_change_password: bool
    has_totp: bool
    limits: LimitsRead
    allowed_stations: list[StationInUser]

    @classmethod
    def of(cls, user: User, reader: UUID) -> "UserRead":
        return cls.model_validate(user).model_copy(update={"is_self": user.id == reader})
