"""The protocol log: frames by COPY into days, read by filter, bounded by days and by the disk."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from common.db import Sessions
from common.events import Envelope
from common.ids import uuid7
from common.service import Runtime
from common.testing.helpers import FakeClock
from sqlalchemy import text
from stations_api.protocol_log.consumers import FrameLogged, ProtocolLogUnit, first_day_kept
from stations_api.protocol_log.keeping import keep_days, make_room, warn_of_disk
from stations_api.protocol_log.parsing import OpenCalls, Parts, parts_of
from stations_api.protocol_log.partitions import days_kept
from stations_api.settings import StationsSettings
from stations_api.storage import DiskGauge
from stations_support import Operator

Log = Callable[..., Awaitable[None]]
ROOMY, LOW, FULL = (
    DiskGauge.of(StationsSettings(disk_low_percent=a, disk_full_percent=b)) for a, b in ((0, 0), (101, 0), (101, 101))
)


@pytest.fixture
def log_frames(sessions: Sessions, settings: StationsSettings, clock: FakeClock) -> Log:
    """`await log_frames(station, ("in", raw), …, at=…)`: one batch of the consumer."""

    async def work(station: Any, *frames: tuple[str, str], disk: DiskGauge = ROOMY, **when: Any) -> None:
        async with sessions.begin() as session:
            first = first_day_kept(clock, settings)
            unit = ProtocolLogUnit(session, OpenCalls(), disk, first, clock.now())
            for number, (direction, raw) in enumerate(frames):
                at = when.get("at", clock.now()) + timedelta(milliseconds=number)
                data = {
                    "station_id": station["id"],
                    "epoch": 1,
                    "direction": direction,
                    "at": at.isoformat(),
                    "raw": raw,
                }
                key = station["id"]
                envelope = Envelope(str(uuid7()), "/csms-gateway", FrameLogged.type, key, at, data, key)
                await unit.handlers[FrameLogged.type](envelope)
            await unit.finish()

    return work


async def rows(operator: Operator, station: Any, **filters: Any) -> list[Any]:
    answer = await operator.get("/protocol-log", station_id=station["id"], **filters)
    assert answer.status_code == 200, answer.text
    return list(answer.json()["items"])


class TestParsing:
    @pytest.mark.parametrize(
        ("raw", "parts"),
        [
            ('[2,"18","Heartbeat",{}]', Parts("call", "18", "Heartbeat")),
            (' [ 3 , "1\\"8" , {"a":1} ] ', Parts("result", '1\\"8', None)),
            ('[4,"18","NotImplemented","",{}]', Parts("error", "18", None)),
            ('["2",7,"BootNotification",{}]', Parts("call", "7", "BootNotification")),
            ('{"type":"heartbeat","sequence":5}', Parts("message", "5", "heartbeat")),
            ('{"type":"hello"}', Parts("message", None, "hello")),
            ("hello", Parts()),
            ("", Parts()),
            ("[2", Parts()),
            ('{"a":1}', Parts()),
        ],
    )
    def test_the_head_of_a_frame(self, raw: str, parts: Parts) -> None:
        assert parts_of(raw) == parts

    def test_memory_of_calls_is_bounded(self) -> None:
        calls, station = OpenCalls(most=2), uuid7()
        for number in range(3):
            calls.named(station, "in", Parts("call", str(number), f"A{number}"))
        answers = [calls.named(station, "out", Parts("result", str(number))).action for number in range(3)]
        assert answers == [None, "A1", "A2"]


class TestRead:
    async def test_newest_first_with_its_parts(self, operator: Operator, log_frames: Log) -> None:
        station = await operator.station()
        raw = '[2,"1","Authorize",{"idTag":"\x00"}]'
        await log_frames(station, ("in", raw), ("out", '[3,"1",{}]'), ("in", '[2,"2","Heartbeat",{}]'))
        last, answer, first = await rows(operator, station)
        assert (last["action"], last["message_type"], last["message_id"]) == ("Heartbeat", "call", "2")
        assert (answer["action"], answer["message_type"], answer["direction"]) == ("Authorize", "result", "out")
        assert (first["raw"], first["epoch"]) == (raw.replace("\x00", "\u2400"), 1)

    async def test_filters(self, operator: Operator, log_frames: Log, clock: FakeClock) -> None:
        station, other = await operator.station(), await operator.station()
        await log_frames(station, ("in", '[2,"1","Authorize",{"idTag":"ABC"}]'), ("out", '[3,"1",{}]'))
        await log_frames(other, ("in", '[2,"9","Heartbeat",{}]'))
        clock.advance(minutes=1)
        await log_frames(station, ("in", '[2,"2","Heartbeat",{}]'))

        async def ids(**filters: Any) -> list[str]:
            return [row["message_id"] + row["direction"] for row in await rows(operator, station, **filters)]

        moment = clock.now().isoformat()
        assert await ids(direction="out") == ["1out"]
        assert await ids(action="Authorize") == ["1out", "1in"]
        assert await ids(q="idtag") == ["1in"]
        assert await ids(**{"from": moment}) == ["2in"]
        assert await ids(to=moment) == ["1out", "1in"]
        assert await ids(message_id="1", message_type="call") == ["1in"]

    async def test_a_cursor_goes_through_all(self, operator: Operator, log_frames: Log) -> None:
        station = await operator.station()
        await log_frames(station, *[("in", f'[2,"{number}","Heartbeat",{{}}]') for number in range(7)])
        seen: list[str] = []
        place: dict[str, Any] | None = {}
        while place is not None:
            page = (await operator.get("/protocol-log", station_id=station["id"], limit=3, **place)).json()
            seen += [row["message_id"] for row in page["items"]]
            place = {"cursor": page["next_cursor"]} if page["next_cursor"] else None
        assert seen == [str(number) for number in range(6, -1, -1)]

    async def test_right_station_and_organisation(self, operator: Operator, operator_with: Any) -> None:
        station = await operator.station()
        assert (await operator.get("/protocol-log")).status_code == 422
        stranger = operator_with("protocol-log:read", organizations=[uuid7()])
        refused = await stranger.get("/protocol-log", station_id=station["id"])
        assert (refused.status_code, refused.json()["code"]) == (404, "station_not_found")
        assert (await operator_with("stations:read").get("/protocol-log", station_id=uuid7())).status_code == 403


class TestDays:
    async def test_each_day_has_its_partition_made_on_demand(
        self, operator: Operator, log_frames: Log, clock: FakeClock, sessions: Sessions
    ) -> None:
        station = await operator.station()
        await log_frames(station, ("in", "a"), at=clock.now() - timedelta(days=3))
        await log_frames(station, ("in", "b"), at=clock.now() + timedelta(days=400))
        async with sessions() as session:
            where = "select tableoid::regclass::text from protocol_log where station_id = :id order by at"
            found = (await session.scalars(text(where), {"id": UUID(station["id"])})).all()
        assert found == ["protocol_log_2026_11_22", "protocol_log_2026_11_25"]

    async def test_old_days_go_and_what_comes_too_late_is_left_out(
        self, runtime: Runtime, operator: Operator, log_frames: Log, clock: FakeClock, sessions: Sessions
    ) -> None:
        station = await operator.station()
        edge = clock.now() - timedelta(days=13)
        for at in (edge - timedelta(days=1), edge):
            await log_frames(station, ("in", '[2,"1","Heartbeat",{}]'), at=at)
        assert len(await rows(operator, station)) == 1
        clock.advance(days=1)
        await keep_days(runtime)
        assert await rows(operator, station) == []
        async with sessions() as session:
            assert (await days_kept(session))[-1] == "protocol_log_2026_11_28"


class TestDisk:
    async def test_nearly_full_the_oldest_days_go_and_today_stays(
        self, runtime: Runtime, operator: Operator, log_frames: Log, clock: FakeClock
    ) -> None:
        station = await operator.station()
        for days in (5, 1, 0):
            await log_frames(station, ("in", f"{days}"), at=clock.now() - timedelta(days=days))
        await make_room(runtime, ROOMY)
        assert len(await rows(operator, station)) == 3
        await make_room(runtime, LOW)
        assert [row["raw"] for row in await rows(operator, station)] == ["0"]

    async def test_full_no_frame_is_kept(self, operator: Operator, log_frames: Log) -> None:
        station = await operator.station()
        await log_frames(station, ("in", "x"), disk=FULL)
        assert await rows(operator, station) == []

    async def test_readiness_says_so(self, runtime: Runtime) -> None:
        runtime.settings = StationsSettings(disk_low_percent=0, disk_full_percent=0)  # whatever this machine has left
        await warn_of_disk(runtime)
        assert [warn() for warn in runtime.warnings] == [None]
        assert "Disk nearly full" in (LOW.warning() or "")
        assert "no frames are kept" in (FULL.warning() or "")
