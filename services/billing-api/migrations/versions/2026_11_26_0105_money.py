"""Deleted tariffs, replicas of users and stations, what a session used, attempts, refunds by a person, debts."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = ("sandbox_switches", "debts", "payment_attempts", "stations", "users")


SEARCH_TEXT = "lower(number::text || ' ' || station_number || ' ' || coalesce(payer_label, ''))"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.add_column("tariffs", sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("charges", sa.Column("usage", JSONB(), nullable=True))
    op.add_column("charge_revisions", sa.Column("tariffs", JSONB(), nullable=True))
    op.add_column("payments", sa.Column("type", sa.String(30), nullable=False, server_default="acquiring"))
    op.add_column("payments", sa.Column("reason", sa.String(500), nullable=True))
    op.add_column("payments", sa.Column("requested_by", sa.String(), nullable=True))
    op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    op.add_column("payments", sa.Column("search_text", sa.String(), sa.Computed(SEARCH_TEXT, persisted=True)))
    op.execute("CREATE INDEX ix_payments_search ON payments USING gin (search_text gin_trgm_ops)")
    op.create_index("ix_payments_amount_id", "payments", ["amount", "id"])
    op.create_index("ix_payments_station_id_created_at_id", "payments", ["station_id", "created_at", "id"])
    op.create_index(
        "ix_charges_debts",
        "charges",
        ["payer_id"],
        postgresql_where=sa.text("payment_status in ('payment_error', 'payment_creation_error')"),
    )
    for groups in ("user_groups", "station_groups"):
        op.create_index(f"ix_{groups}_name_id", groups, ["name", "id"])
        op.create_index(f"ix_{groups}_modified_at_id", groups, ["modified_at", "id"])
    _create_replicas()
    _create_attempts()
    _create_debts()
    _create_sandbox()


def _create_replicas() -> None:
    op.create_table(
        "users",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("organization_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
    )
    op.create_table(
        "stations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("organization_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stations")),
    )


def _create_attempts() -> None:
    op.create_table(
        "payment_attempts",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("payment_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(30), nullable=True),
        sa.Column("code", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["payment_id"], ["payments.id"], name=op.f("fk_payment_attempts_payment_id_payments"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_attempts")),
    )
    op.create_index(op.f("ix_payment_attempts_payment_id"), "payment_attempts", ["payment_id"])


def _create_debts() -> None:
    op.create_table(
        "debts",
        sa.Column("payer_id", sa.Uuid(), nullable=False),
        sa.Column("amount", sa.Numeric(precision=14, scale=2), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("sessions", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("payer_id", name=op.f("pk_debts")),
    )


def _create_sandbox() -> None:
    op.create_table(
        "sandbox_switches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("behaviour", JSONB(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sandbox_switches")),
    )


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for table in TABLES:
        op.drop_table(table)
    for groups in ("user_groups", "station_groups"):
        op.drop_index(f"ix_{groups}_name_id", groups)
        op.drop_index(f"ix_{groups}_modified_at_id", groups)
    op.drop_index("ix_charges_debts", "charges")
    op.drop_index("ix_payments_station_id_created_at_id", "payments")
    op.drop_index("ix_payments_amount_id", "payments")
    for name in ("search_text", "requested_by", "reason", "type"):
        op.drop_column("payments", name)
    op.drop_column("charge_revisions", "tariffs")
    op.drop_column("charges", "usage")
    op.drop_column("tariffs", "deleted_at")
