"""A rare connector type or number is found without reading ten million sessions; small, for it repeats itself."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_index("ix_sessions_connector", "sessions", ["connector_type", "connector_number"])


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.drop_index("ix_sessions_connector", table_name="sessions")
