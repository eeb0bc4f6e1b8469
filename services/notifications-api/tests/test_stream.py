"""The endpoint: who hears what, coming back, too slow, too long."""

import asyncio
import signal
from typing import Any

import httpx
import pytest
from common.ids import uuid7
from common.testing.helpers import FakeClock, bearer, eventually
from notifications_api.stopping import on_stop
from notifications_api.stream.hints import RIGHTS, Hint
from notifications_api.stream.hub import Hub

MINE, OTHER = uuid7(), uuid7()


def _hint(kind: str = "station", organization: Any = MINE) -> Hint:
    return Hint(kind, uuid7(), 7, frozenset({organization} if organization else ()), RIGHTS[kind])


async def _heard(stream: Any, count: int) -> list[dict[str, Any]]:
    async def enough() -> bool:
        return len(stream.events) >= count

    await eventually(enough)
    return list(stream.events)


class TestWhoHears:
    async def test_a_hint_names_the_thing_and_nothing_of_it(self, hub: Hub, open_stream: Any) -> None:
        stream, hint = await open_stream(), _hint()
        hub.publish(hint)
        [event] = await _heard(stream, 1)
        assert event == {"event": "hint", "type": "station", "id": str(hint.id), "revision": 7}
        assert (stream.status, stream.last_id) == (200, "1001")

    async def test_only_the_own_organisations(self, hub: Hub, open_stream: Any) -> None:
        stream = await open_stream(organizations=[MINE])
        hints = [_hint(organization=OTHER), _hint(organization=None), _hint()]
        for hint in hints:
            hub.publish(hint)
        assert [event["id"] for event in await _heard(stream, 1)] == [str(hints[2].id)]

    async def test_who_sees_all_hears_all_and_who_belongs_nowhere_nothing(self, hub: Hub, open_stream: Any) -> None:
        everybody, nobody = await open_stream(organizations="*"), await open_stream(organizations=[])
        for organization in (OTHER, None, MINE):
            hub.publish(_hint(organization=organization))
        hub.resync()
        assert [event["event"] for event in await _heard(everybody, 4)] == ["hint"] * 3 + ["resync"]
        assert [event["event"] for event in await _heard(nobody, 1)] == ["resync"]

    @pytest.mark.parametrize("kind", RIGHTS)
    async def test_each_kind_needs_its_right(self, hub: Hub, open_stream: Any, kind: str) -> None:
        stream = await open_stream(RIGHTS[kind])
        for each in RIGHTS:
            hub.publish(_hint(each))
        assert [event["type"] for event in await _heard(stream, 1)] == [kind]

    async def test_a_moved_station_is_heard_by_both(self, hub: Hub, open_stream: Any) -> None:
        streams = [await open_stream(organizations=[one]) for one in (MINE, OTHER)]
        hub.publish(Hint("station", uuid7(), 2, frozenset({MINE, OTHER}), RIGHTS["station"]))
        assert [len(await _heard(stream, 1)) for stream in streams] == [1, 1]


class TestComingBack:
    async def test_it_goes_on_after_the_last_event(self, hub: Hub, open_stream: Any) -> None:
        first = await open_stream()
        hub.publish(_hint())
        await _heard(first, 1)
        await first.leave()
        assert hub.listeners == 0
        missed = [_hint(), _hint(organization=OTHER), _hint()]
        for hint in missed:
            hub.publish(hint)
        second = await open_stream(last_id=first.last_id, organizations=[MINE])
        assert [event["id"] for event in await _heard(second, 2)] == [str(missed[0].id), str(missed[2].id)]

    async def test_the_first_answer_names_the_place(self, hub: Hub, open_stream: Any) -> None:
        hub.publish(_hint())
        stream = await open_stream()
        assert (stream.events, stream.last_id) == ([], "1001")

    @pytest.mark.parametrize("last_id", ["999", "1000", "99999", "gibberish", "9" * 5000])
    async def test_after_too_long_or_another_start_everything_is_read_again(
        self, hub: Hub, open_stream: Any, last_id: str
    ) -> None:
        for _ in range(21):
            hub.publish(_hint())
        stream = await open_stream(last_id=last_id)
        assert (stream.events, stream.last_id) == ([{"event": "resync"}], "1021")

    async def test_more_than_a_queue_of_missed_hints_is_a_resync(self, hub: Hub, open_stream: Any) -> None:
        for _ in range(11):
            hub.publish(_hint())
        assert (await open_stream(last_id="1000")).events == [{"event": "resync"}]

    async def test_a_gap_of_ours_is_told_to_those_who_come_back(self, hub: Hub, open_stream: Any) -> None:
        hub.resync()
        hub.publish(_hint())
        stream = await open_stream(last_id="1000")
        assert [event["event"] for event in await _heard(stream, 2)] == ["resync", "hint"]


class TestEnds:
    async def test_an_idle_stream_is_kept_alive(self, open_stream: Any) -> None:
        stream = await open_stream()

        async def pinged() -> bool:
            return bool(stream.pings >= 2)

        await eventually(pinged)
        assert stream.events == []

    async def test_it_ends_with_the_token(self, hub: Hub, open_stream: Any, clock: FakeClock) -> None:
        stream = await open_stream(lifetime=300)
        clock.advance(seconds=299)
        hub.publish(_hint())
        await _heard(stream, 1)
        clock.advance(seconds=1)
        await asyncio.wait_for(stream.task, 5)
        assert hub.listeners == 0

    async def test_a_browser_that_does_not_read_is_cut_and_the_others_go_on(self, hub: Hub, open_stream: Any) -> None:
        stuck, quick = await open_stream(), await open_stream()
        stuck.is_stuck.set()
        for number in range(1, 16):
            hub.publish(_hint())
            await _heard(quick, number)
        await asyncio.wait_for(stuck.task, 5)
        assert hub.listeners == 1

    async def test_they_end_when_the_process_stops(self, hub: Hub, open_stream: Any) -> None:
        streams = [await open_stream() for _ in range(3)]
        try:
            on_stop(hub.close, [signal.SIGUSR2])
            signal.raise_signal(signal.SIGUSR2)
        finally:
            signal.signal(signal.SIGUSR2, signal.SIG_DFL)
        await asyncio.wait_for(asyncio.gather(*(stream.task for stream in streams)), 5)
        assert hub.listeners == 0

    async def test_a_browser_that_leaves_is_forgotten(self, hub: Hub, open_stream: Any) -> None:
        stream = await open_stream()
        await stream.leave()
        assert hub.listeners == 0


class TestDoor:
    async def test_a_stranger_and_a_person_without_the_right_stay_outside(self, app: Any) -> None:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
            assert (await client.get("/api/v1/stream")).status_code == 401
            refused = await client.get("/api/v1/stream", headers=bearer("stations:read"))
        assert (refused.status_code, refused.json()["params"]) == (403, {"right": "stream:read"})
