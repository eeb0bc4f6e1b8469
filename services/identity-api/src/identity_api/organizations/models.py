from typing import Final
from uuid import UUID

from common.db import Revision, Timestamps, UuidKey
from sqlalchemy import ForeignKey, Sequence, String
from sqlalchemy.orm import Mapped, mapped_column

from identity_api.db import Base

ROOT_ID: Final = UUID("00000000-0000-7000-8000-000000000001")
ROOT_NUMBER: Final = 40_000_000_000_001
number_sequence = Sequence("organization_number", start=ROOT_NUMBER + 1, metadata=Base.metadata)


class Organization(UuidKey, Timestamps, Revision, Base):
    """A company; what belongs to it is seen by its users and by those of the organisations above."""

    __tablename__ = "organizations"

    number: Mapped[str] = mapped_column(String(14), unique=True)
    """14 digits, given by us (DIR-081)."""
    name: Mapped[str] = mapped_column(String(150), index=True)
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("organizations.id"), index=True)
