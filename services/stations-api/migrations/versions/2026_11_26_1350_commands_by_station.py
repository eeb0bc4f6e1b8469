"""Recent commands by station, deep in the list: older ones are passed by within the index."""

from alembic import op

revision = "f20d8b6c1e57"
down_revision = "e1c5a7b93d42"
branch_labels = None
depends_on = None
_INDEXES = {
    "ix_commands_station_number_id": "station_number, id",
    "ix_commands_organization_id_station_number_id": "organization_id, station_number, id",
}


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for name, columns in _INDEXES.items():
        op.execute(f"drop index {name}")
        op.execute(f"create index {name} on commands ({columns}, created_at)")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for name, columns in _INDEXES.items():
        op.execute(f"drop index {name}")
        op.execute(f"create index {name} on commands ({columns})")
