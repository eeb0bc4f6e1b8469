import asyncio
import json
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from simulator.api import Api, Json
from simulator.demo import history, muddled, orders, troubles, views
from simulator.demo.demo import ABSENT, ended_first
from simulator.demo.people import cards, drivers
from simulator.demo.places import STATIONS, places
from simulator.demo.state import PROGRESS, Progress, State, load
from simulator.protocols import ProtocolName
from simulator.replay.plan import plan_replay

TODAY = date(2026, 5, 20)


def written(folder: Path) -> Path:
    history.write(folder, places(), history.first_day(TODAY))
    return folder


class TestPlaces:
    def test_forty_stations_of_several_makers_and_three_protocols(self) -> None:
        found = places()
        assert len({place.member.number for place in found}) == STATIONS == 40
        assert {place.member.protocol for place in found} == set(ProtocolName)
        assert len({place.member.model.maker for place in found}) >= 3
        assert min(Counter(place.city for place in found).values()) >= 10

    def test_every_installation_has_the_same(self) -> None:
        assert places() == places()
        assert drivers() == drivers()

    def test_what_is_odd_stands_in_the_network(self) -> None:
        plugs = {
            (place.member.number, number) for place in places() for number, _ in enumerate(place.member.model.plugs, 1)
        }
        assert plugs >= {*troubles.BROKEN, *(plug for plug, _ in troubles.MENDED)}
        assert {number for number, _ in plugs} >= ABSENT | troubles.STATIONS


class TestHistory:
    def test_weeks_that_end_before_today(self, tmp_path: Path) -> None:
        sessions = plan_replay(written(tmp_path), "s").sessions
        assert len(sessions) == history.SESSIONS
        assert max(session.started_at for session in sessions).date() < TODAY
        assert max(session.started_at for session in sessions).date() >= TODAY - timedelta(days=3)
        assert min(session.started_at for session in sessions).date() <= TODAY - timedelta(weeks=3)

    def test_the_cards_are_those_of_the_drivers(self, tmp_path: Path) -> None:
        plan = plan_replay(written(tmp_path), "s")
        assert plan.users.items() <= cards("s").items()
        assert {station.number for station in plan.stations} <= {place.member.number for place in places()}

    def test_a_part_of_the_plan_has_its_own_cards_only(self, tmp_path: Path) -> None:
        plan = plan_replay(written(tmp_path), "s")
        part = history.of_stations(plan, plan.stations[:1])
        assert set(part.users.values()) == {session.id_tag for session in plan.stations[0].sessions}

    def test_meters_go_on_where_the_history_ends(self, tmp_path: Path) -> None:
        station = plan_replay(written(tmp_path / "h"), "s").stations[0]
        history.keep_registers(tmp_path / "memory.json", station.sessions)
        last = {str(session.connector_number): session.meter_stop_wh for session in station.sessions}
        assert json.loads((tmp_path / "memory.json").read_text())["registers"] == last


class TestState:
    def test_the_first_day_stays(self, tmp_path: Path) -> None:
        load(tmp_path, State(date(2026, 1, 5)))
        later = load(tmp_path, State(date(2026, 9, 9)))
        assert (later.first_day, later.told) == (date(2026, 1, 5), [])

    def test_what_was_told_is_remembered(self, tmp_path: Path) -> None:
        State(date(2026, 1, 5), ["native"]).save(tmp_path)
        assert load(tmp_path, State(TODAY)).told == ["native"]

    def test_progress_can_be_read_by_others(self, tmp_path: Path) -> None:
        progress = Progress(tmp_path)
        progress.phase("Sessions", 200)
        progress.advance(50)
        assert json.loads((tmp_path / PROGRESS).read_text()) == {
            "name": "Sessions",
            "total": 200,
            "done": 50,
            "is_complete": False,
        }
        progress.stand(60, 210)
        assert json.loads((tmp_path / PROGRESS).read_text())["total"] == 210
        progress.complete()
        assert json.loads((tmp_path / PROGRESS).read_text())["is_complete"] is True


class TestWhatPeopleFind:
    def test_orders_are_for_stations_of_the_network_and_one_for_a_station_out_of_reach(self) -> None:
        numbers = {number for number, _ in orders.ORDERS}
        assert numbers <= {place.member.number for place in places()}
        assert numbers & ABSENT

    async def test_orders_are_given_once(self) -> None:
        given: list[str] = []
        api = Recording(given)
        for _ in range(2):
            await orders.give(api, {place.member.number: place.member.number for place in places()})
        assert given == [number for number, _ in orders.ORDERS]

    def test_the_muddled_station_is_out_of_reach_afterwards(self) -> None:
        assert muddled.STATION in ABSENT
        kinds = [type(request).__name__ for request in muddled.requests(datetime(2026, 5, 20, tzinfo=UTC))]
        assert kinds == ["StopTransaction", "StopTransaction", "MeterValues", "MeterValues"]


class TestViews:
    @staticmethod
    def product(kept: list[Json], *, password: str) -> httpx.MockTransport:
        """Signs in by cookies, keeps views of who repeats the readable one."""

        def answer(request: httpx.Request) -> httpx.Response:
            told = json.loads(request.content or b"null")
            if request.url.path.endswith("/sign-in"):
                is_right = told["password"] == password
                headers = [("set-cookie", "sc_access=a; Path=/"), ("set-cookie", "sc_csrf=c; Path=/")]
                return httpx.Response(200 if is_right else 401, json={}, headers=headers if is_right else [])
            assert "sc_access=a" in request.headers["cookie"]
            if request.method == "POST":
                assert request.headers["x-csrf-token"] == "c"
            if request.method == "POST" and request.url.path.endswith("/me/views"):
                kept.append(told)
            return httpx.Response(200, json=kept)

        return httpx.MockTransport(answer)

    async def test_they_are_saved_once_for_who_signs_in(self) -> None:
        kept: list[Json] = []
        for _ in range(2):
            transport = self.product(kept, password="right")
            async with httpx.AsyncClient(transport=transport, base_url="http://test/api/v1") as browser:
                await views.save(browser, "admin", "right")
        assert [(one["page"], one["name"]) for one in kept] == [(one["page"], one["name"]) for one in views.VIEWS]

    async def test_a_password_that_has_been_changed_is_no_end(self) -> None:
        transport = self.product([], password="another")
        async with httpx.AsyncClient(transport=transport, base_url="http://test/api/v1") as browser:
            with pytest.raises(httpx.HTTPStatusError):
                await views.save(browser, "admin", "right")

    async def test_nobody_is_asked_a_second_time(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        for _ in range(2):
            await views.keep("http://127.0.0.1:9/api/v1", "admin", "x", tmp_path)
        assert capsys.readouterr().out.count("views:") == 1


class Recording(Api):
    """Takes commands without a product behind."""

    def __init__(self, given: list[str]) -> None:
        self._given = given

    async def get(self, path: str, **_: Any) -> Any:
        assert path == "commands"
        return {"total": len(self._given)}

    async def post(self, path: str, body: Json) -> Any:
        assert path == "commands"
        self._given.append(body["station_id"])


class TestEndedFirst:
    async def test_work_that_ends(self) -> None:
        assert await ended_first(asyncio.sleep(0), asyncio.Event())

    async def test_a_signal_ends_the_work(self) -> None:
        stopping, cancelled = asyncio.Event(), asyncio.Event()

        async def work() -> None:
            stopping.set()
            try:
                await asyncio.Event().wait()
            finally:
                cancelled.set()

        assert not await ended_first(work(), stopping)
        assert cancelled.is_set()
