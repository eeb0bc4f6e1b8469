from datetime import datetime
from uuid import UUID

from common.db import UuidKey
from sqlalchemy import DateTime, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from identity_api.db import Base


class RecoveryCode(UuidKey, Base):
    """Opens the door once when the second factor is lost; kept as its SHA-256 (64 random bits need no salt)."""

    __tablename__ = "recovery_codes"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    hash: Mapped[str] = mapped_column(String(64))
    used_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
