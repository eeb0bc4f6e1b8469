"""Never charged twice, no orphan payment: whatever dies between any two steps."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from decimal import Decimal
from uuid import UUID

import pytest
from billing_api.payments.models import Payment
from billing_api.payments.pauses import pause_after
from billing_api.payments.processing import PaymentProcessor
from billing_api.payments.provider import Answer, Order, ProviderUnavailable
from billing_api.payments.states import Origin, PaymentStatus
from billing_api.sandbox.models import Outcome, SandboxOperation
from billing_api.sandbox.provider import SandboxProvider, ledger
from billing_api.sandbox.switches import SandboxBehaviour
from billing_factories import charge_of, history_of, payments_of, process, processor, session_data, tell
from common.service import Runtime
from common.testing.helpers import FakeClock

LEASE_SECONDS = 11


class Killed(BaseException):
    """Stands for kill -9: nothing of ours runs after it."""


class Fragile(SandboxProvider):
    """Kills its caller before or after the money moves, the first time."""

    def __init__(self, runtime: Runtime, *, is_after: bool) -> None:
        super().__init__(runtime.sessions)
        self._is_after, self._is_dead = is_after, False

    async def execute(self, order: Order) -> Answer:
        if self._is_dead:
            return await super().execute(order)
        self._is_dead = True
        if self._is_after:
            await super().execute(order)
        raise Killed


async def captures(runtime: Runtime) -> list[SandboxOperation]:
    return [row for row in await ledger(runtime.sessions) if row.outcome is Outcome.accepted]


def later(runtime: Runtime, seconds: float = LEASE_SECONDS) -> None:
    assert isinstance(runtime.clock, FakeClock)
    runtime.clock.advance(seconds=seconds)


async def only_payment(runtime: Runtime, data: dict[str, object]) -> Payment:
    (payment,) = await payments_of(runtime, data)
    return payment


@pytest.mark.req("BIL-037", "BIL-038", "BIL-042")
async def test_the_way_of_a_payment_stands_in_its_history(fresh: Runtime) -> None:
    data = session_data()
    await tell(fresh, data)
    assert await processor(fresh).has_work()
    await process(fresh)
    assert not await processor(fresh).has_work()
    payment = await only_payment(fresh, data)
    assert [(step.status.value, step.origin.value, step.at) for step in await history_of(fresh, payment)] == [
        ("preparation", "created_via_api", fresh.clock.now()),
        ("default", "auto_processing", fresh.clock.now()),
        ("processing", "auto_processing", fresh.clock.now()),
        ("completing", "auto_processing", fresh.clock.now()),
        ("completed", "auto_processing", fresh.clock.now()),
    ]
    assert payment.paid_at == fresh.clock.now()
    assert [row.key for row in await captures(fresh)] == [payment.id]


Step = Callable[[PaymentProcessor], Awaitable[object]]


async def _call_and_forget(worker: PaymentProcessor) -> None:
    await worker.call(await worker.begin())


async def _begin_and_forget(worker: PaymentProcessor) -> None:
    await worker.begin()


async def _conclude(worker: PaymentProcessor) -> None:
    await worker.conclude(await worker.call(await worker.begin()))


WAYS: list[Sequence[Step]] = [
    [],
    [PaymentProcessor.prepare],
    [PaymentProcessor.prepare, _begin_and_forget],
    [PaymentProcessor.prepare, _call_and_forget],
    [PaymentProcessor.prepare, _conclude],
    [PaymentProcessor.prepare, _conclude, PaymentProcessor.complete],
]


@pytest.mark.parametrize("steps", WAYS, ids=["created", "queued", "processing", "captured", "completing", "completed"])
async def test_a_worker_that_dies_between_two_steps_is_continued(fresh: Runtime, steps: Sequence[Step]) -> None:
    data = session_data()
    await tell(fresh, data)
    dying = processor(fresh)
    for step in steps:
        await step(dying)
    later(fresh)
    await process(fresh)
    payment = await only_payment(fresh, data)
    assert payment.status is PaymentStatus.completed
    assert [row.key for row in await captures(fresh)] == [payment.id]
    assert (await charge_of(fresh, data)).payment_status == "paid"


@pytest.mark.parametrize("is_after", [False, True])
async def test_a_worker_that_dies_inside_the_call_charges_once(fresh: Runtime, is_after: bool) -> None:
    data = session_data()
    provider = Fragile(fresh, is_after=is_after)
    await tell(fresh, data)
    with pytest.raises(Killed):
        await process(fresh, provider)
    assert (await only_payment(fresh, data)).status is PaymentStatus.processing
    await process(fresh, provider)  # within the lease it is still believed to be under way
    assert (await only_payment(fresh, data)).status is PaymentStatus.processing
    later(fresh)
    await process(fresh, provider)
    assert (await only_payment(fresh, data)).status is PaymentStatus.completed
    (capture,) = await captures(fresh)
    assert capture.calls == 1  # the provider was asked first, not charged again


async def test_an_answer_that_was_lost_is_asked_for_after_a_pause(fresh: Runtime) -> None:
    data = session_data()
    losing = SandboxProvider(fresh.sessions, SandboxBehaviour(lose_answer=frozenset({Decimal("786.28")})))
    await tell(fresh, data)
    await process(fresh, losing)
    payment = await only_payment(fresh, data)
    assert (payment.status, payment.error) == ("processing", "answer_lost")
    assert payment.due_at == fresh.clock.now() + pause_after(1)
    later(fresh, 1)
    await process(fresh, losing)
    payment = await only_payment(fresh, data)
    assert (payment.status, payment.error) == ("completed", None)
    assert [row.calls for row in await captures(fresh)] == [1]


class Away(SandboxProvider):
    calls = 0

    async def execute(self, order: Order) -> Answer:
        self.calls += 1
        raise ProviderUnavailable("connection_refused")

    async def find(self, key: UUID) -> Answer | None:
        raise ProviderUnavailable("connection_refused")


async def test_while_the_provider_is_away_the_pauses_grow(fresh: Runtime) -> None:
    data, away = session_data(), Away(fresh.sessions)
    await tell(fresh, data)
    pauses = []
    for _ in range(4):
        await process(fresh, away)
        due_at = (await only_payment(fresh, data)).due_at
        assert due_at is not None
        pauses.append((due_at - fresh.clock.now()).total_seconds())
        later(fresh, pauses[-1])
    assert pauses == [1, 2, 4, 8]
    assert pause_after(100).total_seconds() == 300
    await process(fresh)
    assert (await only_payment(fresh, data)).status is PaymentStatus.completed


async def test_many_workers_side_by_side_take_each_payment_once(fresh: Runtime) -> None:
    told = [session_data() for _ in range(60)]
    await tell(fresh, *told)
    await asyncio.gather(*(process(fresh) for _ in range(3)))
    later(fresh)
    await process(fresh)
    rows = await captures(fresh)
    assert len({row.key for row in rows}) == len(rows) == 60
    assert {row.calls for row in rows} == {1}
    assert {(await only_payment(fresh, data)).status for data in told} == {PaymentStatus.completed}


class TestBrokenOff:
    """Cancelled while the provider is at work: the money comes back, whichever comes first."""

    @staticmethod
    async def cancel(runtime: Runtime, worker: PaymentProcessor, payment: Payment) -> None:
        async with worker._held([payment.id]) as (settlement,):
            settlement.payments[0].cancel(runtime.clock.now(), Origin.user, "ivanov")

    @pytest.mark.req("BIL-033")
    @pytest.mark.parametrize("is_captured", [True, False])
    async def test_nothing_is_kept(self, fresh: Runtime, is_captured: bool) -> None:
        data, worker = session_data(), processor(fresh)
        await tell(fresh, data)
        await worker.prepare()
        attempts = await worker.begin()
        outcomes = await worker.call(attempts) if is_captured else []
        await self.cancel(fresh, worker, await only_payment(fresh, data))
        await worker.withdraw()
        await worker.conclude(outcomes or await worker.call(attempts))
        await process(fresh)
        assert await captures(fresh) == []
        payment = await only_payment(fresh, data)
        assert (payment.status, payment.due_at) == ("cancelled", None)
        assert (await charge_of(fresh, data)).payment_status == "not_paid"

    async def test_voiding_is_tried_until_the_provider_answers(self, fresh: Runtime) -> None:
        class Deaf(SandboxProvider):
            async def void(self, key: UUID) -> None:
                raise ProviderUnavailable("away")

        data, worker = session_data(), processor(fresh, Deaf(fresh.sessions))
        await tell(fresh, data)
        await worker.prepare()
        await worker.call(await worker.begin())
        await self.cancel(fresh, worker, await only_payment(fresh, data))
        await worker.withdraw()
        assert len(await captures(fresh)) == 1
        later(fresh)
        await process(fresh)
        assert await captures(fresh) == []
