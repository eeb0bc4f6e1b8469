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
    vanished_after: timedelta = timedelta(hours=12)
    """How long a station may be out of contact until its open sessions are closed by rule."""
    booted_after: timedelta = timedelta(minutes=15)
    """How long after a station's boot a transaction from before it waits for a word (power loss)."""
    orphaned_after: timedelta = timedelta(hours=1)
    """How long a stop waits for its start before it becomes a session of its own (quirk T5)."""
    keep_history: timedelta | None = None
    """Age of the months of history that are dropped; None keeps all."""
    keep_quarantine: timedelta = timedelta(days=90)
