"""Tariffs, their versions, and the groups to which a tariff may be limited."""

from datetime import datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from common.db import Revision, Timestamps, UuidKey
from sqlalchemy import DateTime, ForeignKey, Index, Numeric, SmallInteger, String, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from billing_api.db import Base

Price = Numeric(12, 2)


class Tariff(UuidKey, Timestamps, Revision, Base):
    """The present state of a tariff; every change leaves a TariffVersion behind."""

    __tablename__ = "tariffs"
    __table_args__ = (
        Index("ix_tariffs_name_id", "name", "id"),
        Index("ix_tariffs_created_at_id", "created_at", "id"),
        Index("ix_tariffs_organization_id", "organization_id"),
    )

    organization_id: Mapped[UUID]
    name: Mapped[str] = mapped_column(String(250))
    is_in_force: Mapped[bool]
    periodicity: Mapped[str]
    valid_from: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    valid_to: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    window_start: Mapped[time | None]
    window_end: Mapped[time | None]
    weekdays: Mapped[list[int]] = mapped_column(ARRAY(SmallInteger))
    connector_types: Mapped[list[str]] = mapped_column(ARRAY(Text))
    priority: Mapped[int] = mapped_column(SmallInteger)
    """1 is the highest; decides between tariffs of one organisation with equal rank by groups (ADR 0002)."""
    user_group_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_groups.id"), index=True)
    station_group_id: Mapped[UUID | None] = mapped_column(ForeignKey("station_groups.id"), index=True)
    price_start: Mapped[Decimal] = mapped_column(Price)
    price_kwh: Mapped[Decimal] = mapped_column(Price)
    price_minute: Mapped[Decimal] = mapped_column(Price)
    price_idle_minute: Mapped[Decimal] = mapped_column(Price)
    free_idle_minutes: Mapped[int]
    minimum: Mapped[Decimal | None] = mapped_column(Price)
    maximum: Mapped[Decimal | None] = mapped_column(Price)
    deleted_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    """Deleted for people; its versions go on pricing what began before (TAR-010)."""


class TariffVersion(Base):
    """A tariff as it stood from `since` on: late sessions are priced by what held when they began."""

    __tablename__ = "tariff_versions"

    tariff_id: Mapped[UUID] = mapped_column(ForeignKey("tariffs.id"), primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[UUID] = mapped_column(index=True)
    since: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    terms: Mapped[dict[str, Any]] = mapped_column(JSONB)
    """`TariffTerms` as JSON."""


class UserGroup(UuidKey, Timestamps, Revision, Base):
    __tablename__ = "user_groups"
    __table_args__ = (
        Index("uq_user_groups_organization_id_name", "organization_id", "name", unique=True),
        Index("ix_user_groups_name_id", "name", "id"),
        Index("ix_user_groups_modified_at_id", "modified_at", "id"),
        Index("ix_user_groups_organization_id_modified_at_id", "organization_id", "modified_at", "id"),
    )

    organization_id: Mapped[UUID]
    name: Mapped[str] = mapped_column(String(250))


class UserGroupMember(Base):
    __tablename__ = "user_group_members"

    group_id: Mapped[UUID] = mapped_column(ForeignKey("user_groups.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[UUID] = mapped_column(primary_key=True, index=True)


class StationGroup(UuidKey, Timestamps, Revision, Base):
    __tablename__ = "station_groups"
    __table_args__ = (
        Index("uq_station_groups_organization_id_name", "organization_id", "name", unique=True),
        Index("ix_station_groups_name_id", "name", "id"),
        Index("ix_station_groups_modified_at_id", "modified_at", "id"),
        Index("ix_station_groups_organization_id_modified_at_id", "organization_id", "modified_at", "id"),
    )

    organization_id: Mapped[UUID]
    name: Mapped[str] = mapped_column(String(250))


class StationGroupMember(Base):
    __tablename__ = "station_group_members"

    group_id: Mapped[UUID] = mapped_column(ForeignKey("station_groups.id", ondelete="CASCADE"), primary_key=True)
    station_id: Mapped[UUID] = mapped_column(primary_key=True, index=True)
