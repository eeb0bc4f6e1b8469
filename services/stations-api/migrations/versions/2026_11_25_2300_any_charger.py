"""Any charger: access of stations, unknown stations, protocol log, reports, device model."""

from alembic import op

revision = "7c1f0a9be552"
down_revision = "4e6af2e26985"
branch_labels = None
depends_on = None

STATEMENTS = (
    """
    alter table stations
        add column old_secrets jsonb not null default '[]',
        add column protocols_allowed jsonb,
        add column deflate boolean not null default false,
        add column evse_map jsonb not null default '[]',
        add column link_protocol text,
        add column passport jsonb
    """,
    """
    create table unknown_stations (
        identity text constraint pk_unknown_stations primary key,
        first_seen_at timestamptz not null,
        last_seen_at timestamptz not null,
        count bigint not null,
        remote_address text not null,
        offered_protocols jsonb not null,
        user_agent text,
        has_credentials boolean not null,
        is_dismissed boolean not null default false
    )
    """,
    "create index ix_unknown_stations_last_seen_at_identity on unknown_stations (last_seen_at, identity)",
    """
    create table protocol_log (
        at timestamptz not null,
        id uuid not null,
        station_id uuid not null,
        epoch bigint not null,
        direction varchar(3) not null,
        message_type text,
        message_id text,
        action text,
        raw text not null
    ) partition by range (at)
    """,
    "create index ix_protocol_log_station_id_at_id on protocol_log (station_id, at, id)",
    """
    create table station_reports (
        received_at timestamptz not null,
        id uuid not null,
        station_id uuid not null,
        kind text not null,
        connector_number integer,
        device_at timestamptz,
        body jsonb not null,
        constraint pk_station_reports primary key (received_at, id)
    ) partition by range (received_at)
    """,
    "create table station_reports_rest partition of station_reports default",
    "create index ix_station_reports_station_id_received_at_id on station_reports (station_id, received_at, id)",
    """
    create table device_variables (
        station_id uuid not null
            constraint fk_device_variables_station_id_stations references stations on delete cascade,
        path text not null,
        component text not null,
        component_instance text,
        evse_id integer,
        connector_id integer,
        variable text not null,
        variable_instance text,
        value text,
        mutability text,
        data_type text,
        unit text,
        reported_at timestamptz not null,
        constraint pk_device_variables primary key (station_id, path)
    )
    """,
)


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for statement in STATEMENTS:
        op.execute(statement)


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute("drop table device_variables, station_reports, protocol_log, unknown_stations")
    op.execute(
        "alter table stations drop column old_secrets, drop column protocols_allowed, drop column deflate, "
        "drop column evse_map, drop column link_protocol, drop column passport"
    )
