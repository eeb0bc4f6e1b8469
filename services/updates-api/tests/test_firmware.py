"""How far an update is: the station's last word, beside its present version."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from common.events import Envelope
from common.ids import uuid7
from common.testing.helpers import FakeClock

Async = Callable[..., Awaitable[Any]]


def progress(clock: FakeClock, station: UUID, status: str, request_id: int | None = None) -> Envelope:
    data = {
        "station_id": str(station),
        "epoch": 1,
        "status": status,
        "request_id": request_id,
        "received_at": clock.now().isoformat(),
    }
    kind, key = "firmware.status-changed.v1", str(station)
    return Envelope(str(uuid7()), "/csms-gateway", kind, key, clock.now(), data, key)


async def test_the_last_word_stands_with_its_first_time(
    make_station: Async, apply: Async, software: Async, boot: Callable[..., Envelope], clock: FakeClock
) -> None:
    station = await make_station()
    await apply(boot(station, "1.0"), progress(clock, station, "Downloading", 7))
    first = clock.now().isoformat().replace("+00:00", "Z")
    clock.advance(seconds=1)
    await apply(progress(clock, station, "Installing", 7), progress(clock, station, "Downloading", 7))
    clock.advance(seconds=-2)
    await apply(progress(clock, station, "Downloaded", 7))
    [shown] = (await software(station_id=str(station))).json()["items"]
    assert shown["update_status"] == "Downloading"
    clock.advance(seconds=60)
    await apply(progress(clock, station, "Downloading", 7))
    [shown] = (await software(station_id=str(station))).json()["items"]
    assert shown["update_status_since"] == first


async def test_an_older_version_shows_none(
    make_station: Async, apply: Async, software: Async, boot: Callable[..., Envelope], clock: FakeClock
) -> None:
    station = await make_station()
    await apply(boot(station, "1.0"), progress(clock, station, "Installed"))
    clock.advance(minutes=1)
    await apply(boot(station, "2.0"))
    new, old = (await software(station_id=str(station))).json()["items"]
    assert (new["version"], new["update_status"]) == ("2.0", "Installed")
    assert (old["version"], old["update_status"]) == ("1.0", None)
