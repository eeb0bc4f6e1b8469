from common.settings import ServiceSettings


class NotificationsSettings(ServiceSettings):
    """What notifications-api needs besides the common settings."""

    heartbeat_seconds: float = 15
    """An idle stream sends a comment so often: proxies keep it open, dead clients are noticed."""
    ring_size: int = 10_000
    """Hints kept for browsers that come back."""
    queue_size: int = 1_000
    """Hints that may wait for one browser; a slower one is cut and comes back."""
