from functools import cached_property
from ipaddress import IPv4Network, IPv6Network

from common.settings import ServiceSettings

from notifications_api.sending.addresses import AddressRules


class NotificationsSettings(ServiceSettings):
    """What notifications-api needs besides the common settings."""

    heartbeat_seconds: float = 15
    """An idle stream sends a comment so often: proxies keep it open, dead clients are noticed."""
    ring_size: int = 10_000
    """Hints kept for browsers that come back."""
    queue_size: int = 1_000
    """Hints that may wait for one browser; a slower one is cut and comes back."""
    webhook_allowed_networks: tuple[IPv4Network | IPv6Network, ...] = ()
    """Private networks to which webhooks may be sent all the same, and without TLS; JSON list: `["127.0.0.0/8"]`."""
    webhook_timeout_seconds: float = 15
    """For one request, from the name's resolution to the answer's last byte."""
    webhook_poll_seconds: float = 0.5
    webhook_concurrency: int = 128
    """Requests at the same time; those who wait for some share them: a slow receiver holds up nobody else."""
    webhook_concurrency_each: int = 32
    """To one webhook, as long as it takes them: it begins with 4, and with each failure it has half as many."""
    webhook_give_up_hours: float = 72
    """A delivery is tried for so long."""
    webhook_pause_hours: float = 120
    """A webhook to which nothing could be delivered for so long is switched off."""
    webhook_keep_days: float = 30
    """Deliveries, with their attempts and events, are kept for so long."""

    @cached_property
    def address_rules(self) -> AddressRules:
        return AddressRules(self.webhook_allowed_networks)
