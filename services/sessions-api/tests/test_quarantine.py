"""What nobody could use is kept, shown to who may see it, and decided by a person or by time."""

from typing import Any

from common.ids import uuid7
from common.testing.helpers import bearer
from sessions_api.upkeep import look_after

from .factories import NOW, ORGANIZATION, Message, Plug

MAY = bearer("quarantine:read", "quarantine:write", "sessions:read")


def rejected(plug: Plug, raw: str = '[2,"17","StartTransaction",{}]', action: str = "StartTransaction") -> Message:
    data = {"station_id": plug.station_id, "action": action, "reason": "missing_field", "raw": raw}
    return Message("frame.rejected.v1", data | {"protocol": "ocpp1.6", "received_at": NOW}, str(plug.station_id))


async def listed(client: Any, plug: Plug, headers: dict[str, str] = MAY, **filters: str) -> list[dict[str, Any]]:
    params = {"station_id": str(plug.station_id)} | filters
    response = await client.get("/quarantine", params=params, headers=headers)
    assert response.status_code == 200, response.text
    items: list[dict[str, Any]] = response.json()["items"]
    return items


class TestList:
    async def test_ends_values_and_frames_each_once(self, client, feed) -> None:
        plug = Plug()
        await feed(plug.snapshot(), plug.stop(at=30), plug.meter(at=20, wh=3000), rejected(plug), rejected(plug))
        await feed(plug.stop(at=30, received=45), rejected(plug))
        kinds = sorted(item["kind"] for item in await listed(client, plug))
        assert kinds == ["rejected_frame", "unmatched_end", "unmatched_meter_values"]
        [frame] = await listed(client, plug, kind="rejected_frame")
        detail = (await client.get(f"/quarantine/{frame['id']}", headers=MAY)).json()
        assert (detail["fact"]["protocol"], detail["fact"]["raw"]) == ("ocpp1.6", '[2,"17","StartTransaction",{}]')

    async def test_a_chatty_station_fills_it_by_the_hour_only(self, client, feed) -> None:
        plug = Plug()
        await feed(plug.snapshot(), *(rejected(plug, f'[2,"{n}","Foo",1]', "Foo") for n in range(20)))
        assert len(await listed(client, plug)) == 1

    async def test_another_organisation_sees_nothing(self, client, feed) -> None:
        plug = Plug()
        await feed(plug.snapshot(), plug.stop(at=30))
        [item] = await listed(client, plug)
        other = bearer("quarantine:read", "quarantine:write", organizations=[uuid7()])
        own = bearer("quarantine:read", organizations=[ORGANIZATION])
        assert (await listed(client, plug, other), len(await listed(client, plug, own))) == ([], 1)
        for path in ("dismiss", "replay"):
            answer = await client.post(f"/quarantine/{item['id']}/{path}", json={"reason": "x"}, headers=other)
            assert answer.status_code == 404

    async def test_deciding_takes_a_right_of_its_own(self, client) -> None:
        answer = await client.post(f"/quarantine/{uuid7()}/replay", headers=bearer("quarantine:read"))
        assert answer.status_code == 403


class TestDecisions:
    async def test_a_stop_is_joined_to_the_session_that_a_person_chose(self, client, feed, stored, announced) -> None:
        plug = Plug()
        await feed(plug.snapshot(), plug.start(at=1), plug.stop("other", at=30))
        [item], [session] = await listed(client, plug), await stored(plug.station_id)
        path = f"/quarantine/{item['id']}/join"
        answer = await client.post(path, json={"session_id": str(session.id)}, headers=MAY)
        assert (answer.status_code, answer.json()["state"]) == (200, "joined")
        [session] = await stored(plug.station_id)
        assert (session.energy_wh, session.transaction.ended_at) == (5000, plug.time(30))
        assert (await announced(plug.station_id))[-1][1]["energy_wh"] == 5000
        again = await client.post(path, json={"session_id": str(session.id)}, headers=MAY)
        assert (again.status_code, again.json()["code"]) == (409, "quarantined_already_decided")
        await feed(plug.stop("other", at=30, received=50))
        assert await listed(client, plug, state="waiting") == []

    async def test_a_session_of_another_station_is_refused(self, client, feed, stored) -> None:
        plug, other = Plug(), Plug()
        await feed(plug.snapshot(), plug.stop(at=30), other.snapshot(), other.start(at=1))
        [item], [session] = await listed(client, plug), await stored(other.station_id)
        body = {"session_id": str(session.id)}
        answer = await client.post(f"/quarantine/{item['id']}/join", json=body, headers=MAY)
        assert (answer.status_code, answer.json()["code"]) == (409, "quarantined_of_another_station")

    async def test_what_is_dismissed_stays_dismissed(self, client, feed) -> None:
        plug = Plug()
        await feed(plug.snapshot(), plug.stop(at=30))
        [item] = await listed(client, plug)
        answer = await client.post(f"/quarantine/{item['id']}/dismiss", json={"reason": "test"}, headers=MAY)
        assert (answer.json()["state"], answer.json()["reason"]) == ("dismissed", "test")
        await feed(plug.stop(at=30, received=45), plug.start(at=1, received=46))
        [item] = await listed(client, plug)
        assert item["state"] == "dismissed"

    async def test_a_replay_finds_the_transaction_that_is_the_only_one_left(self, client, feed, stored) -> None:
        """A stop that lost its number fits two running transactions; later only one is left (quirk T3)."""
        one = Plug()
        other = Plug(one.station_id, 2)
        lost = one.stop(at=30, transaction_number="-1", connector_number=None)
        await feed(one.snapshot(), one.start(at=1), other.start("t2", at=2), lost)
        [item] = await listed(client, one, state="waiting")
        still = await client.post(f"/quarantine/{item['id']}/replay", headers=MAY)
        assert still.json()["state"] == "waiting"
        await feed(other.stop("t2", at=31, meter=2000))
        found = await client.post(f"/quarantine/{item['id']}/replay", headers=MAY)
        sessions = await stored(one.station_id)
        assert (found.json()["state"], found.json()["session_id"]) == ("joined", str(sessions[0].id))
        assert [session.energy_wh for session in sessions] == [5000, 1000]
        assert sessions[0].transaction.ended_at == one.time(30)

    async def test_a_replay_without_a_start_goes_on_waiting(self, client, feed) -> None:
        plug = Plug()
        await feed(plug.snapshot(), plug.stop(at=30), rejected(plug))
        for item in await listed(client, plug):
            answer = await client.post(f"/quarantine/{item['id']}/replay", headers=MAY)
            if item["kind"] == "rejected_frame":
                assert (answer.status_code, answer.json()["code"]) == (409, "quarantined_not_replayable")
            else:
                assert (answer.status_code, answer.json()["state"]) == (200, "waiting")


class TestTime:
    async def tend(self, sessions: Any, runtime: Any) -> None:
        async with sessions.begin() as session:
            await look_after(session, runtime)

    async def test_a_stop_whose_start_never_comes_becomes_a_flagged_session(
        self, client, feed, stored, sessions, runtime, clock
    ) -> None:
        plug = Plug(started=NOW)
        stop = plug.stop(at=0, connector_number=1, samples=[plug.sample("Energy.Active.Import.Register", "5500", -10)])
        await feed(plug.snapshot(), stop)
        await self.tend(sessions, runtime)
        assert await stored(plug.station_id) == []
        clock.advance(minutes=65)
        await self.tend(sessions, runtime)
        [session] = await stored(plug.station_id)
        assert (session.energy_wh, "start_missing" in session.transaction.deviations) == (500, True)
        [item] = await listed(client, plug)
        assert (item["state"], item["session_id"]) == ("joined", str(session.id))
        await feed(plug.start(at=-30, received=70))
        [session] = await stored(plug.station_id)
        assert (session.energy_wh, session.transaction.started_at) == (5000, plug.time(-30))

    async def test_old_messages_are_forgotten(self, client, feed, sessions, runtime, clock) -> None:
        plug = Plug(started=NOW)
        await feed(plug.snapshot(), rejected(plug))
        clock.advance(hours=24 * 91)
        await self.tend(sessions, runtime)
        assert await listed(client, plug) == []


class TestFile:
    async def test_filters_narrow_the_list_and_the_file(self, client, feed) -> None:
        plug = Plug()
        await feed(plug.snapshot(number="EVSE900"), plug.stop(at=30), rejected(plug))
        [stop] = await listed(client, plug, q=plug.number("t1"))
        assert (stop["kind"], stop["station_number"], stop["why"]) == ("unmatched_end", "EVSE900", None)
        [frame] = await listed(client, plug, received_from=plug.time(40).isoformat())
        assert (frame["kind"], frame["why"]) == ("rejected_frame", "missing_field")
        assert await listed(client, plug, received_to=plug.time(10).isoformat()) == []
        query = {"station_id": str(plug.station_id), "format": "csv", "language": "en", "kind": "rejected_frame"}
        columns = {"columns": "station_number,kind,why,state"}
        text = (await client.get("/quarantine/export", params=query | columns, headers=MAY)).text
        assert text.lstrip("\ufeff").splitlines() == [
            "Station,Message,Why it was not applied,State",
            "EVSE900,Frame that could not be read,missing_field,Waits for a decision",
        ]
