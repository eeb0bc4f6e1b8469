"""Who may not go on charging is asked to stop, and the session says why it ended (USR-093, USR-105, USR-108)."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from common.ids import uuid7
from common.testing.helpers import bearer
from sessions_api.reconciliation.limiting import ASK_AGAIN_AFTER
from sessions_api.sessions.limits import StopReason, reason_to_stop
from sessions_api.users.models import User

from .factories import CARD, ORGANIZATION, Message, Plug

REMOTE: dict[str, Any] = {"reason": "Remote"}
PROTOCOLS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "ocpp1.6": ({}, REMOTE),
    "ocpp2.0.1": ({"transaction_number": "tx-a7", "sequence": 1, "charging_state": "Charging"}, REMOTE),
    "native": (
        {"transaction_number": "n-31", "sequence": 1, "start_source": "local", "session_number": "s-1"},
        {"reason": "Other", "stop_source": "remote_command"},
    ),
}
"""What a start has besides, and how a stop that we ordered is told."""


def new_card() -> dict[str, Any]:
    """A card of a user of its own: limits are counted over all sessions of a user."""
    return CARD | {"user_id": str(uuid7())}


def user(card: dict[str, Any], **changed: Any) -> Message:
    data = {
        "user_id": card["user_id"],
        "login": "petrov",
        "label": card["user_label"],
        "organization_id": ORGANIZATION,
        "is_blocked": False,
        "energy_limit_wh": None,
        "energy_left_wh": None,
        "allowed_station_ids": None,
    }
    return Message("user.snapshot.v1", data | changed, card["user_id"], "users")


def requests(told: list[tuple[str, dict[str, Any]]]) -> list[str]:
    return [data["reason"] for kind, data in told if kind == "session.stop-requested.v1"]


@pytest.mark.parametrize("protocol", PROTOCOLS)
class TestEveryProtocol:
    @pytest.mark.req("USR-105", "ENU-536", "SES-093")
    async def test_a_used_up_limit_ends_the_session(self, protocol, feed, stored, announced) -> None:
        plug, card, (start, stop) = Plug(), new_card(), PROTOCOLS[protocol]
        number = {"transaction_number": start["transaction_number"]} if "transaction_number" in start else {}
        meter = {name: value for name, value in start.items() if name in {"transaction_number", "sequence"}}
        await feed(plug.snapshot(), user(card, energy_limit_wh=9000, energy_left_wh=4000))
        await feed(plug.status("ready", 0), plug.start(token=card, **start))
        await feed(*(with_fields(plug.meter(at=10, wh=4900), meter),))
        assert requests(await announced(plug.station_id)) == []
        await feed(with_fields(plug.meter(at=11, wh=5000), meter))
        told = await announced(plug.station_id)
        assert requests(told) == ["energy_limit"]
        [asked] = [data for kind, data in told if kind == "session.stop-requested.v1"]
        assert asked["transaction_number"] == number.get("transaction_number", plug.number("t1"))
        await feed(plug.stop(at=12, meter=5010, sequence=start.get("sequence"), **number, **stop))
        await feed(plug.status("charged", 12), plug.status("available", 13))
        [session] = await stored(plug.station_id)
        assert (session.state, session.stop_source, session.energy_wh) == ("success", "user_limit_exhausted", 4010)
        assert (session.stop_user_label, session.stop_wanted) == (None, "energy_limit")

    @pytest.mark.req("USR-093", "ENU-537")
    async def test_a_user_who_is_blocked_meanwhile_stops(self, protocol, feed, stored, announced) -> None:
        plug, card, (start, stop) = Plug(), new_card(), PROTOCOLS[protocol]
        number = {"transaction_number": start["transaction_number"]} if "transaction_number" in start else {}
        await feed(plug.snapshot(), user(card), plug.status("ready", 0), plug.start(token=card, **start))
        await feed(user(card, is_blocked=True))
        assert requests(await announced(plug.station_id)) == ["user_blocked"]
        await feed(plug.stop(at=12, meter=5010, sequence=start.get("sequence"), **number, **stop))
        [session] = await stored(plug.station_id)
        assert session.stop_source == "user_forbidden"


def with_fields(message: Message, fields: dict[str, Any]) -> Message:
    message.data.update(fields)
    return message


class TestAsking:
    async def test_it_is_asked_once_and_again_when_the_command_must_have_expired(self, feed, clock, announced) -> None:
        plug, card = Plug(), new_card()
        await feed(plug.snapshot(), user(card, energy_left_wh=100), plug.start(token=card), plug.meter(at=2, wh=2000))
        clock.advance(seconds=60)
        await feed(plug.meter(at=3, wh=2100))
        assert requests(await announced(plug.station_id)) == ["energy_limit"]
        clock.advance(seconds=100)
        await feed(plug.meter(at=4, wh=2200))
        assert requests(await announced(plug.station_id)) == ["energy_limit", "energy_limit"]

    async def test_two_sessions_of_one_user_share_his_limit(self, feed, announced) -> None:
        one, other, card = Plug(), Plug(), new_card()
        await feed(one.snapshot(), other.snapshot(), user(card, energy_left_wh=5000))
        await feed(one.start(token=card), one.meter(at=2, wh=4000))
        await feed(other.start("t2", token=card), other.meter("t2", at=3, wh=2900))
        assert requests(await announced(one.station_id)) + requests(await announced(other.station_id)) == []
        await feed(other.meter("t2", at=4, wh=3000))
        assert requests(await announced(other.station_id)) == ["energy_limit"]
        await feed(one.meter(at=5, wh=4001))
        assert requests(await announced(one.station_id)) == ["energy_limit"]

    async def test_a_limit_raised_in_time_is_forgotten(self, feed, stored) -> None:
        plug, card = Plug(), new_card()
        await feed(plug.snapshot(), user(card, energy_left_wh=100), plug.start(token=card), plug.meter(at=2, wh=2000))
        await feed(user(card, energy_left_wh=90_000))
        await feed(plug.stop(at=30, **REMOTE))
        [session] = await stored(plug.station_id)
        assert (session.stop_wanted, session.stop_source) == (None, "remote_command")

    async def test_who_ends_it_himself_is_the_source(self, feed, stored) -> None:
        plug, card = Plug(), new_card()
        await feed(plug.snapshot(), user(card, energy_left_wh=100), plug.start(token=card), plug.meter(at=2, wh=2000))
        await feed(plug.stop(at=3, meter=2100, reason="EVDisconnected"))
        [session] = await stored(plug.station_id)
        assert session.stop_source == "connector_status_change"

    @pytest.mark.req("SES-108", "SES-111")
    async def test_the_card_shows_what_the_limit_left(self, feed, stored) -> None:
        plug, card = Plug(), new_card()
        await feed(plug.snapshot(), user(card, energy_left_wh=7000), plug.start(token=card), plug.meter(at=2, wh=2000))
        [session] = await stored(plug.station_id)
        assert (session.allowed_energy_wh, session.limits_from) == (7000, plug.time(1))

    @pytest.mark.req("SES-111")
    @pytest.mark.parametrize(("station_allows", "shown"), [(3000, 3000), (9000, 7000)])
    async def test_the_narrower_of_two_limits_is_shown(self, feed, stored, station_allows, shown) -> None:
        plug, card = Plug(), new_card()
        limits = {"energy_wh": station_allows}
        await feed(plug.snapshot(), user(card, energy_left_wh=7000), plug.start(token=card, limits=limits))
        [session] = await stored(plug.station_id)
        assert session.allowed_energy_wh == shown

    async def test_an_unlimited_user_and_a_deleted_one_charge_on(self, feed, announced) -> None:
        plug, card = Plug(), new_card()
        await feed(plug.snapshot(), user(card, is_blocked=True))
        await feed(Message("tombstone", {}, card["user_id"], "users"))
        await feed(plug.start(token=card), plug.meter(at=2, wh=900_000))
        assert requests(await announced(plug.station_id)) == []

    @pytest.mark.req("SES-115")
    async def test_the_chain_tells_that_it_was_asked(self, client, feed, stored) -> None:
        plug, card = Plug(), new_card()
        await feed(plug.snapshot(), user(card, energy_left_wh=100), plug.start(token=card), plug.meter(at=2, wh=2000))
        [session] = await stored(plug.station_id)
        chain = (await client.get(f"/sessions/{session.id}/events", headers=bearer("sessions:read"))).json()
        assert {"reason": "energy_limit"} in [event["params"] for event in chain if event["type"] == "stop_requested"]


def refused(plug: Plug, card: dict[str, Any], result: str, connector: int | None = None) -> Message:
    data = {"connector_number": connector, "token": card, "result": result, "received_at": plug.time(0.5)}
    return Message(
        "authorization.checked.v1", {"station_id": plug.station_id, "epoch": 1, **data}, str(plug.station_id)
    )


class TestAttempts:
    @pytest.mark.req("USR-093", "USR-108")
    @pytest.mark.parametrize(
        ("changed", "result", "source"),
        [
            ({"is_blocked": True}, "blocked", "user_forbidden"),
            ({"allowed_station_ids": [str(uuid7())]}, "blocked", "user_forbidden"),
            ({"energy_left_wh": 0}, "blocked", "user_limit_exhausted"),
            ({}, "expired", "ocpp_auth_error"),
        ],
        ids=["blocked", "not his station", "nothing left", "expired"],
    )
    async def test_a_refused_card_leaves_its_source(self, feed, stored, changed, result, source) -> None:
        plug, card = Plug(), new_card()
        await feed(plug.snapshot(), user(card, **changed), plug.status("ready", 0), refused(plug, card, result))
        await feed(plug.status("available", 2))
        [session] = await stored(plug.station_id)
        assert (session.stop_source, session.transaction, session.is_open) == (source, None, False)
        assert (session.start_user_label, session.user_label) == ("****5824 (RFID)", "Иван Петров")

    async def test_who_comes_after_a_refusal_starts_clean(self, feed, stored) -> None:
        plug, card = Plug(), new_card()
        await feed(plug.snapshot(), user(card, is_blocked=True), plug.status("ready", 0))
        await feed(refused(plug, card, "blocked", 1), plug.start(at=1, token=new_card()))
        [session] = await stored(plug.station_id)
        assert (session.stop_source, session.has_running_transaction) == (None, True)

    async def test_without_a_plugged_car_there_is_no_session(self, feed, stored) -> None:
        plug, card = Plug(), new_card()
        await feed(plug.snapshot(), refused(plug, card, "blocked"))
        assert await stored(plug.station_id) == []

    @pytest.mark.req("USR-093")
    @pytest.mark.parametrize("told", [{"reason": "DeAuthorized"}, {"stop_source": "offline_user_auth_error"}])
    async def test_a_station_that_asks_too_late_is_stopped_by_its_own_check(
        self, feed, stored, announced, told: Any
    ) -> None:
        plug, card = Plug(), new_card()
        await feed(plug.snapshot(), user(card, is_blocked=True))
        await feed(plug.start(token=card, authorization="blocked"), plug.stop(at=1.1, meter=1000, **told))
        [session] = await stored(plug.station_id)
        assert session.stop_source == "user_forbidden"
        assert requests(await announced(plug.station_id)) == []


@pytest.mark.parametrize(
    ("changed", "running_wh", "reason"),
    [
        ({}, 10**9, None),
        ({"energy_left_wh": 10}, 9, None),
        ({"energy_left_wh": 10}, 10, StopReason.ENERGY_LIMIT),
        ({"energy_left_wh": -5}, 0, StopReason.ENERGY_LIMIT),
        ({"is_blocked": True, "energy_left_wh": -5}, 0, StopReason.USER_BLOCKED),
        ({"allowed_station_ids": []}, 0, StopReason.USER_BLOCKED),
        ({"allowed_station_ids": [str(UUID(int=5))]}, 0, None),
    ],
)
def test_reasons(changed: dict[str, Any], running_wh: int, reason: StopReason | None) -> None:
    fields: dict[str, Any] = {"is_blocked": False, "energy_left_wh": None, "allowed_station_ids": None}
    assert reason_to_stop(User(**(fields | changed)), UUID(int=5), running_wh) is reason


def test_the_waiting_time_is_that_of_a_command() -> None:
    assert timedelta(seconds=150) == ASK_AGAIN_AFTER
