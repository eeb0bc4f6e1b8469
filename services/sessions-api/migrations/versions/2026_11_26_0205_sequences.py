"""Gaps in the numbering of messages, and power against energy."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute(
        "alter table transactions add column sequences jsonb, add column power_wh real, add column power_hours real, "
        "add column power_last_w integer, add column power_last_at timestamptz"
    )


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute(
        "alter table transactions drop column sequences, drop column power_wh, drop column power_hours, "
        "drop column power_last_w, drop column power_last_at"
    )
