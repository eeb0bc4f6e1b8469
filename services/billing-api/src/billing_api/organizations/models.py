"""Replica of identity-api's organisations: who stands above whom."""

from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from billing_api.db import Base

ROOT_ORGANIZATION_ID = UUID("00000000-0000-7000-8000-000000000001")
"""Seeded by identity-api with this id; its tariffs are those of the whole installation."""


class Organization(Base):
    __tablename__ = "organizations"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    tax_system: Mapped[str | None]
    """What its receipts name (ENU-606..611); None: not told yet."""
    parent_id: Mapped[UUID | None] = mapped_column(index=True)
    """No foreign key: a child's snapshot may come before its parent's."""
