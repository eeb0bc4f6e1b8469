from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from common.db import UuidKey
from sqlalchemy import DateTime, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from identity_api.db import Base

GRACE: Final = timedelta(seconds=10)
"""Two tabs that refresh at once send the same token; the second one within this time is no thief."""


class SignIn(UuidKey, Base):
    """One sign-in of a browser: the family of its refresh tokens."""

    __tablename__ = "sign_ins"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    csrf: Mapped[str]
    """The same for the whole sign-in, so that a refresh in one tab does not invalidate another's form."""
    address: Mapped[str]
    user_agent: Mapped[str] = mapped_column(String(300))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    last_used_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    """When its tokens were last renewed."""
    ends_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)
    revoked_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))

    def is_over(self, now: datetime) -> bool:
        return self.revoked_at is not None or now >= self.ends_at

    def revoke(self, now: datetime) -> None:
        self.revoked_at = self.revoked_at or now


class RefreshToken(UuidKey, Base):
    """A refresh token, kept as its SHA-256."""

    __tablename__ = "refresh_tokens"

    hash: Mapped[str] = mapped_column(String(64), unique=True)
    sign_in_id: Mapped[UUID] = mapped_column(ForeignKey("sign_ins.id", ondelete="CASCADE"), index=True)
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    used_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))

    def use(self, now: datetime) -> bool:
        """Rotates it out; False when it was used before (outside the grace): somebody has a copy."""
        if self.used_at is not None:
            return now - self.used_at <= GRACE
        self.used_at = now
        return True


class Attempts(Base):
    """Sign-in attempts that have not succeeded, by account or by address."""

    __tablename__ = "sign_in_attempts"

    subject: Mapped[str] = mapped_column(primary_key=True)
    failures: Mapped[int] = mapped_column(default=0)
    last_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)
    blocked_until: Mapped[datetime] = mapped_column(DateTime(timezone=True))
