"""A million users and ten million entries of the log: two things that were found by reading them all.

The blocked users are few: whoever counts the active ones of a role counts all of it and takes those away. Sources stand
in the order of their types (stations, services, people): one type by source was searched for from the wrong end.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_index("ix_users_blocked", "users", ["id"], postgresql_where=sa.text("is_blocked"))
    op.create_index("ix_security_log_source_type_source_id", "security_log", ["source_type", "source", "id"])
    of_one = ["organization_id", "source_type", "source", "id"]
    op.create_index("ix_security_log_organization_source_type", "security_log", of_one)


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.drop_index("ix_security_log_organization_source_type", table_name="security_log")
    op.drop_index("ix_security_log_source_type_source_id", table_name="security_log")
    op.drop_index("ix_users_blocked", table_name="users")
