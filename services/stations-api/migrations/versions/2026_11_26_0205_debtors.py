"""Copies of debtors, so that a start in their name is refused."""

from alembic import op

revision = "d7e40b19c3a8"
down_revision = "c52d9ad07e14"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute(
        """
        create table debtor_copies (
            id uuid constraint pk_debtor_copies primary key,
            amount numeric not null,
            currency text not null,
            told_at timestamptz not null
        )
        """
    )


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute("drop table debtor_copies")
