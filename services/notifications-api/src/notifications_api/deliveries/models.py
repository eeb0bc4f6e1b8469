"""An event, its deliveries, and the attempts of each."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from common.db import UuidKey, code_of
from sqlalchemy import BigInteger, DateTime, ForeignKey, Identity, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from notifications_api.db import Base


class DeliveryStatus(StrEnum):
    pending = "pending"
    """Not tried yet."""
    failed = "failed"
    """Tried in vain, will be tried again."""
    delivered = "delivered"
    given_up = "given_up"


OPEN = (DeliveryStatus.pending, DeliveryStatus.failed)
_IS_OPEN = "status in ('pending', 'failed')"


class WebhookEvent(Base):
    """What is sent, byte for byte, to every webhook that wants it; `id` is the `webhook-id` of each delivery."""

    __tablename__ = "webhook_events"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    type: Mapped[str]
    organization_id: Mapped[UUID | None]
    occurred_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    body: Mapped[bytes]
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)


class Delivery(UuidKey, Base):
    """`object_key` orders: of one webhook and one thing, the earlier event is delivered (or given up) first."""

    __tablename__ = "deliveries"
    __table_args__ = (
        Index("ix_deliveries_created_at_id", "created_at", "id"),
        Index("ix_deliveries_organization_id_created_at_id", "organization_id", "created_at", "id"),
        Index("ix_deliveries_webhook_id_created_at_id", "webhook_id", "created_at", "id"),
        Index("ix_deliveries_status_created_at_id", "status", "created_at", "id"),
        Index("ix_deliveries_event_type", "event_type"),
        Index(
            "ix_deliveries_due",
            "webhook_id",
            "next_attempt_at",
            "sequence",
            postgresql_where=text("next_attempt_at is not null"),
        ),
        Index("ix_deliveries_order", "webhook_id", "object_key", "sequence", postgresql_where=text(_IS_OPEN)),
    )

    sequence: Mapped[int] = mapped_column(BigInteger, Identity(), unique=True)
    webhook_id: Mapped[UUID] = mapped_column(ForeignKey("webhooks.id", ondelete="CASCADE"))
    event_id: Mapped[UUID] = mapped_column(ForeignKey("webhook_events.id", ondelete="CASCADE"), index=True)
    event_type: Mapped[str]
    object_key: Mapped[str]
    organization_id: Mapped[UUID | None]
    """Of the webhook: who may see the delivery."""
    status: Mapped[DeliveryStatus] = mapped_column(code_of(DeliveryStatus))
    attempts: Mapped[int]
    tries_left_until: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    """After this moment it is given up."""
    next_attempt_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    """None: it is over, or an earlier delivery about the same thing is not."""
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    delivered_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    response_status: Mapped[int | None]
    duration_ms: Mapped[int | None]


class DeliveryAttempt(Base):
    """One request: what came back, or why nothing did."""

    __tablename__ = "delivery_attempts"

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    delivery_id: Mapped[UUID] = mapped_column(ForeignKey("deliveries.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    status: Mapped[int | None]
    duration_ms: Mapped[int]
    error: Mapped[str | None] = mapped_column(String(500))
    response_body: Mapped[str | None]
    """Its first 2 KiB."""
