"""The worker's loop over due payments."""

import asyncio

import structlog
from common.service import Runtime

from billing_api.payments.processing import PaymentProcessor
from billing_api.sandbox.provider import SandboxProvider
from billing_api.sandbox.switches import SandboxBehaviour
from billing_api.settings import BillingSettings

log = structlog.get_logger()


async def process_payments(runtime: Runtime) -> None:
    """Runs for ever; an outage of the database is waited out."""
    settings = runtime.settings
    assert isinstance(settings, BillingSettings)
    provider = SandboxProvider(runtime.sessions, SandboxBehaviour.of(settings))
    processor = PaymentProcessor(runtime.sessions, provider, runtime.clock, settings)
    while True:
        try:
            moved = await processor.run_once() if await processor.has_work() else 0
        except Exception as error:  # noqa: BLE001 - whatever it was, every payment stands where it was saved
            log.warning("payments.interrupted", error=repr(error)[:500])
            moved = 0
        if not moved:
            await asyncio.sleep(settings.payment_poll_seconds)
