"""The worker's loop over due payments."""

import asyncio

import structlog
from common.service import Runtime

from billing_api.payments.processing import PaymentProcessor
from billing_api.sandbox.callbacks import caller
from billing_api.sandbox.provider import SandboxProvider
from billing_api.sandbox.switches import read_switches
from billing_api.settings import BillingSettings

log = structlog.get_logger()


async def process_payments(runtime: Runtime) -> None:
    """Runs for ever; an outage of the database is waited out."""
    settings = runtime.settings
    assert isinstance(settings, BillingSettings)
    provider = SandboxProvider(runtime.sessions, clock=runtime.clock, call_back=caller(settings))
    processor = PaymentProcessor(runtime.sessions, provider, runtime.clock, settings)
    while True:
        try:
            moved = await _round(runtime, settings, provider, processor)
        except Exception as error:  # noqa: BLE001 - whatever it was, every payment stands where it was saved
            log.warning("payments.interrupted", error=repr(error)[:500])
            moved = 0
        if not moved:
            await asyncio.sleep(settings.payment_poll_seconds)


async def _round(
    runtime: Runtime, settings: BillingSettings, provider: SandboxProvider, processor: PaymentProcessor
) -> int:
    if not await processor.has_work():
        return 0
    async with runtime.sessions() as session:
        provider.behaviour = await read_switches(session, settings)
    return await processor.run_once()
