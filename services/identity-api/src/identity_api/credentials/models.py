from datetime import datetime
from uuid import UUID

from common.db import Timestamps, UuidKey
from sqlalchemy import DateTime, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from identity_api.db import Base
from identity_api.users.models import User


class Credential(UuidKey, Timestamps, Base):
    """An RFID card of a user. Its number is kept as a keyed hash: the table alone gives no card away."""

    __tablename__ = "credentials"

    kind: Mapped[str] = mapped_column(default="rfid")
    hash: Mapped[str] = mapped_column(String(64), unique=True)
    """Unique over all organisations (USR-060)."""
    last4: Mapped[str] = mapped_column(String(4))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), index=True)
    expires_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))

    user: Mapped[User] = relationship(lazy="selectin")

    __table_args__ = (Index(None, "created_at", "id"),)
