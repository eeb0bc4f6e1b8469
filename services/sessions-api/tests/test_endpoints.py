"""The list, its sums, the card and the transactions over HTTP."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from common.ids import uuid7
from common.testing.helpers import bearer

from .factories import ORGANIZATION, Message, Plug, charge

READ = bearer("sessions:read", "transactions:read")
Ids = list[str]


@pytest.fixture
def listed(client: httpx.AsyncClient) -> Callable[..., Awaitable[Ids]]:
    """Ids of the sessions that the list shows for given filters."""

    async def read(**filters: Any) -> Ids:
        response = await client.get("/sessions", params=filters, headers=READ)
        assert response.status_code == 200, response.text
        return [item["id"] for item in response.json()["items"]]

    return read


def junk(plug: Plug) -> list[Message]:
    return [plug.snapshot(), plug.status("ready", 0), plug.status("available", 2)]


def success(plug: Plug, **snapshot: Any) -> list[Message]:
    return [
        *(plug.snapshot(**snapshot), plug.status("ready", 0), plug.start(at=1)),
        *(plug.meter(at=10, wh=3000, Power_Active_Import="11000", SoC="40"), plug.stop(at=30)),
        *(plug.status("charged", 30), plug.status("available", 35)),
    ]


class TestCard:
    async def test_everything_about_one_session(self, client, feed, stored) -> None:
        plug = Plug()
        await feed(*success(plug))
        [session] = await stored(plug.station_id)
        await feed(charge(session.id))
        response = await client.get(f"/sessions/{session.id}", headers=READ)
        body = response.json()
        assert response.headers["etag"] == f'W/"{session.revision}"'
        assert (body["state"], body["energy_wh"], body["duration_seconds"]) == ("success", 5000, 35 * 60)
        assert (body["amount"], body["currency"], body["payment_status"]) == ("110.00", "RUB", "paid")
        assert (body["connector_type"], body["time_zone"]) == ("ccs2", "Europe/Moscow")
        assert body["payer"] == {"kind": "user", "id": str(UUID(int=77)), "label": "Иван Петров"}
        assert (body["max_power_w"], body["soc_start"], body["soc_end"]) == (11000, 40.0, 40.0)
        assert (body["start_source"], body["stop_source"], body["controller_status"]) == ("local", "local", "A")
        assert body["transaction"]["meter_stop_wh"] == 6000
        assert body["transaction"]["number"] == plug.number("t1")

    @pytest.mark.req("SES-115", "SES-116", "SES-117", "SES-118", "SES-119")
    async def test_the_chain_of_events(self, client, feed, stored) -> None:
        plug = Plug()
        await feed(*success(plug))
        [session] = await stored(plug.station_id)
        chain = (await client.get(f"/sessions/{session.id}/events", headers=READ)).json()
        assert [event["type"] for event in chain] == [
            "session_created",
            "transaction_started",
            "transaction_stopped",
            "session_finished",
        ]
        assert chain[1]["params"]["source"] == "local"

    @pytest.mark.req("SES-123", "SES-122")
    async def test_a_session_without_transaction_shows_that_there_was_none(self, client, feed, stored) -> None:
        plug = Plug()
        await feed(*junk(plug))
        [session] = await stored(plug.station_id)
        chain = (await client.get(f"/sessions/{session.id}/events", headers=READ)).json()
        assert [(event["type"], event["status"], event["since_previous_seconds"]) for event in chain] == [
            ("session_created", "happened", None),
            ("transaction_started", "missing", None),
            ("transaction_stopped", "missing", None),
            ("session_finished", "happened", 120),
        ]

    @pytest.mark.req("SES-124")
    async def test_what_is_ahead_has_no_time_yet(self, client, feed, stored) -> None:
        plug = Plug()
        await feed(plug.snapshot(), plug.status("ready", 0), plug.start(at=1))
        [session] = await stored(plug.station_id)
        chain = (await client.get(f"/sessions/{session.id}/events", headers=READ)).json()
        assert [(event["type"], event["status"]) for event in chain] == [
            ("session_created", "happened"),
            ("transaction_started", "happened"),
            ("transaction_stopped", "ahead"),
            ("session_finished", "ahead"),
        ]
        assert [event["at"] for event in chain[2:]] == [None, None]

    async def test_another_organization_finds_nothing(self, client, feed, stored) -> None:
        plug = Plug()
        await feed(*success(plug))
        [session] = await stored(plug.station_id)
        stranger = bearer("sessions:read", organizations=[uuid7()])
        for path in ("", "/history", "/events"):
            response = await client.get(f"/sessions/{session.id}{path}", headers=stranger)
            assert (response.status_code, response.json()["code"]) == (404, "session_not_found")

    async def test_the_right_is_required(self, client) -> None:
        for path in ("/sessions", "/sessions/summary", f"/sessions/{uuid7()}", "/transactions"):
            assert (await client.get(path, headers=bearer("stations:read"))).status_code == 403
            assert (await client.get(path)).status_code == 401


class TestHistory:
    @pytest.fixture
    async def charged(self, feed, stored) -> tuple[Plug, UUID]:
        plug = Plug()
        meters = [plug.meter(at=1 + place / 10, wh=1000 + place, Power_Active_Import="7000") for place in range(200)]
        peak = plug.meter(at=7.53, Power_Active_Import="22000")
        await feed(plug.snapshot(), plug.start(at=1), *meters, peak)
        [session] = await stored(plug.station_id)
        return plug, session.id

    async def series(self, client, session_id, **params) -> dict[str, Any]:
        body: dict[str, Any] = (await client.get(f"/sessions/{session_id}/history", params=params, headers=READ)).json()
        return body

    async def test_everything_while_it_fits(self, client, charged) -> None:
        body = await self.series(client, charged[1])
        assert (len(body["series"]), body["is_thinned"]) == (201, False)

    async def test_thinned_to_real_rows_with_both_ends_and_the_peak(self, client, charged) -> None:
        _, session_id = charged
        body = await self.series(client, session_id, points=20)
        assert (len(body["series"]), body["is_thinned"]) == (20, True)
        assert [body["series"][place]["energy_wh"] for place in (0, -1)] == [0, 199]
        assert max(row["power_w"] for row in body["series"]) == 22000
        assert [row["at"] for row in body["series"]] == sorted(row["at"] for row in body["series"])

    async def test_a_shorter_span_is_exact_again(self, client, charged) -> None:
        plug, session_id = charged
        span = {"from": plug.time(2).isoformat(), "to": plug.time(3).isoformat(), "points": 20}
        body = await self.series(client, session_id, **span)
        assert (len(body["series"]), body["is_thinned"]) == (11, False)


class TestList:
    async def test_another_organization_sees_nothing(self, client, feed) -> None:
        plug = Plug()
        await feed(*success(plug))
        for organizations, count in (([uuid7()], 0), ([ORGANIZATION], 1)):
            headers = bearer("sessions:read", organizations=organizations)
            for path in ("/sessions", "/sessions/summary"):
                body = (await client.get(path, params={"station_id": str(plug.station_id)}, headers=headers)).json()
                assert body.get("total", body.get("count")) == count

    @pytest.mark.req("SES-010", "SES-055", "ENU-525")
    async def test_junk_is_hidden_unless_asked_for(self, feed, listed) -> None:
        plug = Plug()
        await feed(*junk(plug))
        assert await listed(station_id=plug.station_id) == []
        assert len(await listed(station_id=plug.station_id, show_junk=True)) == 1
        assert len(await listed(station_id=plug.station_id, state="junk")) == 1

    @pytest.mark.req("SES-011", "SES-057")
    async def test_sessions_of_stations_not_activated_then_are_hidden(self, feed, listed) -> None:
        plug = Plug()
        await feed(*success(plug, is_activated=False))
        await feed(plug.snapshot(is_activated=True, revision=2))
        assert await listed(station_id=plug.station_id) == []
        assert len(await listed(station_id=plug.station_id, show_not_activated=True)) == 1

    @pytest.mark.req("SES-054", "SES-059")
    async def test_hide_zero_wins_over_show_junk(self, feed, listed) -> None:
        plug, busy = Plug(), Plug()
        await feed(*junk(plug), *success(busy))
        both = [plug.station_id, busy.station_id]
        assert len(await listed(station_id=both, show_junk=True)) == 2
        assert len(await listed(station_id=both, show_junk=True, hide_zero=True)) == 1
        assert len(await listed(station_id=both, state="junk", hide_zero=True)) == 0

    @pytest.mark.req("SES-056")
    async def test_only_active(self, feed, listed) -> None:
        plug, busy = Plug(), Plug()
        await feed(*success(plug), busy.snapshot(), busy.start(at=1))
        assert len(await listed(station_id=[plug.station_id, busy.station_id], only_active=True)) == 1

    @pytest.mark.req("SES-049", "SES-006")
    async def test_part_of_the_number_or_the_client_is_enough(self, feed, listed) -> None:
        plug = Plug()
        await feed(*success(plug))
        number = plug.number("t1")
        for text in (number[:-1], number[1:], "иван ПЕТ", "5824 (rf"):
            assert len(await listed(station_id=plug.station_id, q=text)) == 1
        assert await listed(station_id=plug.station_id, q="100%") == []

    @pytest.mark.req("SES-050", "SES-051", "SES-052", "SES-053", "SES-060")
    async def test_filters_hold_together(self, feed, listed) -> None:
        one, two = Plug(), Plug(connector=2)
        await feed(*success(one), *success(two))
        both = [one.station_id, two.station_id]
        assert len(await listed(station_id=both)) == 2
        assert len(await listed(station_id=both, connector_type="type2")) == 1
        assert len(await listed(station_id=both, connector_number=1)) == 1
        assert len(await listed(station_id=both, state=["success", "error"])) == 2
        assert len(await listed(station_id=both, state="error")) == 0
        assert len(await listed(station_id=both, is_open=True)) == 0
        start = one.time(0)
        assert len(await listed(station_id=both, started_from=start.isoformat())) == 2
        assert len(await listed(station_id=both, started_to=start.isoformat())) == 0
        assert len(await listed(station_id=both, started_from=(start + timedelta(seconds=1)).isoformat())) == 0

    @pytest.mark.req("SES-009", "SES-016")
    async def test_newest_first_and_every_sort_both_ways(self, feed, listed) -> None:
        plug = Plug()
        story = [plug.snapshot(), plug.start(at=1), plug.stop(at=5), plug.start("t2", at=10, meter=6000)]
        await feed(*story, plug.stop("t2", at=20, meter=6500))
        newest_first = await listed(station_id=plug.station_id)
        assert await listed(station_id=plug.station_id, sort="started_at") == newest_first[::-1]
        assert await listed(station_id=plug.station_id, sort="ended_at") == newest_first[::-1]
        assert await listed(station_id=plug.station_id, sort="energy_wh") == newest_first
        assert sorted(await listed(station_id=plug.station_id, sort="-station_number")) == sorted(newest_first)

    @pytest.mark.req("SES-054")
    async def test_by_energy_without_those_that_ended_with_none(self, feed, listed, stored) -> None:
        """The open ones without any yet stand where zero stands (they are read as a case of their own)."""
        waiting, charging, done, empty = Plug(), Plug(), Plug(), Plug()
        await feed(*success(done), waiting.snapshot(), waiting.status("ready", 0), *junk(empty))
        await feed(charging.snapshot(), charging.start(at=1), charging.meter(at=5, wh=1500))
        wanted = [str((await stored(plug.station_id))[0].id) for plug in (waiting, charging, done)]
        stations = [plug.station_id for plug in (waiting, charging, done, empty)]
        query = {"station_id": stations, "show_junk": True, "hide_zero": True}
        assert await listed(**query, sort="energy_wh") == wanted
        assert await listed(**query, sort="-energy_wh") == wanted[::-1]
        assert await listed(**query, sort="energy_wh", offset=1, limit=1) == wanted[1:2]

    async def test_those_started_before_by_their_end(self, feed, listed, stored) -> None:
        """Most ended within a day after it, some lasted longer, some are open: two cases, one order."""
        short, long, open_one, later = Plug(), Plug(), Plug(), Plug()
        await feed(*success(short), open_one.snapshot(), open_one.start(at=2), later.snapshot(), later.start(at=90))
        await feed(long.snapshot(), long.start(at=3), long.stop(at=3_000), long.status("available", 3_001))
        wanted = [str((await stored(plug.station_id))[0].id) for plug in (short, long, open_one)]
        stations = [plug.station_id for plug in (short, long, open_one, later)]
        query = {"station_id": stations, "started_to": short.time(60).isoformat()}
        assert await listed(**query, sort="ended_at") == wanted
        assert await listed(**query, sort="-ended_at") == wanted[::-1]
        assert len(await listed(station_id=stations, started_to="9999-12-31T23:59:59Z", sort="ended_at")) == 4

    async def test_cursors_walk_through_every_sort(self, client, feed) -> None:
        plug = Plug()
        starts = [plug.start(f"t{place}", at=place, meter=1000 * place) for place in range(7)]
        await feed(plug.snapshot(), *starts)
        for sort in ("-started_at", "ended_at", "-energy_wh", "station_number"):
            params, seen = {"station_id": str(plug.station_id), "sort": sort, "limit": 3}, []
            while True:
                body = (await client.get("/sessions", params=params, headers=READ)).json()
                seen += [item["id"] for item in body["items"]]
                if body["next_cursor"] is None:
                    break
                params["cursor"] = body["next_cursor"]
            assert (len(seen), len(set(seen))) == (7, 7)

    async def test_what_is_not_known_is_refused(self, client) -> None:
        response = await client.get("/sessions", params={"sort": "colour"}, headers=READ)
        assert (response.status_code, response.json()["code"]) == (400, "unknown_sort")
        for path in ("/sessions", "/sessions/summary"):
            response = await client.get(path, params={"colour": "red"}, headers=READ)
            assert (response.status_code, response.json()["code"]) == (400, "unknown_filter")


class TestSummary:
    async def test_counters_and_rows_agree(self, client, feed, stored) -> None:
        owner = uuid7()
        plug, idle, busy = Plug(), Plug(), Plug(connector=2)
        await feed(*success(plug, organization_id=owner), busy.snapshot(organization_id=owner), busy.start(at=1))
        await feed(idle.snapshot(organization_id=owner), idle.status("ready", 0), idle.status("available", 2))
        [session] = await stored(plug.station_id)
        await feed(charge(session.id))
        headers = bearer("sessions:read", organizations=[owner])
        kinds: list[dict[str, Any]] = [
            {},
            {"show_junk": True},
            {"show_junk": True, "hide_zero": True},
            {"only_active": True},
            {"state": "success"},
            {"state": "junk"},
            {"connector_type": "type2"},
            {"is_open": False},
            {"show_not_activated": True},
        ]
        for kind in kinds:
            counted = (await client.get("/sessions/summary", params=kind, headers=headers)).json()
            by_row = kind | {"started_from": "2000-01-01T00:00:00Z"}
            summed = (await client.get("/sessions/summary", params=by_row, headers=headers)).json()
            assert counted == summed, kind
        whole = (await client.get("/sessions/summary", headers=headers)).json()
        assert whole == {"count": 2, "energy_wh": 5000, "amount": "110.00", "currency": "RUB"}


class TestTransactions:
    async def test_what_the_meters_saw(self, client, feed) -> None:
        plug = Plug()
        await feed(*success(plug))
        body = (await client.get("/transactions", params={"station_id": str(plug.station_id)}, headers=READ)).json()
        [row] = body["items"]
        assert (row["meter_start_wh"], row["meter_stop_wh"], row["energy_wh"]) == (1000, 6000, 5000)
        assert row["number"] == plug.number("t1")
        assert row["device_started_at"] == row["started_at"]

    async def test_another_organization_sees_none(self, client, feed) -> None:
        plug = Plug()
        await feed(*success(plug))
        stranger = bearer("transactions:read", organizations=[uuid7()])
        assert (await client.get("/transactions", headers=stranger)).json()["items"] == []

    async def test_a_thousand_on_a_page(self, client) -> None:
        assert (await client.get("/transactions", params={"limit": 1000}, headers=READ)).status_code == 200
        assert (await client.get("/transactions", params={"limit": 1001}, headers=READ)).status_code == 422
