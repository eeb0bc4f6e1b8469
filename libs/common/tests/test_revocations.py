"""Withdrawn access: learnt from Kafka, also what was said before we came, and forgotten in time."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest_asyncio
from common.events import encode, type_headers
from common.ids import uuid7
from common.kafka import new_producer
from common.revocations import TOPIC, Revocations, follow
from common.testing.helpers import eventually

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)


class TestRevocations:
    def test_only_older_tokens_of_the_subject_are_covered(self) -> None:
        revocations, user, other = Revocations(), uuid7(), uuid7()
        revocations.take(user, NOW)
        moment = NOW.timestamp()
        assert revocations.covers(moment - 0.001, user)
        assert revocations.covers(moment - 0.001, other, user)
        assert not revocations.covers(moment, user)
        assert not revocations.covers(moment - 1, other, None)

    def test_the_latest_withdrawal_counts_in_whatever_order_they_come(self) -> None:
        revocations, user = Revocations(), uuid7()
        for minutes in (2, 1):
            revocations.take(user, NOW + timedelta(minutes=minutes))
        assert revocations.covers((NOW + timedelta(seconds=90)).timestamp(), user)

    def test_old_ones_are_forgotten(self) -> None:
        revocations, old, young = Revocations(), uuid7(), uuid7()
        revocations.take(old, NOW - timedelta(hours=3))
        revocations.take(young, NOW)
        revocations.forget(NOW - timedelta(hours=2))
        assert not revocations.covers(0, old)
        assert revocations.covers(0, young)


class TestFollow:
    @pytest_asyncio.fixture
    async def said(self, kafka_bootstrap: str, topic_prefix: str) -> AsyncIterator[object]:
        producer = new_producer(kafka_bootstrap)
        await producer.start()

        async def say(subject: object, raw: bytes | None = None) -> None:
            data = {"kind": "user", "subject_id": subject, "revoked_at": datetime.now(UTC)}
            kind = "access.revoked.v1"
            payload = raw or encode(kind, data, source="/identity-api", subject=str(subject), time=NOW)
            await producer.send_and_wait(topic_prefix + TOPIC, payload, headers=type_headers(kind))

        yield say
        await producer.stop()

    async def test_it_learns_what_was_said_before_and_after_it_came(
        self, said: object, kafka_bootstrap: str, topic_prefix: str
    ) -> None:
        assert callable(said)
        revocations, before, after = Revocations(), uuid7(), uuid7()
        await said(before)
        await said(uuid7(), b"not an envelope")
        task = asyncio.create_task(follow(revocations, kafka_bootstrap, topic_prefix))

        async def knows_the_first() -> bool:
            return revocations.covers(0, before)

        async def knows_the_second() -> bool:
            return revocations.covers(0, after)

        try:
            await eventually(knows_the_first)
            await said(after)
            await eventually(knows_the_second)
        finally:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
