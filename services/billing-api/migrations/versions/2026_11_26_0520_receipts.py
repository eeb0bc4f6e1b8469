"""What receipts name: the station's address, its owner's tax system."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.add_column("stations", sa.Column("address", sa.String(), nullable=False, server_default=""))
    op.add_column("organizations", sa.Column("tax_system", sa.String(), nullable=True))


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.drop_column("organizations", "tax_system")
    op.drop_column("stations", "address")
