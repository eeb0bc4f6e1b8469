"""The example of docs/native-protocol, as its reader would run it, against a real gateway."""

import asyncio
import sys
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher
from common.testing.helpers import eventually
from csms_gateway.gateway import Gateway
from gateway_support import NewStation, Published
from native_support import facts

SCRIPT = Path(__file__).resolve().parents[4] / "docs" / "native-protocol" / "example_station.py"
SECRET = "secret-of-an-example"
MOST_LINES = 100
MOST_SECONDS = 60


async def run(gateway: Gateway, number: str, queue_file: Path) -> tuple[int | None, str]:
    address = f"ws://127.0.0.1:{gateway.port}/native"
    process = await asyncio.create_subprocess_exec(
        sys.executable, str(SCRIPT), address, number, SECRET, str(queue_file),
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    output, _ = await asyncio.wait_for(process.communicate(), MOST_SECONDS)
    return process.returncode, output.decode()


async def test_it_outlives_its_line(
    gateway: Gateway, published: Published, new_station: NewStation, tmp_path: Path
) -> None:
    station_id = await new_station("cut-off", secret_hash=PasswordHasher().hash(SECRET))
    running = asyncio.create_task(run(gateway, "N-cut-off", tmp_path / "queue.json"))

    async def has_begun() -> bool:
        return gateway.journals.of(station_id).durable > 0

    await eventually(has_begun, seconds=MOST_SECONDS, pause=0.001)
    connection = gateway.registry.find(station_id)
    assert connection is not None
    connection.cut("test")
    code, output = await running
    assert (code, output.splitlines()[-1]) == (0, "told 10 messages"), output
    assert len(await facts(published, station_id, "transaction.ended.v1", 1)) == 1


async def test_it_charges_a_car_twice(
    gateway: Gateway, published: Published, new_station: NewStation, tmp_path: Path
) -> None:
    station_id = await new_station("example", secret_hash=PasswordHasher().hash(SECRET))
    for number, told in ((1, 10), (2, 20)):
        assert await run(gateway, "N-example", tmp_path / "queue.json") == (0, f"told {told} messages\n")
        await facts(published, station_id, "transaction.ended.v1", number)
    ended: list[dict[str, Any]] = published.of(station_id, "transaction.ended.v1")
    started = published.of(station_id, "transaction.started.v1")
    assert [fact["meter_stop_wh"] for fact in ended] == [1500, 1500]
    assert len({fact["transaction_key"] for fact in started}) == 2
    assert {fact["start_source"] for fact in started} == {"plug_and_charge"}
    registers = [
        sample["value"]
        for fact in published.of(station_id, "transaction.meter-values.v1")
        for sample in fact["samples"]
        if sample["unit"] == "Wh"
    ]
    assert registers == 2 * ["1100", "1200", "1300", "1400", "1500"]
    assert published.of(station_id, "frame.rejected.v1") == []


def test_it_is_short() -> None:
    assert len(SCRIPT.read_text().splitlines()) <= MOST_LINES
