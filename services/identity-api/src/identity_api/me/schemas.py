from datetime import datetime
from importlib.metadata import version
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from identity_api.passwords.rules import NewPassword
from identity_api.settings import IdentitySettings
from identity_api.users.models import User, dashboard_rights_of
from identity_api.users.schemas import Email, Name, Phone

Language = Literal["ru", "en"]
Theme = Literal["light", "dark", "system"]
Rows = Annotated[int, Field(ge=15, le=100)]
Seconds = Annotated[int, Field(ge=5, le=60)]


class SettingsRead(BaseModel):
    """Personal settings (UI-067..070)."""

    model_config = ConfigDict(from_attributes=True)

    language: Language
    theme: Theme
    rows_per_page: int
    auto_refresh_seconds: int | None
    """None: off."""


class SettingsUpdate(BaseModel):
    """What is absent stays. The limits are those of UI-072."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"rows_per_page": 25}]})

    language: Language = "ru"
    theme: Theme = "system"
    rows_per_page: Rows = 15
    auto_refresh_seconds: Seconds | None = None


class MeUpdate(BaseModel):
    """What one may change about oneself; what is absent stays."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"first_name": "Марина"}]})

    first_name: Name | None = None
    last_name: Name | None = None
    patronymic: Name | None = None
    phone: Phone | None = None
    email: Email | None = None


class PasswordChange(BaseModel):
    model_config = ConfigDict(extra="forbid")

    current: Annotated[str, Field(min_length=1, max_length=500, examples=["Zaryad2026"])]
    new: NewPassword


class SessionRead(BaseModel):
    """One of one's open sign-ins."""

    id: UUID
    device: Annotated[str, Field(examples=["Firefox · Linux"])]
    address: str
    started_at: datetime
    last_used_at: datetime
    is_current: bool


class MeRead(BaseModel):
    """Who is signed in, and what he may do; empty `rights` = nothing to see (UI-012)."""

    id: UUID
    revision: int
    login: str
    first_name: str | None
    last_name: str | None
    patronymic: str | None
    phone: str | None
    email: str | None
    roles: list[str]
    rights: list[str]
    organization_id: UUID | None
    organization_name: str | None
    must_change_password: bool
    """Until POST /me/password everything else is refused (403 password_change_required)."""
    must_set_up_totp: bool
    """One of the roles asks for a second factor: set it up first (403 totp_setup_required)."""
    has_totp: bool
    settings: SettingsRead
    phone_prefix: str
    """What a phone number begins with in this installation (USR-046)."""
    version: str
    """Of the product (UI-017)."""


def me_of(user: User, settings: IdentitySettings) -> MeRead:
    return MeRead(
        id=user.id,
        revision=user.revision,
        login=user.login,
        first_name=user.first_name or None,
        last_name=user.last_name or None,
        patronymic=user.patronymic or None,
        phone=user.phone or None,
        email=user.email or None,
        roles=[role.name for role in user.roles],
        rights=sorted(dashboard_rights_of(user.roles)),
        organization_id=user.organization_id,
        organization_name=user.organization_name,
        must_change_password=user.must_change_password,
        must_set_up_totp=user.must_set_up_totp,
        has_totp=user.has_totp,
        settings=SettingsRead.model_validate(user),
        phone_prefix=settings.phone_prefix,
        version=version("identity-api"),
    )
