"""Months of the security log know the one before; snapshots know in which form they were told last."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.add_column("security_log_chains", sa.Column("previous_month", sa.Date(), nullable=True))
    op.add_column("security_log_chains", sa.Column("previous_hash", sa.String(64), nullable=True))
    op.create_table(
        "snapshot_forms",
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("form", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("topic", name=op.f("pk_snapshot_forms")),
    )


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.drop_table("snapshot_forms")
    op.drop_column("security_log_chains", "previous_hash")
    op.drop_column("security_log_chains", "previous_month")
