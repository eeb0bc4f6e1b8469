"""Reports of a rare kind, of all stations, without reading the whole log."""

from alembic import op

revision = "b1d5e08c43f7"
down_revision = "a94c07e1b5d3"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_index("ix_station_reports_kind_received_at_id", "station_reports", ["kind", "received_at", "id"])


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.drop_index("ix_station_reports_kind_received_at_id", table_name="station_reports")
