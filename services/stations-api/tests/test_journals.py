"""Log files of a native station: asked for by a day, sent in pieces, kept as one archive (CMD-013, STN-171..176)."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from common.ids import uuid7
from common.testing.helpers import FakeClock
from stations_api.journals.archive import files_of
from stations_support import Gateway, Operator, Worker


@pytest.fixture
async def native(operator: Operator, worker: Worker, gateway_of: Callable[..., Gateway]) -> tuple[Any, Gateway]:
    station = await operator.station()
    gateway = gateway_of(station)
    await worker.apply(gateway.connected(protocol="native"))
    return station, gateway


def piece(gateway: Gateway, command: Any, number: int, *lines: str, is_last: bool = False) -> Any:
    about = {"command_id": command["command_id"], "file_name": "2026-11-20.log", "part": number, "is_last": is_last}
    now = gateway.now()
    return gateway.fact("native.reported", kind="journal", body={**about, "lines": lines}, received_at=now)


async def ask(operator: Operator, station: Any, day: str = "2026-11-20") -> Any:
    return await operator.command(station, "get_station_log", parameters={"date": day})


async def ask_native(operator: Operator, worker: Worker, station: Any) -> Any:
    await worker.apply(Gateway(station["id"], FakeClock()).connected(protocol="native"))
    return await ask(operator, station)


async def journals(operator: Operator, station: Any) -> list[Any]:
    return list((await operator.get(f"/stations/{station['id']}/journals")).json()["journals"])


@pytest.mark.req("CMD-013", "STN-067", "STN-171", "STN-172", "STN-173", "STN-174", "STN-175")
async def test_the_pieces_become_the_archive_of_the_day(
    operator: Operator, worker: Worker, native: Any, clock: FakeClock
) -> None:
    station, gateway = native
    command = await ask(operator, station)
    await worker.apply(gateway.delivered(command), piece(gateway, command, 1, "a", "b"))
    assert await journals(operator, station) == []
    clock.advance(seconds=5)
    await worker.apply(piece(gateway, command, 2, "c", is_last=True), gateway.answered(command))
    [journal] = await journals(operator, station)
    assert (journal["day"], journal["file_name"]) == ("2026-11-20", "2026-11-20_FullLogs.zip")
    assert journal["requested_at"] == command["created_at"]
    answer = await operator.get(f"/stations/{station['id']}/journals/2026-11-20")
    assert answer.headers["content-disposition"] == 'attachment; filename="2026-11-20_FullLogs.zip"'
    assert len(answer.content) == journal["size"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.read("2026-11-20.log").decode() == "a\nb\nc\n"


@pytest.mark.req("STN-176")
async def test_a_day_asked_for_again_is_replaced_and_the_oldest_day_stands_first(
    operator: Operator, worker: Worker, native: Any
) -> None:
    station, gateway = native
    for day, line in (("2026-11-21", "x"), ("2026-11-20", "old"), ("2026-11-20", "new")):
        command = await ask(operator, station, day)
        await worker.apply(gateway.delivered(command), piece(gateway, command, 1, line, is_last=True))
    assert [one["day"] for one in await journals(operator, station)] == ["2026-11-20", "2026-11-21"]
    content = (await operator.get(f"/stations/{station['id']}/journals/2026-11-20")).content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.read("2026-11-20.log") == b"new\n"


async def test_only_so_many_days_are_kept(operator: Operator, worker: Worker, native: Any) -> None:
    station, gateway = native
    first = date(2026, 8, 1)
    for number in range(64):
        command = await ask(operator, station, str(first + timedelta(days=number)))
        await worker.apply(gateway.delivered(command), piece(gateway, command, 1, "x", is_last=True))
    kept = [one["day"] for one in await journals(operator, station)]
    assert (len(kept), kept[0]) == (62, "2026-08-03")


async def test_what_names_no_command_of_this_station_makes_none(
    operator: Operator, worker: Worker, native: Any
) -> None:
    station, gateway = native
    other = await operator.station()
    foreign = (await ask_native(operator, worker, other))["command_id"]
    for name in ("", "no id", str(uuid7()), foreign):
        await worker.apply(piece(gateway, {"command_id": name}, 1, "x", is_last=True))
    assert await journals(operator, station) == await journals(operator, other) == []


async def test_strangers_and_days_without_one(operator: Operator, operator_with: Any, native: Any) -> None:
    station, _ = native
    path = f"/stations/{station['id']}/journals"
    stranger = operator_with("operation-log:read", organizations=[uuid7()])
    for refused in (await stranger.get(path), await stranger.get(f"{path}/2026-11-20")):
        assert (refused.status_code, refused.json()["code"]) == (404, "station_not_found")
    missing = await operator.get(f"{path}/2026-11-20")
    assert (missing.status_code, missing.json()["code"]) == (404, "journal_not_found")
    assert (await operator_with("stations:read").get(path)).status_code == 403


def test_files_are_told_apart_and_a_repeated_piece_counts_once() -> None:
    parts = [
        {"file_name": "b.log", "part": 1, "lines": ["b"]},
        {"file_name": "../a.log", "part": 2, "lines": ["2"]},
        {"file_name": "../a.log", "part": 1, "lines": ["1"]},
        {"file_name": "../a.log", "part": 1, "lines": ["1"]},
    ]
    assert files_of(parts) == {"a.log": ["1", "2"], "b.log": ["b"]}
