"""Rare kinds of payments, and what a deleted user has paid, are found without reading them all."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_index("ix_payments_operation_type", "payments", ["operation", "type"])
    op.create_index("ix_payments_payer_id", "payments", ["payer_id"])
    op.create_index("ix_charges_payer_id", "charges", ["payer_id"])


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.drop_index("ix_charges_payer_id", table_name="charges")
    op.drop_index("ix_payments_payer_id", table_name="payments")
    op.drop_index("ix_payments_operation_type", table_name="payments")
