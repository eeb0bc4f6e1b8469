"""Pre-authorisation: holds, which payment captured which, and how much of it the sandbox moved."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

MONEY = sa.Numeric(precision=14, scale=2)


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_table(
        "holds",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("charge_id", sa.Uuid(), nullable=False),
        sa.Column("payer_id", sa.Uuid(), nullable=False),
        sa.Column("amount", MONEY, nullable=False),
        sa.Column("captured_amount", MONEY, nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("status", sa.String(length=30), nullable=False),
        sa.Column("error", sa.String(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["charge_id"], ["charges.id"], name=op.f("fk_holds_charge_id_charges"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holds")),
        sa.UniqueConstraint("charge_id", "payer_id", name=op.f("uq_holds_charge_id_payer_id")),
    )
    op.create_index("ix_holds_due", "holds", ["status", "due_at"], postgresql_where=sa.text("due_at is not null"))
    op.add_column("payments", sa.Column("hold_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("fk_payments_hold_id_holds"), "payments", "holds", ["hold_id"], ["id"], ondelete="SET NULL"
    )
    op.add_column("charges", sa.Column("hold_status", sa.String(length=30), nullable=True))
    op.add_column("charges", sa.Column("hold_amount", MONEY, nullable=True))
    op.create_index(
        "ix_charges_uncovered",
        "charges",
        ["payer_id"],
        postgresql_where=sa.text("hold_status = 'refused'"),
    )
    op.add_column("sandbox_operations", sa.Column("captured_amount", MONEY, nullable=True))
    op.execute("UPDATE sandbox_operations SET captured_amount = amount WHERE captured_at IS NOT NULL")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.drop_column("sandbox_operations", "captured_amount")
    op.drop_index("ix_charges_uncovered", "charges")
    op.drop_column("charges", "hold_amount")
    op.drop_column("charges", "hold_status")
    op.drop_constraint(op.f("fk_payments_hold_id_holds"), "payments", type_="foreignkey")
    op.drop_column("payments", "hold_id")
    op.drop_table("holds")
