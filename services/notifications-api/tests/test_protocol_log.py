"""Frames of one station from Kafka to the person who watches it."""

from typing import Any

import httpx
import orjson
import pytest
from common.auth import Principal
from common.ids import uuid7
from common.testing.helpers import bearer, eventually
from notifications_api.protocol_log.feed import Feed
from notifications_api.protocol_log.tail import FrameLogged

MINE, OTHER = uuid7(), uuid7()
RIGHTS = ("protocol-log:read",)
WATCHER = Principal(uuid7(), "user", "watcher", frozenset(RIGHTS), None, "*", 0)


def _frame(station: Any, raw: str) -> dict[str, Any]:
    return {"station_id": station, "epoch": 7, "direction": "in", "at": "2026-11-25T12:00:00Z", "raw": raw}


@pytest.fixture
def make_station(publish: Any, listen: Any, server: str) -> Any:
    """A station that the service knows by its snapshot."""

    async def make(organization: Any = MINE) -> Any:
        station = uuid7()
        await eventually(lambda: _is_ready(server))
        async with listen(server) as hints:
            data = {"station_id": station, "organization_id": organization, "revision": 1}
            await publish("stations", station, "station.snapshot.v1", data)
            await eventually(lambda: _has(hints, "hint"))
        return station

    return make


async def _has(events: list[dict[str, Any]], name: str) -> bool:
    return any(event["event"] == name for event in events)


async def test_the_watched_station_is_seen_live_and_no_other(
    server: str, publish: Any, listen: Any, make_station: Any
) -> None:
    station, other = await make_station(), await make_station()
    path = f"/stream/protocol-log?station_id={station}"
    async with listen(server, path, RIGHTS, organizations=[MINE]) as events:
        await eventually(lambda: _has(events, "resync"))
        await publish("station-log", other, "frame.logged.v1", _frame(other, "x"))
        await publish("station-log", station, "frame.logged.v1", {"odd": True})
        raw = '[2,"1","Heartbeat",{}]'
        await publish("station-log", station, "frame.logged.v1", _frame(station, raw))
        await eventually(lambda: _has(events, "frame"))
    [seen] = [event for event in events if event["event"] == "frame"]
    assert (seen["raw"], seen["direction"], seen["epoch"], seen["at"]) == (raw, "in", 7, "2026-11-25T12:00:00Z")
    assert seen["id"]


async def test_right_and_organisation(server: str, make_station: Any) -> None:
    station = await make_station()
    async with httpx.AsyncClient() as client:

        async def refusal(*rights: str, **options: Any) -> tuple[int, str]:
            url = f"{server}/api/v1/stream/protocol-log?station_id={options.pop('station_id', station)}"
            answer = await client.get(url, headers=bearer(*rights, **options))
            return answer.status_code, answer.json()["code"]

        assert await refusal("stream:read") == (403, "right_missing")
        assert await refusal(*RIGHTS, organizations=[OTHER]) == (404, "station_not_found")
        assert await refusal(*RIGHTS, station_id=uuid7()) == (404, "station_not_found")


async def test_it_ends_when_the_station_goes_to_somebody_else(
    server: str, publish: Any, make_station: Any, listen: Any
) -> None:
    station = await make_station()
    headers = bearer(*RIGHTS, organizations=[MINE])
    async with httpx.AsyncClient(timeout=30) as client:
        url = f"{server}/api/v1/stream/protocol-log?station_id={station}"
        async with client.stream("GET", url, headers=headers) as stream:
            assert stream.status_code == 200
            moved = {"station_id": station, "organization_id": OTHER, "revision": 2}
            await publish("stations", station, "station.snapshot.v1", moved)
            async for _ in stream.aiter_bytes():  # to its end
                pass
        assert (await client.get(url, headers=headers)).status_code == 404


async def test_readiness_waits_for_the_reader_of_hints(server: str) -> None:
    await eventually(lambda: _is_ready(server))


async def _is_ready(server: str) -> bool:
    async with httpx.AsyncClient() as client:
        return bool((await client.get(f"{server}/readyz")).json() == {"database": True, "kafka": True})


async def test_who_does_not_read_is_cut_and_nothing_is_read_for_nobody() -> None:
    feed, station = Feed(queue_size=2), uuid7()
    assert not feed.watched.is_set()
    with feed.watching(WATCHER, station) as listener:
        assert feed.watched.is_set()
        for number in range(2):
            feed.publish(station, {"raw": number})
        assert (await listener.take(0)).count(b"event: frame") == 2
        feed.close()
        assert listener.is_finished
    assert not feed.watched.is_set()
    assert not feed.wants(station)


def test_reads_what_the_gateway_publishes(repository_root: Any) -> None:
    raw = (repository_root / "services/csms-gateway/contracts/frame.logged.v1.json").read_bytes()
    data = orjson.loads(raw)["data"]
    assert FrameLogged.model_validate(data).raw == data["raw"]
