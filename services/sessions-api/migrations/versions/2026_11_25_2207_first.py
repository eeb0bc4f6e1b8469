"""Sessions, transactions, their history, and the copies of what other services own."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    # `make up` installs it for us; a test's or an operator's own database may lack it
    op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    op.create_table(
        "commands",
        sa.Column("command_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("connector_number", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("transaction_number", sa.String(), nullable=True),
        sa.Column("remote_token", sa.String(), nullable=True),
        sa.Column("payer_kind", sa.String(), nullable=True),
        sa.Column("payer_id", sa.Uuid(), nullable=True),
        sa.Column("payer_label", sa.String(), nullable=True),
        sa.Column("created_by", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("command_id", name=op.f("pk_commands")),
    )
    op.create_index(
        "ix_commands_remote_token",
        "commands",
        ["remote_token"],
        unique=False,
        postgresql_where=sa.text("remote_token is not null"),
    )
    op.create_index("ix_commands_station_created", "commands", ["station_id", "created_at"], unique=False)
    op.create_table(
        "connector_states",
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("connector_number", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("controller_status", sa.String(), nullable=False),
        sa.Column("mark", sa.String(), nullable=True),
        sa.Column("status_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("station_id", "connector_number", name=op.f("pk_connector_states")),
    )
    op.create_table(
        "consumer_offsets",
        sa.Column("consumer", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("partition", sa.Integer(), nullable=False),
        sa.Column("next_offset", sa.BigInteger(), nullable=False),
        sa.Column("last_timestamp", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("consumer", "topic", "partition", name=op.f("pk_consumer_offsets")),
    )
    op.create_table(
        "dead_letters",
        sa.Column("consumer", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("partition", sa.Integer(), nullable=False),
        sa.Column("offset", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=True),
        sa.Column("error", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("first_failed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("last_failed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dead_letters")),
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=True),
        sa.Column("partition", sa.Integer(), nullable=True),
        sa.Column("traceparent", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
    )
    op.create_table(
        "session_history",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("energy_wh", sa.BigInteger(), nullable=True),
        sa.Column("power_w", sa.Integer(), nullable=True),
        sa.Column("power_limit_w", sa.Integer(), nullable=True),
        sa.Column("voltage_v", sa.REAL(), nullable=True),
        sa.Column("current_a", sa.REAL(), nullable=True),
        sa.Column("soc_percent", sa.REAL(), nullable=True),
        sa.Column("temperature_c", sa.REAL(), nullable=True),
        sa.PrimaryKeyConstraint("session_id", "at", name=op.f("pk_session_history")),
        postgresql_partition_by="RANGE (at)",
    )
    op.create_table(
        "session_totals",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("connector_type", sa.String(), nullable=False),
        sa.Column("is_station_activated", sa.Boolean(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("is_zero", sa.Boolean(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("energy_wh", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.Numeric(precision=18, scale=2), nullable=False),
        sa.PrimaryKeyConstraint(
            "organization_id",
            "state",
            "connector_type",
            "is_station_activated",
            "is_open",
            "is_zero",
            name=op.f("pk_session_totals"),
        ),
    )
    op.create_table(
        "sessions",
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("station_number", sa.String(), nullable=False),
        sa.Column("connector_number", sa.Integer(), nullable=False),
        sa.Column("connector_type", sa.String(), nullable=False),
        sa.Column("organization_id", sa.Uuid(), nullable=True),
        sa.Column("time_zone", sa.String(), nullable=False),
        sa.Column("is_station_activated", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("is_late", sa.Boolean(), nullable=False),
        sa.Column("is_interrupted", sa.Boolean(), nullable=False),
        sa.Column("is_status_seen", sa.Boolean(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "ended_order",
            sa.DateTime(timezone=True),
            sa.Computed("coalesce(ended_at, '9999-12-31 00:00:00+00'::timestamptz)", persisted=True),
            nullable=False,
        ),
        sa.Column("unplugged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("unplugged_seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("energy_wh", sa.BigInteger(), nullable=False),
        sa.Column("power_w", sa.Integer(), nullable=True),
        sa.Column("power_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("max_power_w", sa.Integer(), nullable=False),
        sa.Column("max_current_a", sa.Double(), nullable=False),
        sa.Column("voltage_over_500", sa.Boolean(), nullable=False),
        sa.Column("soc_start", sa.Double(), nullable=True),
        sa.Column("soc_start_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("soc_end", sa.Double(), nullable=True),
        sa.Column("soc_end_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("efficiency", sa.Double(), nullable=True),
        sa.Column("is_efficiency_final", sa.Boolean(), nullable=False),
        sa.Column("controller_status", sa.String(), nullable=True),
        sa.Column("was_beyond_negotiation", sa.Boolean(), nullable=False),
        sa.Column("start_user_label", sa.String(), nullable=True),
        sa.Column("stop_user_label", sa.String(), nullable=True),
        sa.Column("user_label", sa.String(), nullable=True),
        sa.Column("start_source", sa.String(), nullable=True),
        sa.Column("stop_source", sa.String(), nullable=True),
        sa.Column("flags", postgresql.ARRAY(sa.String()), nullable=False),
        sa.Column("payer_kind", sa.String(), nullable=False),
        sa.Column("payer_id", sa.Uuid(), nullable=True),
        sa.Column("payer_label", sa.String(), nullable=True),
        sa.Column("transaction_number", sa.String(), nullable=True),
        sa.Column(
            "search_text",
            sa.String(),
            sa.Computed(
                "lower(coalesce(transaction_number, '') || ' ' || coalesce(start_user_label, '') || ' ' || "
                "coalesce(stop_user_label, '') || ' ' || coalesce(user_label, ''))",
                persisted=True,
            ),
            nullable=False,
        ),
        sa.Column("amount", sa.Numeric(precision=14, scale=2), nullable=True),
        sa.Column("currency", sa.String(), nullable=True),
        sa.Column("payment_status", sa.String(), nullable=False),
        sa.Column("charge_version", sa.Integer(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_unpublished", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
    )
    op.create_index("ix_sessions_ended_order", "sessions", ["ended_order", "id"], unique=False)
    op.create_index("ix_sessions_energy_wh", "sessions", ["energy_wh", "id"], unique=False)
    op.create_index(
        "ix_sessions_organization_ended_order", "sessions", ["organization_id", "ended_order", "id"], unique=False
    )
    op.create_index(
        "ix_sessions_organization_energy_wh", "sessions", ["organization_id", "energy_wh", "id"], unique=False
    )
    op.create_index(
        "ix_sessions_organization_started_at", "sessions", ["organization_id", "started_at", "id"], unique=False
    )
    op.create_index(
        "ix_sessions_organization_station_number", "sessions", ["organization_id", "station_number", "id"], unique=False
    )
    op.create_index(
        "ix_sessions_running",
        "sessions",
        ["started_at"],
        unique=False,
        postgresql_where=sa.text("is_open and state in ('ready', 'active', 'unknown')"),
    )
    op.create_index(
        "ix_sessions_search",
        "sessions",
        ["search_text"],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"search_text": "gin_trgm_ops"},
    )
    op.create_index("ix_sessions_started_at", "sessions", ["started_at", "id"], unique=False)
    op.create_index("ix_sessions_state_started_at", "sessions", ["state", "started_at", "id"], unique=False)
    op.create_index("ix_sessions_station_number", "sessions", ["station_number", "id"], unique=False)
    op.create_index("ix_sessions_station_started_at", "sessions", ["station_id", "started_at", "id"], unique=False)
    op.create_index(
        "ix_sessions_station_untold",
        "sessions",
        ["station_id", "connector_number", "started_at"],
        unique=False,
        postgresql_where=sa.text("transaction_number is null"),
    )
    op.create_index(
        "ix_sessions_unplaced",
        "sessions",
        ["station_id"],
        unique=False,
        postgresql_where=sa.text("organization_id is null"),
    )
    op.create_index(
        "ix_sessions_unplugged",
        "sessions",
        ["unplugged_seen_at"],
        unique=False,
        postgresql_where=sa.text("is_open and unplugged_seen_at is not null"),
    )
    op.create_index(
        "ix_sessions_unpublished",
        "sessions",
        ["published_at"],
        unique=False,
        postgresql_where=sa.text("is_unpublished"),
    )
    op.create_index(
        "uq_sessions_open",
        "sessions",
        ["station_id", "connector_number", "is_late"],
        unique=True,
        postgresql_where=sa.text("is_open"),
    )
    op.create_table(
        "stations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("time_zone", sa.String(), nullable=False),
        sa.Column("is_activated", sa.Boolean(), nullable=False),
        sa.Column("connectors", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stations")),
    )
    op.create_table(
        "unmatched_facts",
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("transaction_number", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("fact", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unmatched_facts")),
        sa.UniqueConstraint(
            "station_id",
            "transaction_number",
            "kind",
            "fingerprint",
            name=op.f("uq_unmatched_facts_station_id_transaction_number_kind_fingerprint"),
        ),
    )
    op.create_index("ix_unmatched_facts_received_at", "unmatched_facts", ["received_at"], unique=False)
    op.create_table(
        "session_events",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("params", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_session_events_session_id_sessions")),
        sa.PrimaryKeyConstraint("session_id", "at", "type", name=op.f("pk_session_events")),
    )
    op.create_table(
        "transactions",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("transaction_key", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("station_number", sa.String(), nullable=False),
        sa.Column("organization_id", sa.Uuid(), nullable=True),
        sa.Column("connector_number", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("device_started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("device_ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("start_received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("end_received_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("meter_start_wh", sa.BigInteger(), nullable=False),
        sa.Column("meter_stop_wh", sa.BigInteger(), nullable=True),
        sa.Column("last_register_wh", sa.BigInteger(), nullable=True),
        sa.Column("last_register_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("energy_wh", sa.BigInteger(), nullable=False),
        sa.Column("energy_flow_ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("token_kind", sa.String(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=True),
        sa.Column("remote_token", sa.String(), nullable=True),
        sa.Column("authorization", sa.String(), nullable=False),
        sa.Column("is_late", sa.Boolean(), nullable=False),
        sa.Column("is_closed_by_rule", sa.Boolean(), nullable=False),
        sa.Column("deviations", postgresql.ARRAY(sa.String()), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_transactions_session_id_sessions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transactions")),
        sa.UniqueConstraint("session_id", name=op.f("uq_transactions_session_id")),
        sa.UniqueConstraint("transaction_key", name=op.f("uq_transactions_transaction_key")),
    )
    op.create_index(
        "ix_transactions_organization", "transactions", ["organization_id", "started_at", "id"], unique=False
    )
    op.create_index(
        "ix_transactions_remote_token",
        "transactions",
        ["remote_token"],
        unique=False,
        postgresql_where=sa.text("remote_token is not null"),
    )
    op.create_index("ix_transactions_started_at", "transactions", ["started_at", "id"], unique=False)
    op.create_index(
        "ix_transactions_station_number", "transactions", ["station_id", "number", "started_at"], unique=False
    )
    op.create_index("ix_transactions_station_started", "transactions", ["station_id", "started_at", "id"], unique=False)


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for table in (
        "transactions",
        "session_events",
        "unmatched_facts",
        "stations",
        "sessions",
        "session_totals",
        "session_history",
        "outbox",
        "dead_letters",
        "consumer_offsets",
        "connector_states",
        "commands",
    ):
        op.drop_table(table)
