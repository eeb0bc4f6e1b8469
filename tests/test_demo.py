"""`make demo`: a network to look at, told through the gateway, that outlives `make down`."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from common.testing.helpers import eventually
from launcher import commands
from launcher.settings import ROOT, Settings
from launcher.testing import Stack, installation_environment
from simulator.demo import history, orders, troubles, views
from simulator.demo.demo import ABSENT
from simulator.demo.places import places
from simulator.protocols import ProtocolName

# As long as its progress goes on the launcher waits for it; a machine with other work tells the history more slowly.
pytestmark = [pytest.mark.stack, pytest.mark.timeout(2400)]


def launched(environment: dict[str, str], *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "launcher", *words],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    chosen = installation_environment(tmp_path_factory.mktemp("demo"))
    yield chosen
    launched(chosen, "down")
    launched(chosen, "reset", "--force")


def asked(environment: dict[str, str], path: str, body: Any = None, **params: Any) -> Any:
    """Read it, or give it a body to take."""
    stack = Stack(Settings.load(environment))
    headers = {"Authorization": f"Bearer {commands.token(stack.settings)}"}
    method = "GET" if body is None else "POST"
    answer = httpx.request(
        method, stack.url(f"/api/v1/{path}"), headers=headers, params=params, json=body, timeout=30, trust_env=False
    )
    assert answer.is_success, answer.text
    return answer.json()


async def history_of(environment: dict[str, str]) -> int | None:
    """Number of sessions, once the history has arrived."""
    count = int(asked(environment, "sessions/summary")["count"])
    return count if count >= history.SESSIONS else None


def total(environment: dict[str, str], path: str, **params: Any) -> int:
    return int(asked(environment, path, limit=1, **params)["total"])


SHOWN: tuple[tuple[str, dict[str, Any], int], ...] = (
    ("stations", {}, 40),
    ("stations", {"is_connected": False}, 1),
    ("unknown-stations", {}, 1),
    ("incidents", {"is_open": True}, 4),
    ("incidents", {"is_open": False}, 2),
    ("incidents", {"kind": "clock_drift"}, 1),
    ("incidents", {"kind": "flapping_connection"}, 1),
    ("incidents", {"kind": "reported"}, 2),
    ("sessions", {"state": "active"}, 3),
    ("sessions", {"state": "success"}, 1000),
    ("payments", {"status": "completed"}, 1000),
    ("payments", {"status": "error"}, 1),
    ("payments", {"operation": "refund"}, 2),
    ("tariffs", {"is_in_force": True}, 6),
    ("tariffs", {"is_in_force": False}, 1),
    ("user-groups", {}, 1),
    ("station-groups", {}, 1),
    ("users", {}, 61),
    ("roles", {}, 5),
    ("organizations", {}, 4),
    ("regions", {}, 4),
    ("api-clients", {}, 1),
    ("security-log", {"link_type": "payment"}, 100),
    ("commands", {"status": "succeeded"}, 4),
    ("commands", {"status": "failed"}, 1),
    ("webhooks", {}, 2),
    ("deliveries", {"status": "delivered"}, 1),
    ("quarantine", {"state": "waiting"}, 4),
    ("quarantine", {"kind": "rejected_frame"}, 1),
)
"""What each page needs, and at least how much of it. Letters that could not be applied: a healthy product has none."""


async def each_page_has_something_to_show(environment: dict[str, str]) -> None:
    for path, params, least in SHOWN:

        async def is_there(path: str = path, params: dict[str, Any] = params, least: int = least) -> bool:
            found = total(environment, path, **params)
            assert found >= least, f"{path} {params}: {found} of {least}"
            return True

        await eventually(is_there, seconds=120, pause=1)


async def each_card_has_something_to_show(environment: dict[str, str]) -> None:
    """Of a session that runs: its curve; of its station: frames; of one that is over: curve, chain and price."""

    def sessions(**params: Any) -> Any:
        return asked(environment, "sessions", limit=10, **params)["items"]

    def has_a_curve(session: Any) -> bool:
        return len(asked(environment, f"sessions/{session['id']}/history")["series"]) > 1

    async def with_a_curve() -> Any:
        """The newest has just begun, and may be over before it has told anything."""
        return next(filter(has_a_curve, sessions(sort="-started_at", only_active=True)), None)

    running = await eventually(with_a_curve, seconds=120, pause=1)
    assert total(environment, "protocol-log", station_id=running["station_id"]) > 0
    over = sessions(sort="-energy_wh", state="success")[0]
    assert has_a_curve(over)
    assert len(asked(environment, f"sessions/{over['id']}/events")) >= 4
    [charge] = asked(environment, "charges", session_id=over["id"])["items"]
    assert charge["groups"][0]["lines"]


def the_administrator_has_filters_of_his_own(environment: dict[str, str]) -> None:
    stack = Stack(Settings.load(environment))
    given = stack.environment
    with httpx.Client(base_url=given["API_URL"], trust_env=False, timeout=30) as browser:
        known = {"login": given["ADMIN_LOGIN"], "password": given["ADMIN_PASSWORD"]}
        browser.post("/auth/sign-in", json=known).raise_for_status()
        found = browser.get("/me/views").raise_for_status().json()
    assert {one["page"] for one in found} == {one["page"] for one in views.VIEWS}


def a_replay_goes_beside_it(environment: dict[str, str]) -> None:
    """As the README proposes: the demo's tariffs of groups are not the replay's."""
    played = "replay", "--url", "{OCPP_URL}", "--api", "{API_URL}", "--limit", "20"
    assert "Everything is equal." in launched(environment, "with", "--", sys.executable, "-m", "simulator", *played)


FOR_EVERY_PROTOCOL: tuple[tuple[str, bool, dict[str, Any]], ...] = (
    ("trigger_message", True, {"parameters": {"message": "StatusNotification"}}),
    ("block_connector", True, {}),
    ("unblock_connector", True, {}),
    ("unlock_connector", True, {}),
    ("start_session", True, {"payer": {"kind": "none"}}),
    ("stop_session", True, {}),
    ("soft_reset", False, {}),
)


async def a_station_of_each_protocol_obeys(environment: dict[str, str]) -> None:
    """Every command comes to its effect at the station. A driver may come in between: then another station is asked."""
    protocols = {place.member.number: place.member.protocol for place in places()}
    touched = ABSENT | troubles.STATIONS | {number for number, _ in orders.ORDERS}
    found = asked(environment, "stations", is_connected=True, limit=100)["items"]

    async def obeys(protocol: ProtocolName) -> None:
        candidates = [one for one in found if protocols.get(one["number"]) is protocol and one["number"] not in touched]
        refused = []
        for station in candidates[:3]:
            if (refusal := await refused_of(environment, station)) is None:
                return
            refused.append(refusal)
        pytest.fail(f"{protocol}: {refused}")

    await asyncio.gather(*(obeys(protocol) for protocol in ProtocolName))


async def refused_of(environment: dict[str, str], station: dict[str, Any]) -> str | None:
    """The first command that did not succeed, and why; None: all of them did."""
    free = [one["number"] for one in station["connectors"] if one["status"] == "available"]
    if not free:
        return "no free connector"
    for kind, is_at_connector, more in FOR_EVERY_PROTOCOL:
        place = {"connector_number": free[0]} if is_at_connector else {}
        given = asked(environment, "commands", {"station_id": station["id"], "kind": kind, **place, **more})

        async def end_of(command_id: str = given["command_id"]) -> Any:
            told = asked(environment, f"commands/{command_id}")
            return told if told["status"] in {"succeeded", "failed", "expired"} else None

        ended = await eventually(end_of, seconds=240, pause=0.2)
        if ended["status"] != "succeeded":
            return f"{station['number']} {kind}: {ended['result_code']} {ended['result_text']}"
    return None


async def test_a_living_network_that_stays(environment: dict[str, str]) -> None:
    said = launched(environment, "demo").splitlines()
    assert any(line.startswith("password") for line in said)
    assert said[-1].startswith("forty stations are alive: http")
    assert asked(environment, "stations", limit=1)["total"] == 40
    before = await eventually(lambda: history_of(environment))
    assert asked(environment, "unknown-stations")["items"][0]["identity"] == "kazan-new-7"
    await each_page_has_something_to_show(environment)
    await each_card_has_something_to_show(environment)
    the_administrator_has_filters_of_his_own(environment)
    await a_station_of_each_protocol_obeys(environment)
    a_replay_goes_beside_it(environment)
    launched(environment, "down")
    launched(environment, "up")
    assert "demo" in {entry["name"] for entry in json.loads(launched(environment, "ps", "--json"))}
    assert asked(environment, "sessions/summary")["count"] >= before
