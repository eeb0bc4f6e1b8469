"""The security log: monthly partitions, hash chains."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

STATEMENTS = (
    "create extension if not exists pg_trgm",
    """
    create table security_log_chains (
        month date constraint pk_security_log_chains primary key,
        count bigint not null,
        hash varchar(64) not null,
        is_dropped boolean not null
    )
    """,
    """
    create table security_log (
        at timestamptz not null,
        id uuid not null,
        position bigint not null,
        hash varchar(64) not null,
        source_type text not null,
        source text not null,
        organization_id uuid,
        session_id uuid,
        link_type text not null,
        link_id text,
        link_label text,
        operation text not null,
        description text,
        arguments json not null,
        before json,
        after json,
        address text,
        user_agent text,
        result text not null,
        search_text text not null generated always as (
            lower(source || ' ' || coalesce(session_id::text, '') || ' ' || coalesce(link_id, '') || ' ' ||
            coalesce(link_label, '') || ' ' || coalesce(description, ''))
        ) stored,
        constraint pk_security_log primary key (at, id)
    ) partition by range (at)
    """,
    "create index ix_security_log_id on security_log (id)",
    "create index ix_security_log_position on security_log (position)",
    "create index ix_security_log_source_id on security_log (source, id)",
    "create index ix_security_log_organization_id_at_id on security_log (organization_id, at, id)",
    "create index ix_security_log_organization_id_source_id on security_log (organization_id, source, id)",
    "create index ix_security_log_source_type_at_id on security_log (source_type, at, id)",
    "create index ix_security_log_link_type_at_id on security_log (link_type, at, id)",
    "create index ix_security_log_operation_at_id on security_log (operation, at, id)",
    "create index ix_security_log_search_text on security_log using gin (search_text gin_trgm_ops)",
)


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for statement in STATEMENTS:
        op.execute(statement)


def downgrade() -> None:
    for table in ("security_log", "security_log_chains"):
        op.execute(f"drop table {table}")
