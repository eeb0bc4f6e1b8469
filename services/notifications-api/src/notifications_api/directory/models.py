"""Replicas: `organizations` of identity-api, `stations` of stations-api."""

from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from notifications_api.db import Base


class Organization(Base):
    __tablename__ = "organizations"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    parent_id: Mapped[UUID | None] = mapped_column(index=True)
    """No foreign key: a child's snapshot may come before its parent's."""


class Station(Base):
    __tablename__ = "stations"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[str]
    organization_id: Mapped[UUID | None]
