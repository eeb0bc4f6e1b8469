"""Incidents, what gives them away, and the indexes of every list by organisation."""

from alembic import op

revision = "c52d9ad07e14"
down_revision = "b81f0c6e2a37"
branch_labels = None
depends_on = None

SORTS = ("number", "name", "address", "serial_number", "factory_number", "last_seen_sort")
STATEMENTS = (
    """
    alter table stations
        add column unanswered_calls integer not null default 0,
        add column recent_connects jsonb not null default '[]',
        add column clock_offset_s integer,
        add column clock_seen_at timestamptz
    """,
    """
    create table incidents (
        id uuid constraint pk_incidents primary key,
        revision integer not null,
        station_id uuid not null,
        station_number text not null,
        organization_id uuid not null,
        connector_number integer not null,
        kind varchar(32) not null,
        code text not null,
        severity varchar(32) not null,
        text text,
        params jsonb not null,
        opened_at timestamptz not null,
        resolved_at timestamptz,
        resolved_order timestamptz not null
            generated always as (coalesce(resolved_at, timestamptz '9999-12-31 00:00:00+00')) stored
    )
    """,
    """
    create unique index uq_incidents_open on incidents (station_id, kind, connector_number, code)
        where resolved_at is null
    """,
    "create index ix_incidents_opened_at_id on incidents (opened_at, id)",
    "create index ix_incidents_resolved_order_id on incidents (resolved_order, id)",
    "create index ix_incidents_station_number_id on incidents (station_number, id)",
    "create index ix_incidents_organization_id_opened_at_id on incidents (organization_id, opened_at, id)",
    "create index ix_incidents_organization_id_resolved_order_id on incidents (organization_id, resolved_order, id)",
    "create index ix_incidents_organization_id_station_number_id on incidents (organization_id, station_number, id)",
    "create index ix_incidents_station_id_opened_at_id on incidents (station_id, opened_at, id)",
    "create index ix_incidents_kind_opened_at_id on incidents (kind, opened_at, id)",
    "alter table commands alter column kind type varchar(40)",
    "alter table commands add column station_serial_number text not null default ''",
    r"""
    alter table commands add column search_text text not null
        generated always as (lower(station_number || E'\n' || station_serial_number)) stored
    """,
    "create index ix_commands_search on commands using gin (search_text gin_trgm_ops)",
    "create index ix_commands_organization_id_created_at_id on commands (organization_id, created_at, id)",
    "create index ix_commands_organization_id_station_number_id on commands (organization_id, station_number, id)",
    "create index ix_commands_kind_created_at_id on commands (kind, created_at, id)",
    *(
        f"create index ix_stations_organization_id_{sort}_id on stations (organization_id, {sort}, id)"
        for sort in SORTS
    ),
)


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for statement in STATEMENTS:
        op.execute(statement)


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for name in SORTS:
        op.execute(f"drop index ix_stations_organization_id_{name}_id")
    op.execute(
        "drop index ix_commands_organization_id_created_at_id, ix_commands_organization_id_station_number_id, "
        "ix_commands_kind_created_at_id, ix_commands_search"
    )
    op.execute("alter table commands drop column search_text, drop column station_serial_number")
    op.execute("drop table incidents")
    op.execute(
        "alter table stations drop column unanswered_calls, drop column recent_connects, drop column clock_offset_s, "
        "drop column clock_seen_at"
    )
