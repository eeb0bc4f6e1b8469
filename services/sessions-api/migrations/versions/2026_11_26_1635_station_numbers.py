"""A span of days by station number at ten million sessions: the start stands in the index, as it does by energy."""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _with("station_number, id, started_at")


def downgrade() -> None:
    _with("station_number, id")


def _with(columns: str) -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for name, first in (("station_number", ""), ("organization_station_number", "organization_id, ")):
        op.execute(f"drop index ix_sessions_{name}")
        op.execute(f"create index ix_sessions_{name} on sessions ({first}{columns})")
