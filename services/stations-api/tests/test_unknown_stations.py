"""Who knocked and is no station of ours: noticed, listed, dismissed, made a station."""

from typing import Any

from common.db import Sessions
from common.events import Envelope
from common.ids import uuid7
from common.service import Runtime
from common.testing.helpers import FakeClock
from stations_api.housekeeping import forget_unknown_stations
from stations_support import Operator, Worker, station_body


def knock(clock: FakeClock, identity: str, **more: Any) -> Envelope:
    data = {
        "identity": identity,
        "remote_address": "10.0.0.7",
        "offered_protocols": ["ocpp1.6"],
        "user_agent": None,
        "has_credentials": True,
        "at": clock.now().isoformat(),
    }
    kind, key = "station.unknown-seen.v1", identity.lower()
    return Envelope(str(uuid7()), "/csms-gateway", kind, key, clock.now(), data | more, key)


def new_identity() -> str:
    return f"CP-{uuid7().hex[-10:]}"


async def listed(operator: Operator, identity: str, **filters: Any) -> list[Any]:
    return list((await operator.get("/unknown-stations", q=identity, **filters)).json()["items"])


class TestSeen:
    async def test_many_knocks_are_one_row(self, operator: Operator, worker: Worker, clock: FakeClock) -> None:
        identity = new_identity()
        first = clock.now().isoformat().replace("+00:00", "Z")
        await worker.apply(knock(clock, identity), knock(clock, identity.lower()))
        clock.advance(seconds=30)
        await worker.apply(knock(clock, identity, remote_address="10.0.0.8", user_agent="x\x00y"))
        [row] = await listed(operator, identity)
        assert (row["identity"], row["count"], row["first_seen_at"]) == (identity.lower(), 3, first)
        assert (row["remote_address"], row["user_agent"]) == ("10.0.0.8", "xy")
        assert (row["offered_protocols"], row["has_credentials"]) == (["ocpp1.6"], True)

    async def test_a_station_that_was_added_meanwhile_is_not_listed(
        self, operator: Operator, worker: Worker, clock: FakeClock
    ) -> None:
        station = await operator.station()
        await worker.apply(knock(clock, station["key"]))
        assert await listed(operator, station["key"]) == []

    async def test_only_who_sees_all_may_look(self, operator_with: Any) -> None:
        own = operator_with("unknown-stations:read", "unknown-stations:write", organizations=[uuid7()])
        refused = [await own.get("/unknown-stations"), await own.delete("/unknown-stations/x")]
        assert [one.json()["code"] for one in refused] == ["all_organizations_only"] * 2
        assert (await operator_with("stations:read").get("/unknown-stations")).status_code == 403


class TestDecision:
    async def test_dismissed_it_stays_away_while_it_knocks(
        self, operator: Operator, worker: Worker, clock: FakeClock
    ) -> None:
        identity = new_identity()
        await worker.apply(knock(clock, identity))
        assert (await operator.delete(f"/unknown-stations/{identity}")).status_code == 204
        clock.advance(seconds=30)
        await worker.apply(knock(clock, identity))
        assert await listed(operator, identity) == []
        assert len(await listed(operator, identity, is_dismissed=True)) == 1
        again = await operator.delete(f"/unknown-stations/{identity}")
        assert (again.status_code, again.json()["code"]) == (404, "unknown_station_not_found")

    async def test_added_it_leaves_the_list(self, operator: Operator, worker: Worker, clock: FakeClock) -> None:
        identity = new_identity()
        await worker.apply(knock(clock, identity))
        body = station_body(key="another-key", from_unknown=identity.upper())
        assert (await operator.post("/stations", body)).status_code == 201
        assert await listed(operator, identity) == []

    async def test_who_does_not_see_the_list_takes_nothing_off_it(
        self, operator: Operator, operator_with: Any, worker: Worker, clock: FakeClock
    ) -> None:
        identity, home = new_identity(), uuid7()
        await worker.apply(knock(clock, identity))
        stranger = operator_with("stations:write", organizations=[home], organization_id=home)
        body = station_body(key="a-key-of-his-own", from_unknown=identity)
        assert (await stranger.post("/stations", body)).status_code == 201
        assert len(await listed(operator, identity)) == 1


async def test_silence_and_number_bound_the_list(
    runtime: Runtime, operator: Operator, worker: Worker, clock: FakeClock, sessions: Sessions
) -> None:
    old, new = new_identity(), new_identity()
    await worker.apply(knock(clock, old))
    clock.advance(days=31)
    await worker.apply(knock(clock, new))
    await forget_unknown_stations(runtime)
    assert await listed(operator, old) == []
    assert len(await listed(operator, new)) == 1
