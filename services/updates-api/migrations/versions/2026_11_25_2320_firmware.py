"""How far the update of a station's firmware is."""

from alembic import op

revision = "b3d5f7a1c920"
down_revision = "9d0b6c1f4a27"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute(
        """
        create table firmware_states (
            station_id uuid constraint pk_firmware_states primary key,
            status text not null,
            request_id bigint,
            since timestamptz not null
        )
        """
    )


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute("drop table firmware_states")
