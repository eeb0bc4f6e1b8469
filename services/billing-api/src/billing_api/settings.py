"""Settings of billing-api besides those of every service."""

from decimal import Decimal

from common.settings import ServiceSettings


class BillingSettings(ServiceSettings):
    currency: str = "RUB"
    """ISO 4217; one per installation, stored with every amount (BIL-023)."""
    preauthorization_amount: Decimal = Decimal("2000.00")
    """Held while a session runs whose payer is known; what it costs is captured of it. 0: nothing is held."""
    payment_batch: int = 200
    """Payments of one transaction of the processing loop."""
    payment_concurrency: int = 8
    """Calls to the provider at the same time."""
    payment_poll_seconds: float = 0.2
    payment_call_seconds: float = 5.0
    """A provider that takes longer is asked again with the same key."""
    payment_pending_seconds: float = 30.0
    """An order that the provider decides later is asked about after this, unless it calls back before."""
    payment_lease_seconds: float = 10.0
    """After this a payment in processing is believed to be abandoned and is reconciled; longer than a call."""
    sandbox_delay_seconds: float = 0.0
    sandbox_limit: Decimal | None = None
    """The sandbox refuses to prepare a payment above this amount."""
    sandbox_refuse: frozenset[Decimal] = frozenset()
    """Amounts that the sandbox declines, JSON list: `["13.13"]`."""
    sandbox_callback_url: str = ""
    """Where the sandbox calls back; empty: this process."""
    sandbox_callback_key: str = "sandbox"
    """Signs call-backs; they are a hint to ask and move no money, so that a known key does no harm."""
    sandbox_lose_answer: frozenset[Decimal] = frozenset()
    """Amounts that the sandbox captures without answering the first time."""
