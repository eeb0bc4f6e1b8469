from datetime import datetime
from typing import Final, Literal
from uuid import UUID

from common.db import Revision, Timestamps, UuidKey
from sqlalchemy import DateTime, ForeignKey, Index, Sequence, String, func
from sqlalchemy.orm import Mapped, mapped_column

from identity_api.db import Base

ROOT_ID: Final = UUID("00000000-0000-7000-8000-000000000001")
ROOT_NUMBER: Final = 40_000_000_000_001
UNKNOWN: Final = "Unknown"
"""The name of a deleted organisation (DIR-067)."""
number_sequence = Sequence("organization_number", start=ROOT_NUMBER + 1, metadata=Base.metadata)

OrganizationType = Literal["network_owner", "transport_company"]
"""ENU-612, ENU-613."""
TaxSystem = Literal["osn", "usn_income", "usn_income_expense", "esn", "patent", "npd"]
"""ENU-606..611."""
ERASED: Final = ("inn", "kpp", "okpo", "legal_address", "actual_address", "contact_data")


class Organization(UuidKey, Timestamps, Revision, Base):
    """A company; what belongs to it is seen by its users and by those of the organisations above."""

    __tablename__ = "organizations"

    number: Mapped[str] = mapped_column(String(14), unique=True)
    """14 digits, given by us (DIR-081)."""
    name: Mapped[str] = mapped_column(String(250))
    """Trade name (DIR-059)."""
    legal_name: Mapped[str] = mapped_column(String(250))
    type: Mapped[str] = mapped_column(String(30))
    tax_system: Mapped[str] = mapped_column(String(30))
    inn: Mapped[str] = mapped_column(String(20), default="")
    kpp: Mapped[str] = mapped_column(String(9), default="")
    okpo: Mapped[str] = mapped_column(String(10), default="")
    legal_address: Mapped[str] = mapped_column(String(250), default="")
    actual_address: Mapped[str] = mapped_column(String(250), default="")
    contact_data: Mapped[str] = mapped_column(String(500), default="")
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("organizations.id"), index=True)
    changed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    is_deleted: Mapped[bool] = mapped_column(default=False)
    """Its row stays: users and stations are bound to its id (DIR-067)."""

    __table_args__ = (
        Index(None, "name", "id"),
        Index(None, "legal_name", "id"),
        Index(None, "type", "id"),
        Index(None, "tax_system", "id"),
        Index(None, "inn", "id"),
        Index(None, "changed_at", "id"),
    )

    def touch(self, now: datetime) -> None:
        self.revision += 1
        self.changed_at = now

    def delete(self, now: datetime) -> None:
        self.is_deleted = True
        self.name = self.legal_name = UNKNOWN
        for field in ERASED:
            setattr(self, field, "")
        self.touch(now)
