from datetime import datetime
from uuid import UUID

from common.db import Revision, Timestamps, UuidKey
from sqlalchemy import Column, DateTime, ForeignKey, Index, String, Table
from sqlalchemy.orm import Mapped, mapped_column, relationship

from identity_api.db import Base
from identity_api.organizations.models import Organization
from identity_api.rights.models import Right

api_client_rights = Table(
    "api_client_rights",
    Base.metadata,
    Column("api_client_id", ForeignKey("api_clients.id", ondelete="CASCADE"), primary_key=True),
    Column("right_code", ForeignKey("rights.code"), primary_key=True),
)


class ApiClient(UuidKey, Timestamps, Revision, Base):
    """A program that gets tokens by OAuth2 client credentials (RFC 6749, 4.4)."""

    __tablename__ = "api_clients"

    client_id: Mapped[str] = mapped_column(String(100), unique=True)
    name: Mapped[str] = mapped_column(String(150), unique=True)
    secret_hash: Mapped[str]
    previous_secret_hash: Mapped[str | None]
    previous_secret_until: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    """The secret before a rotation works until then, so that the program can be given the new one."""
    organization_id: Mapped[UUID | None] = mapped_column(ForeignKey("organizations.id"))
    is_active: Mapped[bool] = mapped_column(default=True)
    expires_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    last_used_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    is_machine: Mapped[bool] = mapped_column(default=False)
    """The installation's own client (`make token`): it gets every right, as the administrator does."""
    organization: Mapped[Organization | None] = relationship(lazy="selectin", viewonly=True)
    rights: Mapped[list[Right]] = relationship(secondary=api_client_rights, lazy="selectin", order_by=Right.code)

    __table_args__ = (
        Index(None, "created_at", "id"),
        Index(None, "organization_id", "name", "id"),
        Index(None, "organization_id", "created_at", "id"),
    )

    @property
    def right_codes(self) -> list[str]:
        return [right.code for right in self.rights]

    def is_alive(self, now: datetime) -> bool:
        return self.is_active and (self.expires_at is None or now < self.expires_at)

    def secrets_at(self, now: datetime) -> list[str]:
        """Hashes of the secrets that work now, the newest first."""
        is_overlapping = self.previous_secret_until is not None and now < self.previous_secret_until
        previous = self.previous_secret_hash if is_overlapping else None
        return [self.secret_hash] if previous is None else [self.secret_hash, previous]
