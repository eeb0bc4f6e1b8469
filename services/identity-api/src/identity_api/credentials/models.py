from datetime import datetime
from uuid import UUID

from common.db import Timestamps, UuidKey
from sqlalchemy import BigInteger, DateTime, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from identity_api.db import Base
from identity_api.users.models import User

RFID, LOGIN_PASSWORD = "rfid", "login_password"


class Credential(UuidKey, Timestamps, Base):
    """An RFID card of a user, or his login (one each). The table alone gives no card away (ADR 3)."""

    __tablename__ = "credentials"

    kind: Mapped[str] = mapped_column(default=RFID)
    hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    """Of a card's number, keyed; unique over all organisations (USR-060)."""
    sealed_number: Mapped[bytes | None]
    """The number as typed (USR-058), encrypted; null for cards from before it was kept."""
    last4: Mapped[str] = mapped_column(String(4), default="")
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    expires_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    consumed_energy_wh: Mapped[int] = mapped_column(BigInteger, default=0)
    """Since it was bound (USR-063, USR-115)."""

    user: Mapped[User] = relationship(lazy="selectin")

    @property
    def login(self) -> str:
        return self.user.login

    @property
    def is_blocked(self) -> bool:
        """As long as its user is."""
        return self.user.is_blocked

    __table_args__ = (
        Index(None, "created_at", "id"),
        Index("uq_credentials_login", "user_id", unique=True, postgresql_where=text("kind = 'login_password'")),
    )
