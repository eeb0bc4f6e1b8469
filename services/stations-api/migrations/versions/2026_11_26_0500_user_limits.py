"""Power limits that a person has set, of stations and of connectors."""

from alembic import op

revision = "e1c5a7b93d42"
down_revision = "d7e40b19c3a8"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute(
        """
        alter table stations
            add user_limit_w integer,
            add limits_changed_by text,
            add limits_changed_at timestamptz
        """
    )
    op.execute("alter table connectors add user_limit_w integer")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute("alter table connectors drop user_limit_w")
    op.execute("alter table stations drop user_limit_w, drop limits_changed_by, drop limits_changed_at")
