"""kill -9 of whatever webhooks pass through: each event arrives, under one id, signed, in the order of its thing."""

import asyncio
import os
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from common.testing.helpers import eventually
from launcher.testing import Stack
from simulator.api import Access
from simulator.history.write import write_history
from simulator.replay import Pace, ReplaySettings, run
from standardwebhooks import WebhookVerificationError

from .victims import Kill, Progress, carry_out

sys.path.insert(0, str(Path(__file__).parents[2] / "services" / "notifications-api" / "tests"))
from webhook_receiver import Received, receiving

OPTED_IN = bool(os.environ.get("CHAOS_WEBHOOKS"))
pytestmark = [
    pytest.mark.skipif(not OPTED_IN, reason="a product of its own for minutes: CHAOS_WEBHOOKS=1 make chaos"),
    pytest.mark.stack,
    pytest.mark.chaos,
    pytest.mark.timeout(1800),
]
SESSIONS = 60
VICTIMS = ("notifications-api", "kafka", "billing-api", "notifications-api", "postgres", "sessions-api")
PACE = Pace(pause_seconds=0.3)
VERSIONS = {
    "session": ("session_id", "revision"),
    "charge": ("session_id", "version"),
    "payment": ("payment_id", "version"),
}
"""By the noun of an event type: what names the thing, and what grows with each of its events."""
BUSY_EVERY = 25


@pytest.fixture(scope="module")
def telling(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """A product that may tell receivers on this machine."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WEBHOOK_ALLOWED_NETWORKS", '["127.0.0.0/8"]')
        with Stack.started(tmp_path_factory.mktemp("webhooks")) as running:
            yield running


async def get(stack: Stack, path: str, **params: Any) -> list[dict[str, Any]]:
    headers = {"Authorization": f"Bearer {stack.token()}"}
    async with httpx.AsyncClient(headers=headers, trust_env=False, timeout=30) as browser:
        answer = await browser.get(stack.url(f"/api/v1/{path}"), params={"limit": 100, **params})
    items: list[dict[str, Any]] = answer.raise_for_status().json()["items"]
    return items


async def subscribe(stack: Stack, url: str) -> str:
    body = {"name": "Chaos", "url": url, "event_types": ["session.*", "charge.*", "payment.*"]}
    headers = {"Authorization": f"Bearer {stack.token()}"}
    async with httpx.AsyncClient(headers=headers, trust_env=False, timeout=30) as browser:
        answer = await browser.post(stack.url("/api/v1/webhooks"), json=body)
    return str(answer.raise_for_status().json()["secret"])


@dataclass
class Doorman:
    """Refuses some first tries, so that retries mix with what the kills leave behind; looks at every signature at once,
    since one of five minutes ago counts no more.
    """

    secret: str
    seen: set[str] = field(default_factory=set)
    unsigned: list[str] = field(default_factory=list)

    def answer(self, received: Received) -> tuple[int, bytes]:
        try:
            received.verify(self.secret)
        except WebhookVerificationError as error:
            self.unsigned.append(f"{received.id}: {error}")
        is_first = received.id not in self.seen
        self.seen.add(received.id)
        return (503, b"busy") if is_first and len(self.seen) % BUSY_EVERY == 0 else (204, b"")


async def test_each_event_arrives_signed_and_in_order(telling: Stack, tmp_path: Path) -> None:
    write_history(tmp_path, 11, SESSIONS)
    given, progress = telling.environment, Progress()
    access = Access(client_id=given["API_CLIENT_ID"], client_secret=given["API_CLIENT_SECRET"])
    settings = ReplaySettings(given["OCPP_URL"], given["API_URL"], access, settling_seconds=90)
    kills = [Kill(victim, 5 + 7 * place) for place, victim in enumerate(VICTIMS)]
    async with receiving() as receiver:
        doorman = Doorman(await subscribe(telling, receiver.url))
        receiver.answer = doorman.answer
        _, result = await asyncio.gather(
            carry_out(kills, telling, progress), run(replace(settings, folder=tmp_path, pace=PACE), progress)
        )
        assert result.is_equal, result.comparison.differences[:20]

        async def is_all_told() -> bool:
            told = {one.json["data"].get("payment_id") for one in receiver.requests if is_completed(one)}
            paid = {one["id"] for one in await get(telling, "payments", status="completed")}
            waiting = [
                one for status in ("pending", "failed") for one in await get(telling, "deliveries", status=status)
            ]
            assert paid, "nobody has paid"
            assert paid <= told, f"{len(paid - told)} payments are not told"
            assert not waiting, [(one["status"], one["event_type"], one["attempts"]) for one in waiting[:10]]
            return True

        await eventually(is_all_told, seconds=180, pause=1)
        assert doorman.unsigned == []
    check_order(receiver.requests)
    assert len(ended_transactions(receiver.requests)) == SESSIONS
    assert not await get(telling, "deliveries", status="given_up")


def is_completed(received: Received) -> bool:
    return bool(received.json["type"] == "payment.changed" and received.json["data"]["status"] == "completed")


def ended_transactions(requests: list[Received]) -> set[str]:
    """Of ended sessions; a plug that was told taken and free again, while the rest was down, has none."""
    ended = [one.json["data"] for one in requests if one.json["type"] == "session.ended"]
    return {data["session_id"] for data in ended if data["transaction"] is not None}


def check_order(requests: list[Received]) -> None:
    """An id that comes again is the same event; of one thing, versions never fall from one new id to the next."""
    bodies: dict[str, bytes] = {}
    last: dict[tuple[str, str], int] = defaultdict(int)
    for request in requests:
        if request.id in bodies:
            assert bodies[request.id] == request.body
            continue
        bodies[request.id] = request.body
        noun = request.json["type"].split(".")[0]
        name, version = VERSIONS[noun]
        key = (noun, request.json["data"][name])
        assert request.json["data"][version] >= last[key], key
        last[key] = request.json["data"][version]
