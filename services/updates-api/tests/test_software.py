"""Which version each station reports since when: boots in, list and event out."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import orjson
from common.db import Sessions
from common.events import TOMBSTONE, Envelope
from common.ids import uuid7
from common.testing.helpers import FakeClock
from sqlalchemy import select
from updates_api.db import OutboxMessage

Async = Callable[..., Awaitable[Any]]
Boot = Callable[..., Envelope]


async def versions(software: Async, station_id: Any) -> list[tuple[str, bool]]:
    items = (await software(station_id=str(station_id))).json()["items"]
    return [(item["version"], item["is_current"]) for item in items]


async def announced(sessions: Sessions, station_id: Any) -> list[str]:
    async with sessions() as session:
        statement = select(OutboxMessage.payload).where(OutboxMessage.key == str(station_id)).order_by(OutboxMessage.id)
        return [orjson.loads(payload or b"")["data"]["version"] for payload in await session.scalars(statement)]


async def test_the_version_of_the_first_boot_is_shown(
    make_station: Async, apply: Async, software: Async, boot: Boot, clock: FakeClock, sessions: Sessions
) -> None:
    station = await make_station(number="EVSE12")
    await apply(boot(station, "1.0"))
    [item] = (await software(station_id=str(station))).json()["items"]
    assert (item["station_number"], item["version"], item["until"]) == ("EVSE12", "1.0", None)
    assert item["since"] == clock.now().isoformat().replace("+00:00", "Z")
    assert await announced(sessions, station) == ["1.0"]


async def test_only_a_change_makes_a_row_and_an_event(
    make_station: Async, apply: Async, software: Async, boot: Boot, clock: FakeClock, sessions: Sessions
) -> None:
    station = await make_station()
    first = boot(station, "1.0")
    clock.advance(hours=1)
    again = boot(station, "1.0")
    clock.advance(hours=1)
    second, unknown = boot(station, "2.0"), boot(station, None)
    await apply(first, again, second, unknown)
    await apply(first, again, second)
    assert await versions(software, station) == [("2.0", True), ("1.0", False)]
    assert await announced(sessions, station) == ["1.0", "2.0"]


async def test_padding_is_no_change(make_station: Async, apply: Async, software: Async, boot: Boot) -> None:
    station = await make_station()
    await apply(boot(station, "1.0\x00\x00"), boot(station, "\x00"))
    await apply(boot(station, "1.0"))
    assert await versions(software, station) == [("1.0", True)]


async def test_back_to_an_older_version_is_a_change(
    make_station: Async, apply: Async, software: Async, boot: Boot, clock: FakeClock
) -> None:
    station = await make_station()
    for version in ("1.0", "2.0", "1.0"):
        clock.advance(hours=1)
        await apply(boot(station, version))
    assert await versions(software, station) == [("1.0", True), ("2.0", False), ("1.0", False)]


async def test_older_news_that_comes_late_changes_nothing(
    make_station: Async, apply: Async, software: Async, boot: Boot, clock: FakeClock
) -> None:
    station = await make_station()
    await apply(boot(station, "2.0"), boot(station, "1.0", at=clock.now() - timedelta(minutes=1)))
    assert await versions(software, station) == [("2.0", True)]


async def test_filters(make_station: Async, apply: Async, software: Async, boot: Boot, clock: FakeClock) -> None:
    station = await make_station()
    await apply(boot(station, "only-1"))
    clock.advance(hours=1)
    await apply(boot(station, "only-2"))
    assert (await software(version="only-1", is_current=True)).json()["total"] == 0
    assert (await software(version="only-1", is_current=False)).json()["total"] == 1
    assert (await software(colour="red")).json()["code"] == "unknown_filter"


async def test_another_organization_sees_nothing(
    make_station: Async, apply: Async, software: Async, boot: Boot
) -> None:
    owner, stranger = uuid7(), uuid7()
    station = await make_station(owner)
    await apply(boot(station, "1.0"))
    assert (await software(organizations=[owner])).json()["total"] == 1
    assert (await software(organizations=[stranger])).json()["total"] == 0
    await make_station(stranger, station_id=station)
    assert (await software(organizations=[owner])).json()["total"] == 0


async def test_the_list_wants_its_right(software: Async) -> None:
    assert (await software("stations:read")).status_code == 403


async def test_a_station_is_seen_once_its_copy_is_here_and_gone_with_it(
    make_station: Async, apply: Async, learn: Async, software: Async, boot: Boot, clock: FakeClock
) -> None:
    station = uuid7()
    await apply(boot(station, "1.0"))
    assert await versions(software, station) == []
    await make_station(station_id=station)
    assert await versions(software, station) == [("1.0", True)]
    await learn(Envelope("", "", TOMBSTONE, str(station), clock.now(), {}, str(station)))
    assert await versions(software, station) == []
