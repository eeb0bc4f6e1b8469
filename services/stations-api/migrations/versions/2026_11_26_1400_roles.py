"""Roles of users, so that nobody else is let in at a station without a password."""

from alembic import op

revision = "f3b8a2d60c15"
down_revision = "f20d8b6c1e57"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute("alter table user_copies add roles text[]")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute("alter table user_copies drop roles")
