"""The sandbox holds first and captures then; indexes for lists of one organisation."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.add_column("sandbox_operations", sa.Column("captured_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE sandbox_operations SET captured_at = created_at WHERE outcome = 'accepted'")
    op.create_index("ix_payments_organization_id_amount_id", "payments", ["organization_id", "amount", "id"])
    op.create_index("ix_payments_organization_id_number_id", "payments", ["organization_id", "number", "id"])


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.drop_index("ix_payments_organization_id_number_id", "payments")
    op.drop_index("ix_payments_organization_id_amount_id", "payments")
    op.drop_column("sandbox_operations", "captured_at")
