"""Payments of a span of days by number: which blocks of numbers have any."""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute("create index ix_payments_block_created_at on payments ((number / 50000), created_at)")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.drop_index("ix_payments_block_created_at", table_name="payments")
