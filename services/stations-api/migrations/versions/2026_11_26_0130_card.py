"""The full card of a station, what native stations tell of themselves, stations that are taken away."""

from alembic import op

revision = "b81f0c6e2a37"
down_revision = "7c1f0a9be552"
branch_labels = None
depends_on = None

STATEMENTS = (
    """
    alter table stations
        add column description text not null default '',
        add column comment text not null default '',
        add column working_hours text not null default '',
        add column owner_login text,
        add column latitude double precision,
        add column longitude double precision,
        add column earthing_type varchar(32),
        add column cable_cross_section_mm2 double precision,
        add column cable_length_m integer,
        add column breaker_current_a double precision,
        add column allocated_power_w integer,
        add column maker_code text not null default '',
        add column told jsonb not null default '{}'
    """,
    """
    alter table connectors
        add column name text not null default '',
        add column told jsonb not null default '{}',
        add column meter_reading_wh bigint,
        add column available_power_w integer
    """,
    "update connectors set available_power_w = max_power_w",
    "drop index ix_stations_search",
    "alter table stations drop column search_text",
    r"""
    alter table stations add column search_text text not null generated always as (
        lower(number || E'\n' || name || E'\n' || address || E'\n' || serial_number || E'\n'
              || coalesce(told #>> '{aggregator,address}', ''))
    ) stored
    """,
    "create index ix_stations_search on stations using gin (search_text gin_trgm_ops)",
    "create index ix_user_copies_login on user_copies (login)",
    # a command is history: it outlives its station by thirty days
    "alter table commands drop constraint fk_commands_station_id_stations",
)


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for statement in STATEMENTS:
        op.execute(statement)


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute(
        "alter table commands add constraint fk_commands_station_id_stations "
        "foreign key (station_id) references stations (id) not valid"
    )
    op.execute("drop index ix_user_copies_login")
    op.execute("drop index ix_stations_search")
    op.execute("alter table stations drop column search_text")
    op.execute(
        r"alter table stations add column search_text text not null generated always as "
        r"(lower(number || E'\n' || name || E'\n' || address || E'\n' || serial_number)) stored"
    )
    op.execute("create index ix_stations_search on stations using gin (search_text gin_trgm_ops)")
    op.execute(
        "alter table connectors drop column name, drop column told, drop column meter_reading_wh, "
        "drop column available_power_w"
    )
    op.execute(
        "alter table stations drop column description, drop column comment, drop column working_hours, "
        "drop column owner_login, drop column latitude, drop column longitude, drop column earthing_type, "
        "drop column cable_cross_section_mm2, drop column cable_length_m, drop column breaker_current_a, "
        "drop column allocated_power_w, drop column maker_code, drop column told"
    )
