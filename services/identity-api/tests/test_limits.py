"""How much a user may charge and where: limits, allowed stations, what each credential has consumed."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest
from common.events import TOMBSTONE, Envelope
from common.ids import uuid7
from common.service import Runtime
from common.testing.helpers import FakeClock
from identity_api.consumption.consumers import ConsumptionUnit
from identity_api.consumption.told import SessionTold
from identity_api.stations.consumers import StationsUnit, StationTold
from identity_people import code_of, fields_of, new_user

CONTRACTS = Path(__file__).parents[2]
Tell = Callable[..., Awaitable[None]]


@pytest.fixture
def tell(runtime: Runtime) -> Tell:
    """`await tell(session_id=…, revision=…, energy_wh=…, …)`: a session as sessions-api tells it."""

    async def one(**data: Any) -> None:
        kind = "session.updated.v1" if data.get("is_open") else "session.ended.v1"
        plain: dict[str, Any] = {
            "session_id": str(uuid7()),
            "revision": 1,
            "is_open": False,
            "payer": {"kind": "unknown"},
        }
        data = plain | data
        async with runtime.sessions.begin() as session:
            unit = ConsumptionUnit(session, runtime.clock)
            await unit.handlers[kind](Envelope("1", "/s", kind, "s", runtime.clock.now(), data, data["session_id"]))
            await unit.finish()

    return one


@pytest.fixture
def make_station(runtime: Runtime) -> Callable[..., Awaitable[str]]:
    """A station as stations-api tells it; `number=None`: it is gone."""

    async def make(number: str | None = None, station_id: str | None = None, **data: Any) -> str:
        key, now = station_id or str(uuid7()), runtime.clock.now()
        told = Envelope("1", "/s", "station.snapshot.v1", key, now, {"number": number, **data}, key)
        async with runtime.sessions.begin() as session:
            unit = StationsUnit(session)
            envelope = told if number else Envelope.tombstone(now, key)
            await unit.handlers["station.snapshot.v1" if number else TOMBSTONE](envelope)
            await unit.finish()
        return key

    return make


@pytest.fixture
def consumed(admin: httpx.AsyncClient) -> Callable[[str], Awaitable[tuple[int, dict[str, int]]]]:
    """Total of the user, and by credential."""

    async def read(user_id: str) -> tuple[int, dict[str, int]]:
        user = (await admin.get(f"/users/{user_id}")).json()
        cards = (await admin.get("/credentials", params={"user_id": user_id})).json()["items"]
        return user["limits"]["consumed_energy_wh"], {one["id"]: one["consumed_energy_wh"] for one in cards}

    return read


async def _put(admin: httpx.AsyncClient, user: dict[str, Any], limit_wh: Any) -> httpx.Response:
    return await admin.put(f"/users/{user['id']}/energy-limit", json={"energy_limit_wh": limit_wh})


def _moment(clock: FakeClock) -> str:
    return clock.now().isoformat().replace("+00:00", "Z")


class TestLimit:
    @pytest.mark.req("USR-095", "USR-096", "USR-097", "USR-098", "USR-100")
    async def test_times_of_setting_and_of_changing(
        self, admin: httpx.AsyncClient, make_user: Any, clock: FakeClock
    ) -> None:
        user = await make_user()
        nothing = {"energy_limit_wh": None, "available_energy_wh": None, "limit_set_at": None, "limit_changed_at": None}
        assert user["limits"] == nothing | {"consumed_energy_wh": 0}
        clock.advance(seconds=1)
        entered = _moment(clock)
        limits = (await _put(admin, user, 100_000)).json()["limits"]
        assert (limits["available_energy_wh"], limits["limit_set_at"], limits["limit_changed_at"]) == (
            100_000,
            entered,
            None,
        )
        clock.advance(seconds=1)
        changed = (await _put(admin, user, 50_000)).json()["limits"]
        assert (changed["limit_set_at"], changed["limit_changed_at"]) == (entered, _moment(clock))
        clock.advance(seconds=1)
        removed = (await _put(admin, user, None)).json()["limits"]
        assert removed["limit_set_at"] == _moment(clock)
        assert (removed["energy_limit_wh"], removed["available_energy_wh"]) == (None, None)

    @pytest.mark.req("USR-104")
    async def test_it_is_not_renewed_by_time(
        self, admin: httpx.AsyncClient, make_user: Any, bind_card: Any, tell: Tell, clock: FakeClock
    ) -> None:
        user = await make_user()
        card = await bind_card(user["id"])
        await _put(admin, user, 10_000)
        await tell(credential_id=card["id"], energy_wh=4_000)
        clock.advance(days=400)
        await tell(credential_id=card["id"], energy_wh=3_000)
        limits = (await admin.get(f"/users/{user['id']}")).json()["limits"]
        assert (limits["energy_limit_wh"], limits["available_energy_wh"]) == (10_000, 3_000)

    @pytest.mark.req("USR-102", "USR-103")
    async def test_what_is_admissible(self, admin: httpx.AsyncClient, make_user: Any) -> None:
        user = await make_user()
        for good in (0, 10, 999_999_000):
            assert (await _put(admin, user, good)).status_code == 200
        for bad in (-10, 5, 999_999_010, 1.5, "much"):
            assert fields_of(await _put(admin, user, bad))[0][0] == "energy_limit_wh"

    @pytest.mark.req("USR-099", "USR-101", "USR-105")
    async def test_what_is_left_is_told_to_the_stations_and_may_be_negative(
        self, admin: httpx.AsyncClient, make_user: Any, bind_card: Any, tell: Tell, outbox: Any
    ) -> None:
        user = await make_user()
        card, session = await bind_card(user["id"]), str(uuid7())
        await _put(admin, user, 30_000)
        await tell(session_id=session, credential_id=card["id"], energy_wh=20_000, is_open=True)
        await tell(session_id=session, credential_id=card["id"], energy_wh=40_000, revision=2)
        limits = (await admin.get(f"/users/{user['id']}")).json()["limits"]
        assert (limits["consumed_energy_wh"], limits["available_energy_wh"]) == (40_000, -10_000)
        told = [orjson.loads(row.payload)["data"] for row in await outbox() if row.key == card["id"]]
        # a session that runs is not told: sessions-api watches it
        assert [one["energy_left_wh"] for one in told] == [None, 30_000, -10_000]
        users = [orjson.loads(row.payload)["data"] for row in await outbox() if row.key == user["id"]]
        assert [(one["energy_limit_wh"], one["energy_left_wh"]) for one in users][-1] == (30_000, -10_000)

    async def test_an_editor_who_saw_something_else_is_refused(self, admin: httpx.AsyncClient, make_user: Any) -> None:
        user = await make_user()
        url, stale = f"/users/{user['id']}", {"If-Match": 'W/"1"'}
        assert (await admin.put(f"{url}/energy-limit", json={"energy_limit_wh": 0}, headers=stale)).status_code == 200
        answer = await admin.put(f"{url}/allowed-stations", json={"station_ids": []}, headers=stale)
        assert code_of(answer) == (412, "edited_meanwhile")


class TestConsumption:
    @pytest.mark.req("USR-094", "USR-115")
    async def test_each_credential_counts_its_own_and_the_user_their_sum(
        self, make_user: Any, bind_card: Any, tell: Tell, consumed: Any
    ) -> None:
        user = await make_user()
        first, second = await bind_card(user["id"]), await bind_card(user["id"])
        await tell(credential_id=first["id"], energy_wh=1_000, is_open=True)
        await tell(credential_id=first["id"], energy_wh=500)
        await tell(credential_id=second["id"], energy_wh=70)
        await tell(payer={"kind": "user", "id": user["id"]}, energy_wh=8)
        total, by_credential = await consumed(user["id"])
        assert (total, by_credential.pop(first["id"]), by_credential.pop(second["id"])) == (1_578, 1_500, 70)
        assert list(by_credential.values()) == [8]

    async def test_a_session_told_again_counts_once_and_the_latest_revision_wins(
        self, make_user: Any, bind_card: Any, tell: Tell, consumed: Any
    ) -> None:
        user = await make_user()
        card, session = await bind_card(user["id"]), str(uuid7())
        for revision, energy_wh in ((1, 100), (3, 300), (3, 300), (2, 200)):
            await tell(session_id=session, revision=revision, credential_id=card["id"], energy_wh=energy_wh)
        assert (await consumed(user["id"]))[0] == 300

    async def test_a_session_that_turns_out_to_be_somebody_elses_moves(
        self, make_user: Any, bind_card: Any, tell: Tell, consumed: Any
    ) -> None:
        one, other, session = await make_user(), await make_user(), str(uuid7())
        card = await bind_card(other["id"])
        await tell(session_id=session, payer={"kind": "user", "id": one["id"]}, energy_wh=10)
        await tell(session_id=session, revision=2, credential_id=card["id"], energy_wh=20)
        assert ((await consumed(one["id"]))[0], (await consumed(other["id"]))[0]) == (0, 20)
        await tell(session_id=session, revision=3, energy_wh=20)
        assert (await consumed(other["id"]))[0] == 0

    @pytest.mark.req("USR-062", "USR-063")
    async def test_unbinding_takes_it_away_and_binding_again_starts_from_zero(
        self, admin: httpx.AsyncClient, make_user: Any, bind_card: Any, tell: Tell, consumed: Any, outbox: Any
    ) -> None:
        user, number = await make_user(), f"ee{uuid7().hex[-10:]}"
        kept, given_up = await bind_card(user["id"]), await bind_card(user["id"], number)
        await _put(admin, user, 10_000)
        await tell(credential_id=kept["id"], energy_wh=1_000)
        await tell(credential_id=given_up["id"], energy_wh=2_000)
        await admin.delete(f"/credentials/{given_up['id']}")
        assert (await consumed(user["id"]))[0] == 1_000
        told = [orjson.loads(row.payload)["data"] for row in await outbox() if row.key == kept["id"]]
        assert [one["energy_left_wh"] for one in told][-2:] == [7_000, 9_000]
        await tell(credential_id=given_up["id"], energy_wh=5_000)
        again = await bind_card(user["id"], number)
        assert again["consumed_energy_wh"] == 0
        assert (await consumed(user["id"]))[0] == 1_000

    def test_it_reads_what_sessions_api_publishes(self) -> None:
        for kind in ("session.started.v1", "session.updated.v1", "session.ended.v1"):
            example = orjson.loads((CONTRACTS / f"sessions-api/contracts/{kind}.json").read_bytes())
            assert SessionTold.model_validate(example["data"]).revision > 0


class TestAllowedStations:
    @pytest.mark.req("USR-107")
    async def test_they_are_kept_shown_with_their_numbers_and_told(
        self, admin: httpx.AsyncClient, make_user: Any, make_station: Any, bind_card: Any, outbox: Any
    ) -> None:
        user = await make_user()
        card = await bind_card(user["id"])
        ids = [await make_station("EVSE02"), await make_station("EVSE01")]
        url = f"/users/{user['id']}/allowed-stations"
        answer = await admin.put(url, json={"station_ids": [*ids, ids[0]]})
        assert answer.json()["allowed_stations"] == [
            {"id": ids[1], "number": "EVSE01"},
            {"id": ids[0], "number": "EVSE02"},
        ]
        assert (await admin.put(url, json={"station_ids": []})).json()["allowed_stations"] == []
        told = [orjson.loads(row.payload)["data"] for row in await outbox() if row.key in {user["id"], card["id"]}]
        lists = [None if (ids_told := one["allowed_station_ids"]) is None else set(ids_told) for one in told]
        assert lists == [None, None, set(ids), set(ids), None, None]

    async def test_a_station_that_goes_still_restricts(
        self, admin: httpx.AsyncClient, make_user: Any, make_station: Any
    ) -> None:
        user, station = await make_user(), await make_station("EVSE09")
        url = f"/users/{user['id']}"
        await admin.put(f"{url}/allowed-stations", json={"station_ids": [station]})
        await make_station(None, station)
        kept = (await admin.get(url)).json()["allowed_stations"]
        assert kept == [{"id": station, "number": "EVSE09"}]
        assert (await admin.put(f"{url}/allowed-stations", json={"station_ids": [station]})).status_code == 200
        other = await make_user()
        refused = await admin.put(f"/users/{other['id']}/allowed-stations", json={"station_ids": [station]})
        assert (code_of(refused), refused.json()["params"]) == ((422, "stations_unknown"), {"station_ids": [station]})

    async def test_stations_of_another_organisation_cannot_be_chosen(
        self, make_user: Any, make_role: Any, make_organization: Any, make_station: Any, signed_in: Any
    ) -> None:
        home, other = await make_organization(), await make_organization()
        clerk = await make_user(await make_role("users:write"), organization_id=home["id"])
        driver = await make_user("customer", organization_id=home["id"])
        own = await make_station("H1", organization_id=home["id"])
        strange = await make_station("O1", organization_id=other["id"])
        browser, url = await signed_in(clerk["login"]), f"/users/{driver['id']}/allowed-stations"
        assert (await browser.put(url, json={"station_ids": [own]})).status_code == 200
        assert code_of(await browser.put(url, json={"station_ids": [strange]})) == (422, "stations_unknown")

    def test_it_reads_what_stations_api_publishes(self) -> None:
        example = orjson.loads((CONTRACTS / "stations-api/contracts/station.snapshot.v1.json").read_bytes())
        assert StationTold.model_validate(example["data"]).number


class TestDeletion:
    @pytest.mark.req("USR-074")
    async def test_nothing_of_him_is_left_and_his_cards_are_free(
        self, admin: httpx.AsyncClient, make_user: Any, bind_card: Any, tell: Tell, signed_in: Any, outbox: Any
    ) -> None:
        user, number = await make_user(email="anna@mail.ru"), f"ff{uuid7().hex[-10:]}"
        card = await bind_card(user["id"], number)
        await tell(credential_id=card["id"], energy_wh=10)
        browser = await signed_in(user["login"])
        assert (await admin.delete(f"/users/{user['id']}")).status_code == 204
        assert code_of(await admin.get(f"/users/{user['id']}")) == (404, "user_not_found")
        assert (await admin.get("/credentials", params={"user_id": user["id"]})).json()["total"] == 0
        assert (await browser.post("/auth/refresh")).status_code == 401
        last = {row.key: row for row in await outbox()}
        assert [(last[key].type, last[key].payload) for key in (user["id"], card["id"])] == [("tombstone", None)] * 2
        assert (await bind_card((await make_user())["id"], number))["id"] != card["id"]
        assert (await admin.post("/users", json=new_user(login=user["login"]))).status_code == 201

    @pytest.mark.req("USR-075")
    async def test_nobody_deletes_himself(self, make_user: Any, signed_in: Any) -> None:
        me = await make_user("administrator")
        browser = await signed_in(me["login"])
        assert code_of(await browser.delete(f"/users/{me['id']}")) == (409, "cannot_delete_oneself")
