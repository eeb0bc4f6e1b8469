"""The sessions of one user: his card lists them, and his name goes when he is deleted."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute("create index ix_sessions_payer on sessions (payer_id, started_at, id) where payer_kind = 'user'")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute("drop index ix_sessions_payer")
