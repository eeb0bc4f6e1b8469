"""Indexes of `sessions`: what keeps the list, the reconciliation and the upkeep cheap at any size (ADR 0002)."""

from datetime import timedelta
from typing import Final

from sqlalchemy import Index, text

RUNNING = "('ready', 'active', 'unknown')"
"""States of an unfinished session that time turns into `overdue`."""
PRESUMED = "is_open and presumed_over_at is not null"
UNPLUGGED = "is_open and unplugged_seen_at is not null"
A_DAY: Final = timedelta(hours=24)
LONG: Final = "ended_order - started_at > interval '24 hours'"
"""The open ones and a few others: whatever was started before a day had ended by the end of the next, but for these."""
INDEXES = (
    Index(
        "uq_sessions_open",
        "station_id",
        "connector_number",
        "is_late",
        unique=True,
        postgresql_where=text("is_open"),
    ),
    Index("ix_sessions_started_at", "started_at", "id"),
    # the start stands behind: a span of days is found on the way without looking at the rows of other days
    Index("ix_sessions_station_number", "station_number", "id", "started_at"),
    Index("ix_sessions_energy_wh", "energy_wh", "id", "started_at"),
    Index("ix_sessions_ended_order", "ended_order", "id"),
    Index("ix_sessions_organization_started_at", "organization_id", "started_at", "id"),
    Index("ix_sessions_organization_station_number", "organization_id", "station_number", "id", "started_at"),
    Index("ix_sessions_organization_energy_wh", "organization_id", "energy_wh", "id", "started_at"),
    Index("ix_sessions_organization_ended_order", "organization_id", "ended_order", "id"),
    Index("ix_sessions_station_started_at", "station_id", "started_at", "id"),
    Index("ix_sessions_state_started_at", "state", "started_at", "id"),
    Index("ix_sessions_long", "ended_order", "id", "started_at", postgresql_where=text(LONG)),
    Index("ix_sessions_connector", "connector_type", "connector_number"),
    Index(
        "ix_sessions_station_untold",
        "station_id",
        "connector_number",
        "started_at",
        postgresql_where=text("transaction_number is null"),
    ),
    Index("ix_sessions_unplaced", "station_id", postgresql_where=text("organization_id is null")),
    Index("ix_sessions_running", "started_at", postgresql_where=text(f"is_open and state in {RUNNING}")),
    Index("ix_sessions_unplugged", "unplugged_seen_at", postgresql_where=text(UNPLUGGED)),
    Index("ix_sessions_presumed", "presumed_over_at", postgresql_where=text(PRESUMED)),
    Index("ix_sessions_open_payer", "payer_id", postgresql_where=text("is_open and payer_kind = 'user'")),
    Index("ix_sessions_payer", "payer_id", "started_at", "id", postgresql_where=text("payer_kind = 'user'")),
    Index(
        "ix_sessions_started_by",
        "start_user_label",
        "started_at",
        "id",
        postgresql_where=text("start_user_label is not null"),
    ),
    Index("ix_sessions_unpublished", "published_at", postgresql_where=text("is_unpublished")),
    Index(
        "ix_sessions_search",
        "search_text",
        postgresql_using="gin",
        postgresql_ops={"search_text": "gin_trgm_ops"},
    ),
)
