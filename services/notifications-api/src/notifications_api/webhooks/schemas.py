"""Webhooks on the wire."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from common.lists import ListQuery, Where
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from notifications_api.public_events.catalogue import SUBSCRIBABLE
from notifications_api.webhooks.models import Webhook

Name = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=250), Field(examples=["Учётная система"])
]
Url = Annotated[
    str, StringConstraints(max_length=2000, pattern=r"^https?://"), Field(examples=["https://example.org/hooks"])
]


def _known(types: list[str]) -> list[str]:
    if unknown := [one for one in types if one not in SUBSCRIBABLE]:
        raise PydanticCustomError("unknown_event_type", "unknown event type: {names}", {"names": ", ".join(unknown)})
    return list(dict.fromkeys(types))


EventTypes = Annotated[
    list[str], Field(min_length=1, max_length=50, examples=[["session.*", "payment.changed"]]), AfterValidator(_known)
]


class WebhookCreate(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {"name": "ERP", "url": "https://example.org/hooks", "event_types": ["session.*"]}
        },
    )

    name: Name
    url: Url
    event_types: EventTypes
    is_active: bool = True
    organization_id: UUID | None = None
    """Default: the caller's own; null from somebody who sees all organisations: events of all."""


class WebhookUpdate(BaseModel):
    """Only what is sent changes. Switching it on ends a pause and forgives the failures before it."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"is_active": False}})

    name: Name | None = None
    url: Url | None = None
    event_types: EventTypes | None = None
    is_active: bool | None = None


class WebhookRead(BaseModel):
    """`failing_since`: no delivery has succeeded since; `paused_at`: we gave up and switched it off."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    revision: int
    organization_id: UUID | None
    name: Name
    url: Url
    event_types: Annotated[list[str], Field(examples=[["session.*"]])]
    is_active: bool
    paused_at: Annotated[datetime | None, Field(examples=[None])]
    failing_since: Annotated[datetime | None, Field(examples=[None])]
    last_delivery_at: datetime | None
    last_status: Annotated[str | None, Field(examples=["delivered"])]
    created_at: datetime
    modified_at: datetime


class WebhookCreated(WebhookRead):
    """`secret` is shown once; it verifies the signatures (Standard Webhooks)."""

    secret: Annotated[str, Field(examples=["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"])]


class SecretRotation(BaseModel):
    """How long the old secret signs beside the new one."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"overlap_hours": 24}})

    overlap_hours: Annotated[int, Field(ge=0, le=168)] = 24


class RotatedSecret(BaseModel):
    secret: Annotated[str, Field(examples=["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"])]
    old_valid_until: datetime


class EventTypeRead(BaseModel):
    """A type that can be subscribed to, with its schema and one example of the whole body."""

    type: Annotated[str, Field(examples=["session.ended"])]
    title_ru: Annotated[str, Field(examples=["Сессия завершена"])]
    title_en: Annotated[str, Field(examples=["Session ended"])]
    example: dict[str, Any]
    body_schema: dict[str, Any]


class EventTypeList(BaseModel):
    items: list[EventTypeRead]
    groups: Annotated[list[str], Field(examples=[["session.*"]])]


def _contains(column: Any, text: str) -> Any:
    return column.icontains(text, autoescape=True)


class WebhookQuery(ListQuery):
    q: Annotated[
        str | None,
        Field(min_length=3, max_length=250),
        Where(lambda text: _contains(Webhook.name, text) | _contains(Webhook.url, text)),
    ] = None
    is_active: Annotated[bool | None, Where(Webhook.is_active.is_)] = None
    organization_id: Annotated[UUID | None, Where(lambda value: Webhook.organization_id == value)] = None
