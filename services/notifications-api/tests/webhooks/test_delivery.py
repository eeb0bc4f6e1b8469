"""Signed, at least once with the same id, in order per object, with growing pauses, and it ends somewhere."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from common.service import Runtime
from common.testing.helpers import FakeClock
from notifications_api.deliveries.loop import forget
from notifications_api.deliveries.models import Delivery, WebhookEvent
from notifications_api.deliveries.pauses import PAUSES, pause_after
from sqlalchemy import func, select
from standardwebhooks import WebhookVerificationError
from webhook_fixtures import ACME, ROOT, STATION, STRANGE_STATION, WRITER, connected, contract, payment
from webhook_receiver import Received, Receiver

Make = Callable[..., Awaitable[Any]]


async def deliveries(client: httpx.AsyncClient, **params: str) -> Any:
    answer = await client.get("/deliveries", params={"limit": "100", **params}, headers=WRITER)
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


class TestSent:
    async def test_the_body_is_signed_and_says_what_happened(
        self, subscribe: Make, tell: Make, deliver: Make, receiver: Receiver, client: httpx.AsyncClient
    ) -> None:
        webhook = await subscribe("session.ended")
        [event_id] = await tell(contract("sessions-api", "session.ended.v1"))
        assert await deliver() == 1
        [request] = receiver.requests
        body = request.verify(webhook["secret"])
        assert (request.id, body["id"], body["type"]) == (event_id, event_id, "session.ended")
        assert body["data"]["energy_wh"] == 45_210
        assert request.headers["content-type"] == "application/json"
        [delivery] = await deliveries(client)
        assert (delivery["status"], delivery["response_status"], delivery["attempts"]) == ("delivered", 204, 1)

    async def test_another_secret_does_not_verify(
        self, subscribe: Make, tell: Make, deliver: Make, receiver: Receiver
    ) -> None:
        await subscribe()
        await tell(payment())
        await deliver()
        with pytest.raises(WebhookVerificationError):
            receiver.requests[0].verify("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")

    async def test_only_what_was_subscribed_to(
        self, subscribe: Make, tell: Make, deliver: Make, receiver: Receiver
    ) -> None:
        await subscribe("payment.*")
        await tell(connected(), payment(), contract("stations-api", "command.changed.v1"))
        await deliver()
        assert [request.json["type"] for request in receiver.requests] == ["payment.changed"]

    async def test_the_stations_number_is_added_where_the_gateway_does_not_know_it(
        self, subscribe: Make, tell: Make, deliver: Make, receiver: Receiver
    ) -> None:
        await subscribe("station.connected")
        await tell(connected())
        await deliver()
        assert receiver.requests[0].json["data"]["station_number"] == "CP-1"

    async def test_what_happened_before_the_webhook_was_made_is_not_told(
        self, subscribe: Make, tell: Make, deliver: Make, clock: FakeClock
    ) -> None:
        await subscribe()
        await tell(payment(), at=clock.now() - timedelta(minutes=1))
        assert await deliver() == 0


class TestWhose:
    @pytest.mark.parametrize(
        ("organization", "numbers"), [(None, ["CP-1", "CP-2"]), (ROOT, ["CP-1", "CP-2"]), (ACME, ["CP-1"])]
    )
    async def test_events_of_ones_organisation_and_of_those_below(
        self,
        subscribe: Make,
        tell: Make,
        deliver: Make,
        receiver: Receiver,
        organization: UUID | None,
        numbers: list[str],
    ) -> None:
        await subscribe("station.*", organization_id=organization)
        await tell(connected(STATION), connected(STRANGE_STATION))
        await deliver()
        assert sorted(request.json["data"]["station_number"] for request in receiver.requests) == numbers

    async def test_events_of_nobody_go_to_those_who_see_all(
        self, subscribe: Make, tell: Make, deliver: Make, receiver: Receiver
    ) -> None:
        await subscribe(organization_id=ROOT)
        await tell(connected(uuid4()))
        assert await deliver() == 0
        await subscribe()
        await tell(connected(uuid4()))
        assert await deliver() == 1


class TestAgain:
    async def test_a_failure_is_tried_again_after_growing_pauses_with_the_same_id(
        self,
        subscribe: Make,
        tell: Make,
        deliver: Make,
        receiver: Receiver,
        clock: FakeClock,
        client: httpx.AsyncClient,
    ) -> None:
        webhook = await subscribe()
        receiver.answer = lambda _: (503, b"busy") if len(receiver.requests) < 4 else (200, b"")
        await tell(payment())
        for pause in PAUSES[:3]:
            assert await deliver() == 1
            assert await deliver() == 0
            clock.advance(seconds=pause.total_seconds() * 1.21)
        assert await deliver() == 1
        assert len({request.id for request in receiver.requests}) == 1
        for request in receiver.requests:  # each attempt has a signature of its own time
            assert request.headers["webhook-signature"].startswith("v1,")
        [delivery] = await deliveries(client, webhook_id=webhook["id"])
        assert (delivery["status"], delivery["attempts"]) == ("delivered", 4)
        details = (await client.get(f"/deliveries/{delivery['id']}", headers=WRITER)).json()
        assert [(one["status"], one["response_body"]) for one in details["attempts_log"]] == [
            (503, "busy"),
            (503, "busy"),
            (503, "busy"),
            (200, ""),
        ]
        assert details["request"]["body"]["type"] == "payment.changed"

    def test_the_pauses_grow_and_are_blurred(self) -> None:
        assert [pause_after(number, lambda: 0.5) for number in (1, 2, 3)] == list(PAUSES[:3])
        assert pause_after(100, lambda: 0.5) == PAUSES[-1]
        assert pause_after(1, lambda: 0.0) == PAUSES[0] * 0.8
        assert pause_after(1, lambda: 1.0) == PAUSES[0] * 1.2

    async def test_a_receiver_that_says_nothing_is_cut_off(
        self, subscribe: Make, tell: Make, deliver: Make, receiver: Receiver, client: httpx.AsyncClient
    ) -> None:
        await subscribe()
        receiver.is_silent = True
        await tell(payment())
        await deliver()
        [delivery] = await deliveries(client, status="failed")
        details = (await client.get(f"/deliveries/{delivery['id']}", headers=WRITER)).json()
        assert details["attempts_log"][0]["error"] == "timeout"

    async def test_a_redirect_is_not_followed(
        self, subscribe: Make, tell: Make, deliver: Make, receiver: Receiver, client: httpx.AsyncClient
    ) -> None:
        await subscribe()
        receiver.answer = lambda _: (302, b"")
        await tell(payment())
        assert await deliver() == 1
        [delivery] = await deliveries(client)
        assert (delivery["status"], delivery["response_status"]) == ("failed", 302)

    async def test_of_an_answer_two_kibibytes_are_kept(
        self, subscribe: Make, tell: Make, deliver: Make, receiver: Receiver, client: httpx.AsyncClient
    ) -> None:
        await subscribe()
        receiver.answer = lambda _: (500, b"x" * 10_000)
        await tell(payment())
        await deliver()
        [delivery] = await deliveries(client)
        details = (await client.get(f"/deliveries/{delivery['id']}", headers=WRITER)).json()
        assert details["attempts_log"][0]["response_body"] == "x" * 2048

    async def test_it_is_given_up_in_the_end(
        self,
        subscribe: Make,
        tell: Make,
        deliver: Make,
        receiver: Receiver,
        clock: FakeClock,
        client: httpx.AsyncClient,
    ) -> None:
        await subscribe()
        receiver.answer = lambda _: (500, b"")
        await tell(payment())
        for _ in range(40):
            await deliver()
            clock.advance(hours=7.3)
            if [one["status"] for one in await deliveries(client)] == ["given_up"]:
                break
        [delivery] = await deliveries(client)
        assert (delivery["status"], delivery["next_attempt_at"]) == ("given_up", None)
        assert clock.now() - timedelta(hours=72 + 2 * 7.3) < datetime.fromisoformat(delivery["created_at"])


class TestOrder:
    async def test_the_later_event_of_a_thing_waits_for_the_earlier_one(
        self, subscribe: Make, tell: Make, deliver: Make, receiver: Receiver, clock: FakeClock
    ) -> None:
        await subscribe()
        one, two = uuid4(), uuid4()

        def fails_first(received: Received) -> tuple[int, bytes]:
            is_first = received.json["data"]["version"] == 1 and len(receiver.requests) <= 2
            return (500 if is_first else 204, b"")

        receiver.answer = fails_first
        await tell(payment(1, payment_id=one), payment(2, payment_id=one), payment(7, payment_id=two))
        await deliver()
        seen = [request.json["data"]["version"] for request in receiver.requests]
        assert sorted(seen) == [1, 7]  # the other thing is not held up, the second event of the first is
        clock.advance(seconds=10)
        await deliver()
        assert [request.json["data"]["version"] for request in receiver.requests][2:] == [1, 2]

    async def test_a_receiver_that_fails_holds_up_nobody_else(
        self, subscribe: Make, tell: Make, deliver: Make, receiver: Receiver, client: httpx.AsyncClient
    ) -> None:
        await subscribe()
        away = await subscribe(url="http://127.0.0.1:1/")
        await tell(payment(1), payment(2))
        await deliver()
        assert len(receiver.requests) == 2
        assert {one["status"] for one in await deliveries(client, webhook_id=away["id"])} == {"failed"}


class TestPause:
    async def test_a_webhook_that_fails_for_days_is_switched_off_and_says_so(
        self,
        subscribe: Make,
        tell: Make,
        deliver: Make,
        receiver: Receiver,
        clock: FakeClock,
        client: httpx.AsyncClient,
    ) -> None:
        webhook = await subscribe()
        receiver.answer = lambda _: (500, b"")
        for _ in range(21):
            await tell(payment())
            await deliver()
            clock.advance(hours=6)
        state = (await client.get(f"/webhooks/{webhook['id']}", headers=WRITER)).json()
        assert not state["is_active"]
        assert state["last_status"] in {"failed", "given_up"}
        assert state["paused_at"]
        assert state["failing_since"]
        before = len(receiver.requests)
        await tell(payment())
        assert await deliver() == 0
        receiver.answer = lambda _: (204, b"")
        body = {"is_active": True}
        state = (await client.patch(f"/webhooks/{webhook['id']}", json=body, headers=WRITER)).json()
        assert (state["is_active"], state["paused_at"], state["failing_since"]) == (True, None, None)
        await deliver()  # what was waiting goes on
        assert len(receiver.requests) > before

    async def test_one_that_says_it_is_gone_is_switched_off_at_once(
        self, subscribe: Make, tell: Make, deliver: Make, receiver: Receiver, client: httpx.AsyncClient
    ) -> None:
        webhook = await subscribe()
        receiver.answer = lambda _: (410, b"")
        await tell(payment())
        await deliver()
        assert not (await client.get(f"/webhooks/{webhook['id']}", headers=WRITER)).json()["is_active"]

    async def test_a_success_forgives(
        self, subscribe: Make, tell: Make, deliver: Make, receiver: Receiver, client: httpx.AsyncClient
    ) -> None:
        webhook = await subscribe()
        receiver.answer = lambda _: (500 if len(receiver.requests) == 1 else 204, b"")
        await tell(payment(1))
        await deliver()
        assert (await client.get(f"/webhooks/{webhook['id']}", headers=WRITER)).json()["failing_since"]
        await tell(payment(2))
        await deliver()
        assert not (await client.get(f"/webhooks/{webhook['id']}", headers=WRITER)).json()["failing_since"]


class TestByHand:
    async def test_a_test_is_sent_whatever_is_subscribed_to(
        self, subscribe: Make, deliver: Make, receiver: Receiver, client: httpx.AsyncClient
    ) -> None:
        webhook = await subscribe("session.ended")
        answer = await client.post(f"/webhooks/{webhook['id']}/test", headers=WRITER)
        assert answer.status_code == 202
        await deliver()
        assert receiver.requests[0].verify(webhook["secret"])["type"] == "webhook.test"
        assert (await deliveries(client))[0]["status"] == "delivered"

    async def test_a_replay_is_the_same_event_once_more(
        self, subscribe: Make, tell: Make, deliver: Make, receiver: Receiver, client: httpx.AsyncClient
    ) -> None:
        await subscribe()
        await tell(payment())
        [delivery] = await deliveries(client)
        early = await client.post(f"/deliveries/{delivery['id']}/replay", headers=WRITER)
        assert (early.status_code, early.json()["code"]) == (409, "delivery_under_way")
        await deliver()
        answer = await client.post(f"/deliveries/{delivery['id']}/replay", headers=WRITER)
        assert (answer.status_code, answer.json()["status"]) == (202, "pending")
        await deliver()
        first, second = receiver.requests
        assert (first.id, first.body) == (second.id, second.body)

    async def test_during_a_rotation_both_secrets_sign(
        self,
        subscribe: Make,
        tell: Make,
        deliver: Make,
        receiver: Receiver,
        clock: FakeClock,
        client: httpx.AsyncClient,
    ) -> None:
        webhook = await subscribe()
        path = f"/webhooks/{webhook['id']}/rotate-secret"
        new = (await client.post(path, json={"overlap_hours": 24}, headers=WRITER)).json()["secret"]
        await tell(payment())
        await deliver()
        receiver.requests[0].verify(webhook["secret"])
        receiver.requests[0].verify(new)
        clock.advance(hours=24)
        await tell(payment())
        await deliver()
        # the receiver checks the age against its own clock, ours stands a day ahead
        assert len(receiver.requests[1].headers["webhook-signature"].split(" ")) == 1


async def test_old_deliveries_are_forgotten_with_their_events(
    subscribe: Make, tell: Make, deliver: Make, fresh: Runtime, clock: FakeClock
) -> None:
    await subscribe()
    await tell(payment())
    await deliver()
    await tell(payment())  # not sent yet
    clock.advance(hours=24 * 31)
    assert await forget(fresh) == 1
    async with fresh.sessions() as session:
        for table in (Delivery, WebhookEvent):
            assert await session.scalar(select(func.count()).select_from(table)) == 1
