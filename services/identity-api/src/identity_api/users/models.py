from collections.abc import Iterable
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

from common.db import Revision, Timestamps, UuidKey
from sqlalchemy import BigInteger, Column, Computed, DateTime, ForeignKey, Index, String, Table, func, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from identity_api.db import Base
from identity_api.organizations.models import Organization
from identity_api.roles.models import ADMINISTRATOR, Role
from identity_api.stations.models import StationCopy
from identity_api.users.limits import Limits

Status = Literal["active", "blocked"]
SORTS: Final = ("login", "last_name", "first_name", "patronymic", "phone", "email", "created_at")
"""Columns that sort the list: each has an index, also behind the organisation."""
_SEARCH_TEXT: Final = "lower(login || ' ' || last_name || ' ' || first_name || ' ' || phone || ' ' || email)"

user_roles = Table(
    "user_roles",
    Base.metadata,
    Column("user_id", ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    Column("role_id", ForeignKey("roles.id"), primary_key=True, index=True),
)
allowed_stations = Table(
    "user_allowed_stations",
    Base.metadata,
    Column("user_id", ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    Column("station_id", ForeignKey("stations.id"), primary_key=True, index=True),
)


class User(UuidKey, Timestamps, Revision, Base):
    """Staff, a driver with cards, or an account of another system (USR-002). Optional texts are empty, not null."""

    __tablename__ = "users"

    login: Mapped[str] = mapped_column(String(150), unique=True)
    """In small letters: that is how it is compared and kept (UI-005, USR-043)."""
    password_hash: Mapped[str | None]
    """argon2id; null: signs in nowhere, only his cards are used."""
    must_change_password: Mapped[bool] = mapped_column(default=False)
    """Somebody else knows the password: nothing else is possible until it is changed."""
    phone: Mapped[str] = mapped_column(String(20), default="")
    email: Mapped[str] = mapped_column(String(50), default="")
    first_name: Mapped[str] = mapped_column(String(150), default="")
    last_name: Mapped[str] = mapped_column(String(150), default="")
    patronymic: Mapped[str] = mapped_column(String(150), default="")
    organization_id: Mapped[UUID | None] = mapped_column(ForeignKey("organizations.id"))
    is_blocked: Mapped[bool] = mapped_column(default=False)
    changed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    """Of the data that others see (USR-072); settings and sign-ins are no change."""
    last_sign_in_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))

    energy_limit_wh: Mapped[int | None] = mapped_column(BigInteger)
    limit_set_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    limit_changed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    consumed_energy_wh: Mapped[int] = mapped_column(BigInteger, default=0)
    """With all present credentials (USR-094); kept up with each session and each unbinding."""
    running_energy_wh: Mapped[int] = mapped_column(BigInteger, default=0)
    """The part of it that belongs to sessions that still run."""

    totp_sealed: Mapped[bytes | None]
    """The secret of the second factor, encrypted (keys/box.py)."""
    totp_confirmed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    totp_step: Mapped[int | None] = mapped_column(BigInteger)
    """Time step of the last accepted code: a code works once."""

    language: Mapped[str] = mapped_column(default="ru")
    theme: Mapped[str] = mapped_column(default="system")
    rows_per_page: Mapped[int] = mapped_column(default=15)
    auto_refresh_seconds: Mapped[int | None] = mapped_column(default=30)

    roles: Mapped[list[Role]] = relationship(secondary=user_roles, lazy="selectin", order_by=Role.name)
    organization: Mapped[Organization | None] = relationship(lazy="selectin")
    allowed_stations: Mapped[list[StationCopy]] = relationship(
        secondary=allowed_stations, lazy="selectin", order_by=StationCopy.number
    )

    search_text: Mapped[str] = mapped_column(Computed(_SEARCH_TEXT, persisted=True), deferred=True)
    """What the search field looks into (USR-007), in lower case."""

    __table_args__ = (
        *(Index(None, name, "id") for name in SORTS if name != "login"),
        *(Index(None, "organization_id", name, "id") for name in SORTS),
        Index("ix_users_blocked", "id", postgresql_where=text("is_blocked")),
        Index(
            "ix_users_search",
            "search_text",
            postgresql_using="gin",
            postgresql_ops={"search_text": "gin_trgm_ops"},
        ),
    )

    @property
    def label(self) -> str:
        """How others show him: last and first name, or the login."""
        return f"{self.last_name} {self.first_name}".strip() or self.login

    @property
    def status(self) -> Status:
        """ENU-658, ENU-659."""
        return "blocked" if self.is_blocked else "active"

    @property
    def limits(self) -> Limits:
        return Limits(
            consumed_energy_wh=self.consumed_energy_wh,
            energy_limit_wh=self.energy_limit_wh,
            limit_set_at=self.limit_set_at,
            limit_changed_at=self.limit_changed_at,
        )

    @property
    def energy_left_wh(self) -> int | None:
        """What sessions that run now may take together; whoever watches them subtracts what they have taken."""
        if self.energy_limit_wh is None:
            return None
        return self.energy_limit_wh - (self.consumed_energy_wh - self.running_energy_wh)

    @property
    def allowed_station_ids(self) -> list[UUID] | None:
        """None: everywhere (USR-107)."""
        return [station.id for station in self.allowed_stations] or None

    @property
    def organization_name(self) -> str | None:
        return self.organization.name if self.organization else None

    @property
    def has_password(self) -> bool:
        return self.password_hash is not None

    @property
    def has_totp(self) -> bool:
        return self.totp_confirmed_at is not None

    @property
    def must_set_up_totp(self) -> bool:
        """One of his roles asks for a second factor, and he has none yet."""
        return not self.has_totp and any(role.requires_totp for role in self.roles)

    @property
    def is_administrator(self) -> bool:
        return any(role.name == ADMINISTRATOR for role in self.roles)

    def touch(self, now: datetime) -> None:
        """Call with each change that others see."""
        self.revision += 1
        self.changed_at = now

    def limit_energy(self, limit_wh: int | None, now: datetime) -> None:
        """USR-097, USR-098: set when one is entered or removed, changed when one replaces another."""
        if limit_wh == self.energy_limit_wh:
            return
        if limit_wh is None or self.energy_limit_wh is None:
            self.limit_set_at = now
        else:
            self.limit_changed_at = now
        self.energy_limit_wh = limit_wh


def dashboard_rights_of(roles: Iterable[Role]) -> frozenset[str]:
    """The union of the roles' rights (ROL-022), as far as they open something in the dashboard or the API."""
    return frozenset(right.code for role in roles for right in role.rights if right.opens_dashboard)
