from importlib.metadata import version
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from identity_api.users.models import User, dashboard_rights_of

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


class MeRead(BaseModel):
    """Who is signed in, and what he may do; empty `rights` = nothing to see (UI-012)."""

    id: UUID
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
    settings: SettingsRead
    version: str
    """Of the product (UI-017)."""


def me_of(user: User) -> MeRead:
    return MeRead(
        id=user.id,
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
        settings=SettingsRead.model_validate(user),
        version=version("identity-api"),
    )
