"""OCPP 2.x and native: what a station tells → the sessions that come of it. Minutes, Wh."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import uuid5

import pytest
from sessions_api.reconciliation.apply import apply
from sessions_api.reconciliation.book import Book
from sessions_api.sessions.models import Session

from .factories import Message, Plug
from .test_law_three import fact
from .test_scenarios import Outcome, Story, outcome

NOBODY = {"kind": "none"}


class Evse(Plug):
    """Tells as the gateway's OCPP 2.0.1 side does: own text ids, sequence, registers only in samples."""

    def begin(self, name: str = "t1", at: float = 1, sequence: int = 0, wh: int | None = None, **more: Any) -> Message:
        told: dict[str, Any] = {"transaction_number": f"tx-{name}", "meter_start_wh": None, "sequence": sequence}
        samples = [self.register(wh, at, "Transaction.Begin")] if wh is not None else []
        key = uuid5(self.station_id, f"{name}-{at}")
        return self.start(name, at, **(told | {"transaction_key": key, "samples": samples} | more))

    def update(self, name: str = "t1", at: float = 2, sequence: int = 1, wh: int | None = None, **more: Any) -> Message:
        samples = [self.register(wh, at, "Sample.Periodic")] if wh is not None else []
        told: dict[str, Any] = {"transaction_number": f"tx-{name}", "sequence": sequence, "samples": samples}
        message = self.meter(name, at)
        return Message(message.type, message.data | told | more, message.key)

    def finish(
        self, name: str = "t1", at: float = 30, sequence: int = 9, wh: int | None = None, **more: Any
    ) -> Message:
        samples = [self.register(wh, at, "Transaction.End")] if wh is not None else []
        told: dict[str, Any] = {
            "transaction_number": f"tx-{name}",
            "sequence": sequence,
            "meter_stop_wh": None,
            "samples": samples,
        }
        return self.stop(name, at, **(told | {"connector_number": self.connector} | more))

    def register(self, wh: int, at: float, context: str) -> dict[str, Any]:
        return self.sample("Energy.Active.Import.Register", str(wh), at, unit="Wh", context=context)

    def interval(self, wh: int, at: float) -> dict[str, Any]:
        return self.sample("Energy.Active.Import.Interval", str(wh), at, unit="Wh")


def p201(build: Any) -> Story:
    return lambda plug: build(Evse(plug.station_id, plug.connector))


STORIES: dict[str, tuple[Story, list[Outcome]]] = {
    "registers only in samples": (
        p201(lambda p: [p.begin(wh=1000), p.update(wh=2000), p.finish(wh=6000), p.status("available", 31)]),
        [(1, 31, "success", 5000)],
    ),
    "no register at the start: the first one counts": (
        p201(lambda p: [p.begin(), p.update(at=2, wh=1200), p.finish(wh=6200)]),
        [(1, None, "success", 5000)],
    ),
    "no register at the end: the last one counts": (
        p201(lambda p: [p.begin(wh=1000), p.update(at=20, wh=4000), p.finish()]),
        [(1, None, "success", 3000)],
    ),
    "the last register comes after the end (T8)": (
        p201(lambda p: [p.begin(wh=1000), p.finish(), p.update(at=30, wh=6000, received_at=p.time(31))]),
        [(1, None, "success", 5000)],
    ),
    "an earlier register comes later": (
        p201(lambda p: [p.begin(), p.update(at=10, wh=3000), p.update(at=2, wh=1000), p.finish(wh=6000)]),
        [(1, None, "success", 5000)],
    ),
    "only intervals are told, one of them twice": (
        p201(
            lambda p: [
                p.begin(),
                p.update(at=5, samples=[p.interval(700, 5)]),
                p.update(at=10, samples=[p.interval(800, 10)]),
                p.update(at=5, samples=[p.interval(700, 5)]),
                p.finish(),
            ]
        ),
        [(1, None, "success", 1500)],
    ),
    "Started is missing (T14)": (
        p201(lambda p: [p.update(at=3, wh=1000), p.finish(wh=6000)]),
        [(3, None, "success", 5000)],
    ),
    "only Ended is told (T14)": (p201(lambda p: [p.finish(at=30, wh=6000)]), [(30, None, "attention", 0)]),
    "Started comes last and completes it": (
        p201(lambda p: [p.update(at=3, wh=1500), p.finish(wh=6000), p.begin(wh=1000, received=40)]),
        [(1, None, "success", 5000)],
    ),
    "Ended twice": (
        p201(lambda p: [p.begin(wh=1000), p.finish(wh=6000), p.finish(wh=6000, at=30)]),
        [(1, None, "success", 5000)],
    ),
    "the id is reused after a factory reset": (
        p201(
            lambda p: [
                *(p.begin(wh=1000), p.finish(wh=6000), p.status("available", 31)),
                *(p.begin(at=40, wh=10), p.update(at=45, wh=500), p.finish(at=50, wh=910), p.status("available", 51)),
                p.finish(wh=6000),
            ]
        ),
        [(1, 31, "success", 5000), (40, 51, "success", 900)],
    ),
    "a number of text that 1.6 would have lost": (
        p201(
            lambda p: [
                p.begin(transaction_number="0", wh=1000),
                p.finish(transaction_number="0", wh=6000),
            ]
        ),
        [(1, None, "success", 5000)],
    ),
    "Updated without an EVSE belongs to its transaction (T15)": (
        p201(lambda p: [p.begin(wh=1000), p.update(wh=2500, connector_number=None)]),
        [(1, None, "active", 1500)],
    ),
    "the queue of a night without contact": (
        p201(
            lambda p: [
                p.begin(at=-90, wh=1000, received=50),
                p.finish(at=-60, wh=6000, received=50),
            ]
        ),
        [(-90, -60, "success", 5000)],
    ),
}


@pytest.mark.req("SES-001", "SES-003")
@pytest.mark.parametrize("name", STORIES)
def test_story_of_ocpp_2(name: str) -> None:
    story, expected = STORIES[name]
    assert outcome(story) == expected


@pytest.mark.parametrize("name", STORIES)
def test_every_story_told_twice_is_the_same(name: str) -> None:
    story, expected = STORIES[name]
    plug = Plug()
    book = Book(plug.time(60))
    messages = [fact(message) for message in story(plug)]
    apply(book, messages)
    apply(book, [one for one in messages if type(one).__name__ != "StatusChanged"])
    assert sorted(session.energy_wh for session in book.sessions.values()) == sorted(row[3] for row in expected)


def played(messages: Sequence[Message], plug: Plug, now: float = 60) -> Session:
    book = Book(plug.time(now))
    apply(book, [fact(message) for message in messages])
    [session] = book.sessions.values()
    return session


class TestIdentity:
    def test_a_card_presented_after_the_cable_is_who_pays(self) -> None:
        plug = Evse()
        card = plug.start().data["token"]
        session = played([plug.begin(token=NOBODY), plug.update(token=card, authorization="accepted")], plug)
        assert (session.payer_kind, session.start_user_label, session.start_source) == (
            "user",
            "****5824 (RFID)",
            "local",
        )
        assert "AuthorizationDisabled" not in session.flags

    def test_a_missing_start_is_noted_until_it_comes(self) -> None:
        plug = Evse()
        story = [plug.update(at=3, wh=1500)]
        assert (transaction := played(story, plug).transaction) is not None
        assert transaction.deviations == ["start_missing"]
        assert (transaction := played([*story, plug.begin(wh=1000, received=40)], plug).transaction) is not None
        assert (transaction.deviations, transaction.started_at) == ([], plug.time(1))


class TestChargingState:
    def test_the_flow_of_energy_ends_with_the_suspension_by_the_vehicle(self) -> None:
        plug = Evse()
        story = [
            *(plug.begin(wh=1000), plug.update(at=5, wh=2000, charging_state="SuspendedEV")),
            *(plug.update(at=8, wh=2000, charging_state="Charging"),),
            *(plug.update(at=20, wh=5000, charging_state="SuspendedEV"), plug.finish(wh=5000)),
        ]
        assert (transaction := played(story, plug).transaction) is not None
        assert transaction.energy_flow_ended_at == plug.time(20)


class TestNative:
    @pytest.mark.req("ENU-559", "ENU-560")
    def test_sources_and_flags_are_as_the_station_tells_them(self) -> None:
        plug = Plug()
        told: dict[str, Any] = {"sequence": 5, "transaction_number": "S-17", "session_number": "S-17"}
        story = [
            plug.start(start_source="autostart", session_flags=["UserAuthorizedByCache", "None", "Nonsense"], **told),
            plug.stop(stop_source="flood", reason="Other", session_flags=["StartOffline"], **told),
        ]
        session = played(story, plug)
        assert (session.start_source, session.stop_source, session.energy_wh) == ("autostart", "flood", 5000)
        assert set(session.flags) == {"OCPPSession", "UserAuthorizedByCache", "StartOffline"}


class TestRegisters:
    @pytest.mark.parametrize(
        ("start", "first", "stop", "energy", "deviations"),
        [
            (99_999_500, None, 700, 1200, ["register_overflow"]),
            (5000, None, 10, 0, ["register_went_back"]),
            (0, 9_000_000, 9_005_000, 5000, ["register_jumped"]),
            (0, None, 900_000_000, 900_000_000, ["energy_implausible"]),
        ],
    )
    def test_registers_that_overflow_go_back_or_jump_are_noted(self, start, first, stop, energy, deviations) -> None:
        plug = Plug()
        meters = [] if first is None else [plug.meter(at=2, wh=first)]
        transaction = played([plug.start(meter=start), *meters, plug.stop(meter=stop)], plug).transaction
        assert transaction is not None
        assert (transaction.energy_wh, transaction.deviations) == (energy, deviations)


class TestGone:
    def away(self, plug: Plug, kind: str, at: float) -> Message:
        return Message(kind, {"station_id": plug.station_id, "received_at": plug.time(at)})

    def test_a_station_out_of_contact_shows_no_power(self) -> None:
        plug = Plug()
        charging = [plug.start(), plug.meter(at=2, wh=1500, Power_Active_Import="7000")]
        gone = self.away(plug, "station.disconnected.v1", 3)
        assert played(charging, plug).power_w == 7000
        session = played([*charging, gone], plug)
        assert (session.power_w, session.presumed_over_at) == (None, plug.time(3) + timedelta(hours=12))
        assert played([*charging, gone, plug.meter(at=5, wh=2000)], plug).presumed_over_at is None
