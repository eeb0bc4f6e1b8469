"""Settings of sessions-api."""

from datetime import timedelta

from common.settings import ServiceSettings


class SessionsSettings(ServiceSettings):
    currency: str = "RUB"
    """Currency of the installation (POL-007); shown where no charge has arrived yet."""
    settle_after: timedelta = timedelta(seconds=120)
    """How long an unplugged session waits for its StopTransaction before it is closed by rule (quirks T6, T8)."""
    publish_every: timedelta = timedelta(seconds=10)
    """Least time between two session.updated of one running session."""
    overdue_after: timedelta = timedelta(hours=12)
    """ENU-509: an unfinished session of this age is overdue."""
