"""The sandbox misbehaves on demand, by its settings."""

import pytest
from billing_api.payments.processing import PaymentProcessor
from billing_api.sandbox.provider import SandboxProvider, ledger
from billing_api.sandbox.switches import SandboxBehaviour
from billing_api.settings import BillingSettings
from billing_factories import payments_of, process, session_data, tell
from common.service import Runtime
from common.testing.helpers import FakeClock


def test_faults_are_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SANDBOX_REFUSE", '["13.13"]')
    monkeypatch.setenv("SANDBOX_LOSE_ANSWER", '["14.14", "15.15"]')
    monkeypatch.setenv("SANDBOX_LIMIT", "1000.00")
    behaviour = SandboxBehaviour.of(BillingSettings())
    assert {str(amount) for amount in behaviour.refuse} == {"13.13"}
    assert {str(amount) for amount in behaviour.lose_answer} == {"14.14", "15.15"}
    assert str(behaviour.limit) == "1000.00"


async def test_a_provider_that_takes_too_long_is_asked_again(fresh: Runtime) -> None:
    assert isinstance(fresh.settings, BillingSettings)
    assert isinstance(fresh.clock, FakeClock)
    hasty = fresh.settings.model_copy(update={"payment_call_seconds": 0.01})
    slow = SandboxProvider(fresh.sessions, SandboxBehaviour(delay_seconds=30))
    data = session_data()
    await tell(fresh, data)
    await PaymentProcessor(fresh.sessions, slow, fresh.clock, hasty).run_once()
    (payment,) = await payments_of(fresh, data)
    assert (payment.status, payment.error) == ("processing", "provider_timeout")
    fresh.clock.advance(seconds=2)
    await process(fresh)
    assert [one.status for one in await payments_of(fresh, data)] == ["completed"]
    assert len(await ledger(fresh.sessions)) == 1
