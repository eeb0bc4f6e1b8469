"""Users are found and sorted without reading them all, also those of one organisation."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

SORTS = ("login", "last_name", "first_name", "patronymic", "phone", "email", "created_at")


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute("create extension if not exists pg_trgm")
    op.execute(
        "alter table users add column search_text character varying not null generated always as "
        "(lower(login || ' ' || last_name || ' ' || first_name || ' ' || phone || ' ' || email)) stored"
    )
    op.execute("create index ix_users_search on users using gin (search_text gin_trgm_ops)")
    for name in SORTS:
        op.create_index(op.f(f"ix_users_organization_id_{name}_id"), "users", ["organization_id", name, "id"])
    op.drop_index(op.f("ix_users_organization_id"), table_name="users")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_index(op.f("ix_users_organization_id"), "users", ["organization_id"])
    for name in SORTS:
        op.drop_index(op.f(f"ix_users_organization_id_{name}_id"), table_name="users")
    op.drop_index("ix_users_search", table_name="users")
    op.drop_column("users", "search_text")
