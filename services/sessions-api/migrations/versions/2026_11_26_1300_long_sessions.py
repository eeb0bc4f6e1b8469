"""Lists of a span of days, sorted by energy or by end, at ten million sessions.

By energy: the start stands in the index, so that the many without energy are passed by without looking at their rows.
By end: few sessions last longer than a day, and those have an index of their own.
"""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for name, columns in (("energy_wh", "energy_wh, id"), ("organization_energy_wh", "organization_id, energy_wh, id")):
        op.execute(f"drop index ix_sessions_{name}")
        op.execute(f"create index ix_sessions_{name} on sessions ({columns}, started_at)")
    op.execute(
        "create index ix_sessions_long on sessions (ended_order, id, started_at) "
        "where ended_order - started_at > interval '24 hours'"
    )


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.drop_index("ix_sessions_long", table_name="sessions")
    for name, columns in (("energy_wh", "energy_wh, id"), ("organization_energy_wh", "organization_id, energy_wh, id")):
        op.execute(f"drop index ix_sessions_{name}")
        op.execute(f"create index ix_sessions_{name} on sessions ({columns})")
