"""The session card in full: the vehicle's own data, lines of the dump, since when a power limit acts."""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute("alter table sessions add column power_limit_since timestamptz")
    op.execute("alter table users add column login text")
    op.execute(
        "create index ix_sessions_started_by on sessions (start_user_label, started_at, id) "
        "where start_user_label is not null"
    )
    op.execute("alter table commands add column is_interruption boolean not null default false")
    op.execute(
        """
        create table session_vehicles (
            session_id uuid constraint pk_session_vehicles primary key,
            uid text,
            battery_capacity_wh integer,
            battery_voltage_v double precision,
            max_power_w double precision,
            max_voltage_v double precision,
            max_current_a double precision,
            remaining_seconds integer,
            told_at timestamptz not null
        )
        """
    )
    op.execute("create index ix_session_vehicles_uid on session_vehicles (uid) where uid is not null")
    op.execute(
        """
        create table session_dump_lines (
            session_id uuid not null,
            at timestamptz not null,
            queue_id text not null,
            sequence bigint not null,
            lines text[] not null,
            constraint pk_session_dump_lines primary key (session_id, queue_id, sequence)
        )
        """
    )


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute("drop table session_dump_lines")
    op.execute("drop table session_vehicles")
    op.execute("drop index ix_sessions_started_by")
    op.execute("alter table users drop column login")
    op.execute("alter table commands drop column is_interruption")
    op.execute("alter table sessions drop column power_limit_since")
