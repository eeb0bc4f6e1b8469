from common.db import Timestamps, UuidKey
from sqlalchemy import Column, ForeignKey, String, Table
from sqlalchemy.orm import Mapped, mapped_column, relationship

from identity_api.db import Base
from identity_api.rights.models import Right

ADMINISTRATOR = "administrator"

role_rights = Table(
    "role_rights",
    Base.metadata,
    Column("role_id", ForeignKey("roles.id", ondelete="CASCADE"), primary_key=True),
    Column("right_code", ForeignKey("rights.code"), primary_key=True),
)


class Role(UuidKey, Timestamps, Base):
    """A set of rights (ROL-001)."""

    __tablename__ = "roles"

    name: Mapped[str] = mapped_column(String(150), unique=True)
    rights: Mapped[list[Right]] = relationship(secondary=role_rights, lazy="selectin", order_by=Right.code)

    @property
    def right_codes(self) -> list[str]:
        return [right.code for right in self.rights]
