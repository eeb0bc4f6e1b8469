"""API clients of one organisation are sorted without reading them all."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

SORTS = ("name", "created_at")


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for name in SORTS:
        columns = ["organization_id", name, "id"]
        op.create_index(op.f(f"ix_api_clients_organization_id_{name}_id"), "api_clients", columns)
    op.drop_index(op.f("ix_api_clients_organization_id"), table_name="api_clients")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_index(op.f("ix_api_clients_organization_id"), "api_clients", ["organization_id"])
    for name in SORTS:
        op.drop_index(op.f(f"ix_api_clients_organization_id_{name}_id"), table_name="api_clients")
