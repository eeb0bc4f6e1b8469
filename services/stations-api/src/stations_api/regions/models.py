from uuid import UUID

from common.db import Revision, Timestamps, UuidKey
from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from stations_api.db import Base

DEFAULT_REGION_ID = UUID("00000000-0000-7000-8000-000000000101")
"""Seeded by the first migration: «Россия», Europe/Moscow."""


class Region(UuidKey, Timestamps, Revision, Base):
    """A node of the region tree (DIR-040); its IANA time zone is valid for the stations bound to it (DIR-050)."""

    __tablename__ = "regions"
    __table_args__ = (Index("ix_regions_name_id", "name", "id"),)

    name: Mapped[str]
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("regions.id"))
    time_zone: Mapped[str]
