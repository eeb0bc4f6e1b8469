"""Transactions that tell no registers or no start, stations that vanish, the quarantine."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    # transactions of the first release told both registers, except those that a rule closed
    for name, default in (
        ("is_meter_start_told", "true"),
        ("is_meter_stop_told", "true"),
        ("is_start_assumed", "false"),
    ):
        op.add_column("transactions", sa.Column(name, sa.Boolean(), nullable=False, server_default=default))
        op.alter_column("transactions", name, server_default=None)
    op.execute("UPDATE transactions SET is_meter_stop_told = false WHERE is_closed_by_rule OR ended_at IS NULL")
    op.add_column("transactions", sa.Column("first_register_wh", sa.BigInteger(), nullable=True))
    op.add_column("transactions", sa.Column("first_register_at", MOMENT, nullable=True))
    op.add_column("transactions", sa.Column("intervals", postgresql.JSONB(), nullable=True))
    op.add_column("sessions", sa.Column("silent_since", MOMENT, nullable=True))
    op.add_column("sessions", sa.Column("presumed_over_at", MOMENT, nullable=True))
    op.create_index(
        "ix_sessions_presumed",
        "sessions",
        ["presumed_over_at"],
        postgresql_where=sa.text("is_open and presumed_over_at is not null"),
    )
    _quarantine()


def _quarantine() -> None:
    op.add_column("unmatched_facts", sa.Column("state", sa.String(), nullable=False, server_default="waiting"))
    op.alter_column("unmatched_facts", "state", server_default=None)
    op.add_column("unmatched_facts", sa.Column("session_id", sa.Uuid(), nullable=True))
    op.add_column("unmatched_facts", sa.Column("decided_at", MOMENT, nullable=True))
    op.add_column("unmatched_facts", sa.Column("decided_by", sa.String(), nullable=True))
    op.add_column("unmatched_facts", sa.Column("reason", sa.String(), nullable=True))
    op.execute("UPDATE unmatched_facts SET kind = 'unmatched_' || kind")
    op.drop_index("ix_unmatched_facts_received_at", "unmatched_facts")
    op.create_index("ix_unmatched_facts_received_at", "unmatched_facts", ["received_at", "id"])
    op.create_index("ix_unmatched_facts_station_received_at", "unmatched_facts", ["station_id", "received_at", "id"])
    op.create_index(
        "ix_unmatched_facts_orphans",
        "unmatched_facts",
        ["received_at"],
        postgresql_where=sa.text("state = 'waiting' and kind = 'unmatched_end'"),
    )


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.drop_index("ix_unmatched_facts_orphans", "unmatched_facts")
    op.drop_index("ix_unmatched_facts_station_received_at", "unmatched_facts")
    op.drop_index("ix_unmatched_facts_received_at", "unmatched_facts")
    op.create_index("ix_unmatched_facts_received_at", "unmatched_facts", ["received_at"])
    op.execute("DELETE FROM unmatched_facts WHERE kind = 'rejected_frame' OR state <> 'waiting'")
    op.execute("UPDATE unmatched_facts SET kind = replace(kind, 'unmatched_', '')")
    for name in ("state", "session_id", "decided_at", "decided_by", "reason"):
        op.drop_column("unmatched_facts", name)
    op.drop_index("ix_sessions_presumed", "sessions")
    for name in ("silent_since", "presumed_over_at"):
        op.drop_column("sessions", name)
    for name in (
        "is_meter_start_told",
        "is_meter_stop_told",
        "is_start_assumed",
        "first_register_wh",
        "first_register_at",
        "intervals",
    ):
        op.drop_column("transactions", name)
