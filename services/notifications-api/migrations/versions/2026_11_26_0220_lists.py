"""Indexes for the lists of one organisation."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for name in ("name", "created_at"):
        op.create_index(f"ix_webhooks_organization_id_{name}_id", "webhooks", ["organization_id", name, "id"])
    columns = ["organization_id", "created_at", "id"]
    op.create_index("ix_deliveries_organization_id_created_at_id", "deliveries", columns)
    op.drop_index("ix_webhooks_organization_id", "webhooks")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_index("ix_webhooks_organization_id", "webhooks", ["organization_id"])
    op.drop_index("ix_deliveries_organization_id_created_at_id", "deliveries")
    for name in ("created_at", "name"):
        op.drop_index(f"ix_webhooks_organization_id_{name}_id", "webhooks")
