from collections.abc import Iterable
from uuid import UUID

from common.db import Revision, Timestamps, UuidKey
from sqlalchemy import Column, ForeignKey, Index, String, Table
from sqlalchemy.orm import Mapped, mapped_column, relationship

from identity_api.db import Base
from identity_api.organizations.models import Organization
from identity_api.roles.models import ADMINISTRATOR, Role

user_roles = Table(
    "user_roles",
    Base.metadata,
    Column("user_id", ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    Column("role_id", ForeignKey("roles.id"), primary_key=True, index=True),
)


class User(UuidKey, Timestamps, Revision, Base):
    """Staff, a driver with cards, or an account of another system (USR-002). Optional texts are empty, not null."""

    __tablename__ = "users"

    login: Mapped[str] = mapped_column(String(150), unique=True)
    """In small letters: that is how it is compared and kept (UI-005, USR-043)."""
    password_hash: Mapped[str | None]
    """argon2id; null: signs in nowhere, only his cards are used."""
    phone: Mapped[str] = mapped_column(String(20), default="")
    email: Mapped[str] = mapped_column(String(50), default="")
    first_name: Mapped[str] = mapped_column(String(150), default="")
    last_name: Mapped[str] = mapped_column(String(150), default="")
    patronymic: Mapped[str] = mapped_column(String(150), default="")
    organization_id: Mapped[UUID | None] = mapped_column(ForeignKey("organizations.id"), index=True)
    is_blocked: Mapped[bool] = mapped_column(default=False)

    language: Mapped[str] = mapped_column(default="ru")
    theme: Mapped[str] = mapped_column(default="system")
    rows_per_page: Mapped[int] = mapped_column(default=15)
    auto_refresh_seconds: Mapped[int | None] = mapped_column(default=30)

    roles: Mapped[list[Role]] = relationship(secondary=user_roles, lazy="selectin", order_by=Role.name)
    organization: Mapped[Organization | None] = relationship(lazy="selectin")

    __table_args__ = (
        Index(None, "last_name", "id"),
        Index(None, "first_name", "id"),
        Index(None, "created_at", "id"),
    )

    @property
    def label(self) -> str:
        """How others show him: last and first name, or the login."""
        return f"{self.last_name} {self.first_name}".strip() or self.login

    @property
    def organization_name(self) -> str | None:
        return self.organization.name if self.organization else None

    @property
    def organization_number(self) -> str | None:
        return self.organization.number if self.organization else None

    @property
    def has_password(self) -> bool:
        return self.password_hash is not None

    @property
    def is_administrator(self) -> bool:
        return any(role.name == ADMINISTRATOR for role in self.roles)


def dashboard_rights_of(roles: Iterable[Role]) -> frozenset[str]:
    """The union of the roles' rights (ROL-022), as far as they open something in the dashboard or the API."""
    return frozenset(right.code for role in roles for right in role.rights if right.opens_dashboard)
