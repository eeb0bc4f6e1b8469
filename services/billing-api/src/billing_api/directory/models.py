"""Replicas: `users` of identity-api, `stations` of stations-api."""

from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from billing_api.db import Base


class User(Base):
    __tablename__ = "users"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    login: Mapped[str]
    label: Mapped[str]
    organization_id: Mapped[UUID | None]


class Station(Base):
    __tablename__ = "stations"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[str]
    name: Mapped[str]
    address: Mapped[str] = mapped_column(server_default="")
    organization_id: Mapped[UUID | None]
