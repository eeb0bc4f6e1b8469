"""Log files of native stations, one archive a day."""

from alembic import op

revision = "a94c07e1b5d3"
down_revision = "f3b8a2d60c15"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute(
        """
        create table journals (
            station_id uuid not null
                constraint fk_journals_station_id_stations references stations on delete cascade,
            day date not null,
            requested_at timestamptz not null,
            size integer not null,
            content bytea not null,
            constraint pk_journals primary key (station_id, day)
        )
        """
    )


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute("drop table journals")
