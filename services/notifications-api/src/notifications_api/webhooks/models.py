"""A webhook and the secrets that sign what it is sent."""

from datetime import datetime
from uuid import UUID

from common.db import Revision, Timestamps, UuidKey
from sqlalchemy import DateTime, ForeignKey, Index, String, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from notifications_api.db import Base


class Webhook(UuidKey, Timestamps, Revision, Base):
    """Told of events of its organisation and of those below; without an organisation, of all."""

    __tablename__ = "webhooks"
    __table_args__ = (
        Index("ix_webhooks_name_id", "name", "id"),
        Index("ix_webhooks_created_at_id", "created_at", "id"),
        Index("ix_webhooks_organization_id_name_id", "organization_id", "name", "id"),
        Index("ix_webhooks_organization_id_created_at_id", "organization_id", "created_at", "id"),
    )

    organization_id: Mapped[UUID | None]
    name: Mapped[str] = mapped_column(String(250))
    url: Mapped[str] = mapped_column(String(2000))
    event_types: Mapped[list[str]] = mapped_column(ARRAY(Text))
    """Exact types and groups such as `session.*`."""
    is_active: Mapped[bool]
    paused_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    """When we switched it off ourselves, after it had failed for too long."""
    failing_since: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    last_delivery_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    last_status: Mapped[str | None]


class WebhookSecret(UuidKey, Base):
    """Kept readable: it has to sign. After a rotation the old one signs too until `valid_until`."""

    __tablename__ = "webhook_secrets"

    webhook_id: Mapped[UUID] = mapped_column(ForeignKey("webhooks.id", ondelete="CASCADE"), index=True)
    secret: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    valid_until: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
