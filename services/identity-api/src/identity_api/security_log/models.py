from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, Computed, DateTime, Index, String, Text, select
from sqlalchemy.orm import Mapped, column_property, mapped_column

from identity_api.db import Base
from identity_api.organizations.models import Organization

SEARCHED = (
    "lower(source || ' ' || coalesce(session_id::text, '') || ' ' || coalesce(link_id, '') || ' ' ||"
    " coalesce(link_label, '') || ' ' || coalesce(description, ''))"
)
"""SEC-016: one field searches source, session id, link and description."""


class SecurityLogEntry(Base):
    """One deed. Monthly partitions by `at`; `position` and `hash` chain the entries of a month in order of arrival."""

    __tablename__ = "security_log"
    __table_args__ = (
        Index("ix_security_log_id", "id"),
        Index("ix_security_log_source_id", "source", "id"),
        Index("ix_security_log_organization_id_at_id", "organization_id", "at", "id"),
        Index("ix_security_log_organization_id_source_id", "organization_id", "source", "id"),
        Index("ix_security_log_source_type_at_id", "source_type", "at", "id"),
        Index("ix_security_log_source_type_source_id", "source_type", "source", "id"),
        Index("ix_security_log_organization_source_type", "organization_id", "source_type", "source", "id"),
        Index("ix_security_log_link_type_at_id", "link_type", "at", "id"),
        Index("ix_security_log_operation_at_id", "operation", "at", "id"),
        Index("ix_security_log_position", "position"),
        Index(
            "ix_security_log_search_text",
            "search_text",
            postgresql_using="gin",
            postgresql_ops={"search_text": "gin_trgm_ops"},
        ),
        {"postgresql_partition_by": "RANGE (at)"},
    )

    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(BigInteger)
    """1, 2, … in its month, without gaps."""
    hash: Mapped[str] = mapped_column(String(64))
    """Hex SHA-256 over the hash before it and this entry's content (chain.py)."""
    source_type: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text)
    organization_id: Mapped[UUID | None]
    session_id: Mapped[UUID | None]
    link_type: Mapped[str] = mapped_column(Text)
    link_id: Mapped[str | None] = mapped_column(Text)
    link_label: Mapped[str | None] = mapped_column(Text)
    operation: Mapped[str] = mapped_column(Text)
    description: Mapped[str | None] = mapped_column(Text)
    # json, not jsonb: it gives back the very numbers and texts that were hashed
    arguments: Mapped[dict[str, Any]] = mapped_column(JSON)
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    address: Mapped[str | None] = mapped_column(Text)
    user_agent: Mapped[str | None] = mapped_column(Text)
    result: Mapped[str] = mapped_column(Text)
    search_text: Mapped[str] = mapped_column(Text, Computed(SEARCHED, persisted=True), deferred=True)


SecurityLogEntry.organization_name = column_property(
    select(Organization.name)
    .where(Organization.id == SecurityLogEntry.organization_id)
    .correlate_except(Organization)
    .scalar_subquery()
)


class SecurityLogChain(Base):
    """The end of a month's chain: what the entries of the month must come to. Its row is the writer's lock."""

    __tablename__ = "security_log_chains"

    month: Mapped[date] = mapped_column(primary_key=True)
    count: Mapped[int] = mapped_column(BigInteger, default=0)
    hash: Mapped[str] = mapped_column(String(64))
    previous_month: Mapped[date | None]
    """The month that stood before when this one began: it cannot be taken away without a trace."""
    previous_hash: Mapped[str | None] = mapped_column(String(64))
    """Its end at that moment; entries that come late follow it."""
    is_dropped: Mapped[bool] = mapped_column(default=False)
    """Its entries were older than the retention; the row stays as a witness."""
