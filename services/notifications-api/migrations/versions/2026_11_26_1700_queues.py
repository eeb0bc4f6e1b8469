"""What is due is found per webhook, and of the open deliveries about one thing only the first is due."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

BEHIND = """
update deliveries as behind set next_attempt_at = null
where behind.status in ('pending', 'failed') and exists (
  select from deliveries as first
  where first.webhook_id = behind.webhook_id and first.object_key = behind.object_key
    and first.sequence < behind.sequence and first.status in ('pending', 'failed'))
"""
DUE = "update deliveries set next_attempt_at = now() where status in ('pending', 'failed') and next_attempt_at is null"
IS_DUE = sa.text("next_attempt_at is not null")
IS_OPEN = sa.text("status in ('pending', 'failed')")


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.drop_index("ix_deliveries_due", table_name="deliveries")
    op.execute(BEHIND)
    columns = ["webhook_id", "next_attempt_at", "sequence"]
    op.create_index("ix_deliveries_due", "deliveries", columns, postgresql_where=IS_DUE)


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.drop_index("ix_deliveries_due", table_name="deliveries")
    op.execute(DUE)
    op.create_index("ix_deliveries_due", "deliveries", ["next_attempt_at"], postgresql_where=IS_OPEN)
