"""The sandbox misbehaves on demand, by its settings."""

import asyncio
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import UUID

import httpx
import pytest
from billing_api.payments.loop import process_payments
from billing_api.payments.models import Payment
from billing_api.payments.processing import PaymentProcessor
from billing_api.payments.states import PaymentStatus
from billing_api.sandbox.provider import CallBack, SandboxProvider, ledger, silence
from billing_api.sandbox.switches import SandboxBehaviour
from billing_api.settings import BillingSettings
from billing_factories import charge_of, payments_of, process, processor, send_call_back, session_data, tell
from common.ids import uuid7
from common.service import Runtime
from common.testing.helpers import FakeClock, bearer, eventually

CASHIER = bearer("payments:read", "payments:money")
AMOUNT = Decimal("786.28")


def advance(runtime: Runtime, seconds: float) -> None:
    assert isinstance(runtime.clock, FakeClock)
    runtime.clock.advance(seconds=seconds)


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


Provide = Callable[..., SandboxProvider]


@pytest.fixture
def provide(fresh: Runtime) -> Provide:
    def make(call_back: CallBack = silence, **faults: Any) -> SandboxProvider:
        return SandboxProvider(fresh.sessions, SandboxBehaviour(**faults), clock=fresh.clock, call_back=call_back)

    return make


async def only_payment(runtime: Runtime, data: dict[str, Any]) -> Payment:
    [payment] = await payments_of(runtime, data)
    return payment


class TestTwoSteps:
    async def test_money_is_held_first_and_captured_then(self, fresh: Runtime, provide: Provide) -> None:
        data, worker = session_data(), processor(fresh, provide())
        await tell(fresh, data)
        await worker.prepare()
        await worker.conclude(await worker.call(await worker.begin()))
        [row] = await ledger(fresh.sessions)
        assert (row.outcome, row.captured_at) == ("accepted", None)
        assert (await only_payment(fresh, data)).status == "completing"
        await worker.complete()
        [row] = await ledger(fresh.sessions)
        assert row.captured_at == fresh.clock.now()
        assert (await only_payment(fresh, data)).status == "completed"

    async def test_a_capture_whose_answer_is_lost_is_captured_once(self, fresh: Runtime, provide: Provide) -> None:
        data, losing = session_data(), provide(lose_capture=[AMOUNT])
        await tell(fresh, data)
        await process(fresh, losing)
        payment = await only_payment(fresh, data)
        assert (payment.status, payment.error) == ("completing", "answer_lost")
        [row] = await ledger(fresh.sessions)
        first = row.captured_at
        assert first is not None
        advance(fresh, 5)
        await process(fresh, losing)
        assert (await only_payment(fresh, data)).status == "completed"
        [row] = await ledger(fresh.sessions)
        assert row.captured_at == first

    async def test_each_call_stands_in_the_payments_log(
        self, fresh: Runtime, provide: Provide, client: httpx.AsyncClient
    ) -> None:
        data, losing = session_data(), provide(lose_answer=[AMOUNT])
        await tell(fresh, data)
        await process(fresh, losing)
        advance(fresh, 5)
        await process(fresh, losing)
        payment = await only_payment(fresh, data)
        details = (await client.get(f"/payments/{payment.id}", headers=CASHIER)).json()
        assert [(one["number"], one["outcome"]) for one in details["attempts_log"]] == [
            (1, "unanswered"),
            (2, "accepted"),
            (3, "accepted"),
        ]


class TestLater:
    async def test_an_order_that_is_decided_later_is_asked_for(self, fresh: Runtime, provide: Provide) -> None:
        data, slow = session_data(), provide(answer_later=[AMOUNT])
        await tell(fresh, data)
        await process(fresh, slow)
        payment = await only_payment(fresh, data)
        assert (payment.status, payment.error) == ("processing", "pending")
        advance(fresh, 20)
        await process(fresh, slow)  # not yet: a pending order is given half a minute
        assert (await only_payment(fresh, data)).status == "processing"
        advance(fresh, 20)
        await process(fresh, slow)
        assert (await only_payment(fresh, data)).status == "completed"
        assert [row.calls for row in await ledger(fresh.sessions)] == [1]

    async def test_a_call_back_that_comes_twice_charges_once(
        self, fresh: Runtime, provide: Provide, client: httpx.AsyncClient
    ) -> None:
        answers = []

        async def call_back(payment_id: UUID) -> None:
            answers.append((await send_call_back(client, payment_id)).status_code)

        data, slow = session_data(), provide(call_back, answer_later=[AMOUNT])
        await tell(fresh, data)
        await process(fresh, slow)
        await slow.settle()
        assert answers == [204, 204]
        await process(fresh, slow)  # at once, not after half a minute
        assert (await only_payment(fresh, data)).status == "completed"
        await send_call_back(client, (await only_payment(fresh, data)).id)  # and once more, much too late
        await process(fresh, slow)
        [row] = await ledger(fresh.sessions)
        assert (row.calls, row.amount) == (1, AMOUNT)
        assert (await charge_of(fresh, data)).paid_amount == AMOUNT

    async def test_a_call_back_without_the_signature_is_refused(
        self, fresh: Runtime, client: httpx.AsyncClient
    ) -> None:
        body = {"payment_id": "0199e0a4-7c00-7000-8000-00000000002a"}
        answer = await client.post("/payments/callbacks/sandbox", json=body)
        assert (answer.status_code, answer.json()["code"]) == (401, "call_back_not_signed")


class TestSwitches:
    async def test_one_organisation_does_not_set_the_faults_of_all(self, client: httpx.AsyncClient) -> None:
        headers = bearer("payments:read", "payments:money", organizations=[uuid7()])
        answers = [
            await client.get("/payments/sandbox", headers=headers),
            await client.put("/payments/sandbox", json={"refuse_all": True}, headers=headers),
        ]
        assert [(one.status_code, one.json()["code"]) for one in answers] == [(403, "all_organizations_only")] * 2
        assert (await client.get("/payments/sandbox", headers=CASHIER)).json()["refuse_all"] is False

    async def test_a_person_sets_the_faults_and_the_worker_obeys(
        self, fresh: Runtime, client: httpx.AsyncClient
    ) -> None:
        body = {"refuse": ["786.28"], "delay_seconds": 0}
        answer = await client.put("/payments/sandbox", json=body, headers=CASHIER)
        assert answer.status_code == 200
        assert (await client.get("/payments/sandbox", headers=CASHIER)).json()["refuse"] == ["786.28"]
        data = session_data()
        await tell(fresh, data)
        task = asyncio.create_task(process_payments(fresh))

        async def is_refused() -> bool:
            return (await only_payment(fresh, data)).status is PaymentStatus.error

        await eventually(is_refused)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        assert (await only_payment(fresh, data)).error == "declined"
