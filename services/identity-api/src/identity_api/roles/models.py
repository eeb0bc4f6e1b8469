from typing import Final

from common.db import Revision, Timestamps, UuidKey
from sqlalchemy import Column, ForeignKey, String, Table
from sqlalchemy.orm import Mapped, mapped_column, relationship

from identity_api.db import Base
from identity_api.rights.models import Right

ADMINISTRATOR: Final = "administrator"
STANDARD: Final = frozenset({ADMINISTRATOR, "apimoniview", "courier", "customer", "technik"})
"""ROL-008."""

role_rights = Table(
    "role_rights",
    Base.metadata,
    Column("role_id", ForeignKey("roles.id", ondelete="CASCADE"), primary_key=True),
    Column("right_code", ForeignKey("rights.code"), primary_key=True),
)


class Role(UuidKey, Timestamps, Revision, Base):
    """A set of rights (ROL-001)."""

    __tablename__ = "roles"

    name: Mapped[str] = mapped_column(String(150), unique=True)
    is_standard: Mapped[bool] = mapped_column(default=False)
    """Came with the product (ROL-008)."""
    requires_totp: Mapped[bool] = mapped_column(default=False)
    """Who has it must use a second factor."""
    rights: Mapped[list[Right]] = relationship(secondary=role_rights, lazy="selectin", order_by=Right.code)

    @property
    def right_codes(self) -> list[str]:
        return [right.code for right in self.rights]

    @property
    def is_administrator(self) -> bool:
        return self.name == ADMINISTRATOR


class SeededRole(Base):
    """A role that the product brought once: a deleted one does not come back at the next start."""

    __tablename__ = "seeded_roles"

    name: Mapped[str] = mapped_column(String(150), primary_key=True)
