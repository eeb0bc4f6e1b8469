"""The schema's beginning: the live stream keeps nothing, tables come with webhooks and templates."""

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
