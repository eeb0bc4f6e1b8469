"""Deliveries on the wire."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from common.lists import ListQuery, Where
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from notifications_api.deliveries.models import Delivery, DeliveryStatus


class DeliveryRead(BaseModel):
    """`event_id` is the header `webhook-id`: the same in every attempt and replay."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    webhook_id: UUID
    event_id: UUID
    event_type: Annotated[str, Field(examples=["session.ended"])]
    status: DeliveryStatus
    attempts: Annotated[int, Field(examples=[1])]
    next_attempt_at: Annotated[datetime | None, Field(examples=[None])]
    created_at: datetime
    delivered_at: datetime | None
    response_status: Annotated[int | None, Field(examples=[204])]
    duration_ms: Annotated[int | None, Field(examples=[48])]


class AttemptRead(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    at: datetime
    status: Annotated[int | None, Field(examples=[204])]
    duration_ms: Annotated[int, Field(examples=[48])]
    error: Annotated[str | None, Field(examples=[None])]
    response_body: Annotated[str | None, Field(examples=[""])]


class DeliveryRequest(BaseModel):
    """What the next attempt would send; signatures are shown as names, not as values."""

    url: Annotated[str, Field(examples=["https://example.org/hooks"])]
    headers: Annotated[dict[str, str], Field(examples=[{"content-type": "application/json"}])]
    body: dict[str, Any]


class DeliveryDetails(DeliveryRead):
    request: DeliveryRequest
    attempts_log: list[AttemptRead]


class DeliveryQuery(ListQuery):
    webhook_id: Annotated[UUID | None, Where(lambda value: Delivery.webhook_id == value)] = None
    status: Annotated[DeliveryStatus | None, Where(lambda value: Delivery.status == value)] = None
    event_type: Annotated[str | None, Where(lambda value: Delivery.event_type == value)] = None
    event_id: Annotated[UUID | None, Where(lambda value: Delivery.event_id == value)] = None
    created_from: Annotated[AwareDatetime | None, Where(lambda value: Delivery.created_at >= value)] = None
    created_to: Annotated[AwareDatetime | None, Where(lambda value: Delivery.created_at < value)] = None
