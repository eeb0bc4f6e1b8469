from datetime import datetime
from typing import Annotated
from uuid import UUID

from common.lists import ListQuery, Where
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from identity_api.api_clients.models import ApiClient
from identity_api.roles.schemas import Codes

ClientName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=150)]


class ApiClientQuery(ListQuery):
    q: Annotated[
        str | None,
        Where(lambda text: ApiClient.name.icontains(text, autoescape=True)),
        Field(min_length=3, max_length=150, description="Part of the name"),
    ] = None
    organization_id: Annotated[UUID | None, Where(lambda value: ApiClient.organization_id == value)] = None
    is_active: Annotated[bool | None, Where(ApiClient.is_active.is_)] = None


class ApiClientCreate(BaseModel):
    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"name": "Отчётность", "rights": ["sessions:read"]}]}
    )

    name: ClientName
    rights: Annotated[Codes, Field(min_length=1)]
    organization_id: UUID | None = None
    expires_at: AwareDatetime | None = None
    """From then on it gets no token; null: never."""


class ApiClientUpdate(BaseModel):
    """What is absent stays."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"is_active": False}]})

    name: ClientName | None = None
    rights: Annotated[Codes, Field(min_length=1)] | None = None
    organization_id: UUID | None = None
    expires_at: AwareDatetime | None = None
    is_active: bool | None = None


class ApiClientRead(BaseModel):
    id: UUID
    revision: int
    name: str
    client_id: Annotated[str, Field(examples=["client-1f0c9b2d4e5a6b7c"])]
    rights: list[str]
    organization_id: UUID | None
    expires_at: datetime | None
    last_used_at: datetime | None
    is_active: bool
    created_at: datetime

    @classmethod
    def of(cls, client: ApiClient) -> "ApiClientRead":
        own = {name: getattr(client, name) for name in ApiClientRead.model_fields if name != "rights"}
        return cls(**own, rights=client.right_codes)


class ApiClientSecret(ApiClientRead):
    secret: str
    """Told this once; only its hash is kept."""


class OAuthError(BaseModel):
    """A refusal as RFC 6749, 5.2 has it."""

    error: str
    error_description: str


class AccessToken(BaseModel):
    """RFC 6749, 5.1."""

    access_token: str
    token_type: str = "Bearer"  # noqa: S105 - the name of a scheme
    expires_in: int
    """Seconds."""
