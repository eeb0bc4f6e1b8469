from datetime import datetime
from typing import Annotated
from uuid import UUID

from common.lists import ListQuery
from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints

from identity_api.users.schemas import RoleNames, role_names


class ApiClientQuery(ListQuery):
    """No filters: there are few."""


class ApiClientCreate(BaseModel):
    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"name": "Отчётность", "roles": ["viewer"]}]}
    )

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=150)]
    roles: RoleNames
    organization_id: UUID | None = None


class ApiClientRead(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    client_id: str
    name: str
    roles: Annotated[list[str], BeforeValidator(role_names)]
    organization_id: UUID | None
    created_at: datetime


class ApiClientCreated(ApiClientRead):
    client_secret: str
    """Told this once; only its hash is kept."""


class AccessToken(BaseModel):
    """RFC 6749, 5.1."""

    access_token: str
    token_type: str = "Bearer"  # noqa: S105 - the name of a scheme
    expires_in: int
    """Seconds."""
