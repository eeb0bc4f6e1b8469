"""Groups of one organisation, the last changed first: as every list that has a scope."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TABLES = ("user_groups", "station_groups")


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for table in TABLES:
        name = f"ix_{table}_organization_id_modified_at_id"
        op.create_index(name, table, ["organization_id", "modified_at", "id"])


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for table in TABLES:
        op.drop_index(f"ix_{table}_organization_id_modified_at_id", table_name=table)
