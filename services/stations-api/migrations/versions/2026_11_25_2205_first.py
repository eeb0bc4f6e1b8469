"""First tables: regions, stations, connectors with history, commands, copies, mechanisms."""

from alembic import op

revision = "4e6af2e26985"
down_revision = None
branch_labels = None
depends_on = None

TABLES = r"""
create table regions (
    id uuid constraint pk_regions primary key,
    name text not null,
    parent_id uuid constraint fk_regions_parent_id_regions references regions,
    time_zone text not null,
    revision integer not null default 1,
    created_at timestamptz not null default now(),
    modified_at timestamptz not null default now()
);
create index ix_regions_name_id on regions (name, id);
insert into regions (id, name, time_zone)
values ('00000000-0000-7000-8000-000000000101', 'Россия', 'Europe/Moscow');

create table stations (
    id uuid constraint pk_stations primary key,
    number text not null,
    key text not null,
    name text not null,
    organization_id uuid not null,
    region_id uuid not null constraint fk_stations_region_id_regions references regions,
    address text not null,
    protocol varchar(32) not null,
    kind varchar(32) not null,
    operating_mode varchar(32) not null,
    maker text not null,
    model text not null,
    serial_number text not null,
    factory_number text not null,
    firmware_version text,
    power_limit_w integer,
    is_activated boolean not null,
    secret_hash text,
    booted_at timestamptz,
    boot_fields jsonb,
    technical_status varchar(32) not null,
    logical_status varchar(32) not null,
    epoch bigint not null,
    closed_epoch bigint not null,
    is_connected boolean not null,
    connected_at timestamptz,
    disconnected_at timestamptz,
    last_seen_at timestamptz,
    gateway integer,
    command_partition integer,
    remote_address text,
    revision integer not null default 1,
    created_at timestamptz not null default now(),
    modified_at timestamptz not null default now(),
    last_seen_sort timestamptz not null
        generated always as (coalesce(last_seen_at, timestamptz '1970-01-01 00:00:00+00')) stored,
    search_text text not null
        generated always as (lower(number || E'\n' || name || E'\n' || address || E'\n' || serial_number)) stored
);
create unique index uq_stations_number on stations (lower(number));
create unique index uq_stations_key on stations (lower(key));
create index ix_stations_number_id on stations (number, id);
create index ix_stations_name_id on stations (name, id);
create index ix_stations_address_id on stations (address, id);
create index ix_stations_serial_number_id on stations (serial_number, id);
create index ix_stations_factory_number_id on stations (factory_number, id);
create index ix_stations_last_seen_sort_id on stations (last_seen_sort, id);
create index ix_stations_organization_id_technical_status on stations (organization_id, technical_status);
create index ix_stations_region_id on stations (region_id);
create index ix_stations_search on stations using gin (search_text gin_trgm_ops);
create index ix_stations_disconnected_at on stations (disconnected_at) where not is_connected;
create index ix_stations_last_seen_at on stations (last_seen_at) where is_connected;

create table connectors (
    id uuid constraint pk_connectors primary key,
    station_id uuid not null
        constraint fk_connectors_station_id_stations references stations on delete cascade,
    number integer not null,
    type varchar(32) not null,
    supply varchar(32) not null,
    max_power_w integer,
    is_confirmed boolean not null,
    status varchar(32) not null,
    controller_status text not null,
    ocpp_status text,
    mark text,
    error_code text,
    vendor_error_code text,
    info text,
    status_since timestamptz,
    status_clock_at timestamptz,
    status_epoch bigint not null,
    is_disabled_by_us boolean not null,
    transaction_number text,
    power_w integer not null,
    constraint uq_connectors_station_id_number unique (station_id, number)
);

create table connector_status_history (
    received_at timestamptz not null,
    id uuid not null,
    station_id uuid not null,
    connector_id uuid not null,
    connector_number integer not null,
    at timestamptz not null,
    device_at timestamptz,
    status varchar(32) not null,
    controller_status text not null,
    ocpp_status text not null,
    mark text,
    error_code text,
    vendor_error_code text,
    info text,
    constraint pk_connector_status_history primary key (received_at, id)
) partition by range (received_at);
create table connector_status_history_rest partition of connector_status_history default;
create index ix_connector_status_history_connector_id_at on connector_status_history (connector_id, at);

create sequence command_numbers;
create table commands (
    id uuid constraint pk_commands primary key,
    number bigint not null constraint uq_commands_number unique,
    station_id uuid not null constraint fk_commands_station_id_stations references stations,
    station_number text not null,
    organization_id uuid not null,
    connector_number integer,
    kind varchar(32) not null,
    parameters jsonb not null,
    transaction_number text,
    remote_token text,
    payer jsonb,
    status varchar(32) not null,
    result_code varchar(32),
    result_text text,
    created_by text not null,
    created_by_id uuid not null,
    created_at timestamptz not null,
    sent_at timestamptz,
    delivered_at timestamptz,
    answered_at timestamptz,
    observed_at timestamptz,
    expires_at timestamptz not null,
    due_at timestamptz not null,
    revision integer not null default 1
);
create index ix_commands_created_at_id on commands (created_at, id);
create index ix_commands_station_number_id on commands (station_number, id);
create index ix_commands_station_id_created_at_id on commands (station_id, created_at, id);
create index ix_commands_status_created_at_id on commands (status, created_at, id);
create index ix_commands_open on commands (station_id) where status in ('scheduled', 'received');
create index ix_commands_due on commands (due_at) where status in ('scheduled', 'received');

create table organization_copies (
    id uuid constraint pk_organization_copies primary key,
    number text not null,
    name text not null,
    parent_id uuid,
    told_at timestamptz not null
);
create table user_copies (
    id uuid constraint pk_user_copies primary key,
    login text not null,
    label text not null,
    organization_id uuid,
    is_blocked boolean not null,
    told_at timestamptz not null
);
"""

MECHANISMS = """
create table outbox (
    id bigint generated by default as identity constraint pk_outbox primary key,
    topic text not null,
    key text not null,
    type text not null,
    payload bytea,
    partition integer,
    traceparent text,
    created_at timestamptz not null default now()
);
create table consumer_offsets (
    consumer text not null,
    topic text not null,
    partition integer not null,
    next_offset bigint not null,
    last_timestamp bigint not null,
    constraint pk_consumer_offsets primary key (consumer, topic, partition)
);
create table dead_letters (
    id uuid constraint pk_dead_letters primary key,
    consumer text not null,
    topic text not null,
    partition integer not null,
    "offset" bigint not null,
    key text not null,
    type text not null,
    payload bytea,
    error text not null,
    attempts integer not null,
    first_failed_at timestamptz not null default now(),
    last_failed_at timestamptz not null default now()
);
create table idempotency_keys (
    principal uuid not null,
    route text not null,
    key text not null,
    body_hash text not null,
    status integer,
    answer jsonb,
    created_at timestamptz not null default now(),
    constraint pk_idempotency_keys primary key (principal, route, key)
);
create index ix_idempotency_keys_created_at on idempotency_keys (created_at);
"""

NAMES = (
    "commands",
    "connector_status_history",
    "connectors",
    "stations",
    "regions",
    "organization_copies",
    "user_copies",
    "outbox",
    "consumer_offsets",
    "dead_letters",
    "idempotency_keys",
)


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute("create extension if not exists pg_trgm")
    for statement in (TABLES + MECHANISMS).split(";\n"):
        if statement.strip():
            op.execute(statement)


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute(f"drop table {', '.join(NAMES)}")
    op.execute("drop sequence command_numbers")
