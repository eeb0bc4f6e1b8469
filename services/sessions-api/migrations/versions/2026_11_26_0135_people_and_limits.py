"""Limits of users, corrections by hand, the whole chart of a native station, names of stations."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_CHARTS = (
    "battery_temperature_c",
    "connector_temperature_c",
    "module_temperature_c",
    "requested_voltage_v",
    "requested_current_a",
    "insulation_resistance_ohm",
    "insulation_errors",
    "plus_voltage_v",
    "minus_voltage_v",
)
_OF_SESSION = {
    "min_current_a": "double precision",
    "power_limit_w": "integer",
    "power_limit_at": "timestamptz",
    "allowed_energy_wh": "bigint",
    "credential_id": "uuid",
    "stop_wanted": "text",
    "stop_wanted_at": "timestamptz",
    "corrected_energy_wh": "bigint",
    "corrected_ended_at": "timestamptz",
    "chosen_state": "text",
    "chosen_over": "text",
}


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute("alter table session_history " + ", ".join(f"add column {name} real" for name in _CHARTS))
    op.execute("alter table sessions " + ", ".join(f"add column {name} {kind}" for name, kind in _OF_SESSION.items()))
    op.execute("alter table stations add column name text not null default ''")
    op.execute(
        """
        create table users (
            id uuid constraint pk_users primary key,
            is_blocked boolean not null,
            energy_limit_wh bigint,
            energy_left_wh bigint,
            allowed_station_ids jsonb
        )
        """
    )
    op.execute("create index ix_sessions_open_payer on sessions (payer_id) where is_open and payer_kind = 'user'")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute("drop index ix_sessions_open_payer")
    op.execute("drop table users")
    op.execute("alter table stations drop column name")
    op.execute("alter table sessions " + ", ".join(f"drop column {name}" for name in _OF_SESSION))
    op.execute("alter table session_history " + ", ".join(f"drop column {name}" for name in _CHARTS))
