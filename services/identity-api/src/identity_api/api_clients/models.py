from uuid import UUID

from common.db import Timestamps, UuidKey
from sqlalchemy import Column, ForeignKey, String, Table
from sqlalchemy.orm import Mapped, mapped_column, relationship

from identity_api.db import Base
from identity_api.roles.models import Role

api_client_roles = Table(
    "api_client_roles",
    Base.metadata,
    Column("api_client_id", ForeignKey("api_clients.id", ondelete="CASCADE"), primary_key=True),
    Column("role_id", ForeignKey("roles.id"), primary_key=True, index=True),
)


class ApiClient(UuidKey, Timestamps, Base):
    """A program that gets tokens by OAuth2 client credentials (RFC 6749, 4.4)."""

    __tablename__ = "api_clients"

    client_id: Mapped[str] = mapped_column(String(100), unique=True)
    name: Mapped[str] = mapped_column(String(150), unique=True)
    secret_hash: Mapped[str]
    organization_id: Mapped[UUID | None] = mapped_column(ForeignKey("organizations.id"), index=True)
    roles: Mapped[list[Role]] = relationship(secondary=api_client_roles, lazy="selectin", order_by=Role.name)
