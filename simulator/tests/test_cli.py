import asyncio
import json
import signal
import sys
from pathlib import Path

import pytest
from simulator.chaos.plan import HIDING, faults_of
from simulator.cli import app
from simulator.fleet.plan import members, parse_mix
from simulator.replay.command import pause_seconds
from simulator_fakes.product import FakeProduct
from simulator_fakes.waiting import eventually
from typer.testing import CliRunner


async def simulate(*arguments: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "simulator", *arguments, stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE
    )


class TestHistory:
    def test_writes_a_folder(self, tmp_path: Path) -> None:
        result = CliRunner().invoke(app, ["history", "--seed", "5", "--sessions", "20", "--out", str(tmp_path)])
        assert result.exit_code == 0
        assert "34 rows" in result.output
        assert (tmp_path / "sessions.csv").exists()


class TestReplay:
    async def test_prints_the_table_and_writes_the_summary(self, product: FakeProduct, tmp_path: Path) -> None:
        file = tmp_path / "result.json"
        access = ("--client-id", "c", "--client-secret", "s")
        replay = await simulate(
            "replay", "--url", product.gateway, "--api", product.api, *access, "--limit", "20", "--json", str(file)
        )
        output, _ = await replay.communicate()
        assert replay.returncode == 0, output.decode()
        assert "Everything is equal." in output.decode()
        told = json.loads(output.decode().splitlines()[-1])
        assert told["sessions"] == sum(one["sessions"] for one in told["by_station"].values())
        assert told["sessions"] + sum(told["rejected"].values()) == 20
        summary = json.loads(file.read_text(encoding="utf-8"))
        assert summary["comparison"]["sent"] == len(summary["sent"]) == len(product.store.transactions)

    async def test_differences_end_with_1(self, product: FakeProduct) -> None:
        access = ("--client-id", "c", "--client-secret", "s", "--settling", "0.1", "--limit", "5")
        product.store.is_forgetful = True
        replay = await simulate("replay", "--url", product.gateway, "--api", product.api, *access)
        output, _ = await replay.communicate()
        assert replay.returncode == 1
        assert "missing" in output.decode()

    async def test_without_access_there_is_no_comparison(self, product: FakeProduct) -> None:
        replay = await simulate("replay", "--url", product.gateway, "--api", product.api)
        output, _ = await replay.communicate()
        assert replay.returncode == 2
        assert "no_access" in output.decode()

    @pytest.mark.parametrize(("speed", "pause"), [("max", 0.0), ("4", 0.25)])
    def test_speed(self, speed: str, pause: float) -> None:
        assert pause_seconds(speed) == pause


class TestStation:
    async def test_creates_itself_charges_and_sums_up(self, product: FakeProduct) -> None:
        product.store.cards.add("0401020304")
        station = await simulate(
            "station", "--url", f"{product.gateway}/NEW1", "--auto-create", "--api", product.api,
            "--client-id", "c", "--client-secret", "s", "--plug", "1:0401020304", "--interval", "1", "--speed", "100",
        )  # fmt: skip
        await eventually(lambda: product.store.samples, seconds=20)
        station.send_signal(signal.SIGTERM)
        output, _ = await station.communicate()
        assert station.returncode == 0
        (session,) = json.loads(output)["sessions"]
        (transaction,) = product.store.transactions.values()
        assert session["energy_wh"] == transaction["energy_wh"] > 0
        assert session["transaction_id"] == str(transaction["number"])
        assert session["reason"] == "PowerLoss"
        assert product.store.stations["NEW1"]["connectors"][1]["number"] == 2


class TestChaos:
    def test_a_seed_repeats_the_faults(self) -> None:
        fleet = members(40, parse_mix("ocpp16=50,ocpp201=30,native=20"), seed=7)
        plans = [faults_of(member, 7) for member in fleet]
        assert plans == [faults_of(member, 7) for member in fleet]
        assert plans != [faults_of(member, 8) for member in fleet]
        used = {quirk for plan in plans for quirk in plan.quirks}
        assert len(used) > 15
        assert not used & HIDING
        assert all(not plan.quirks for member, plan in zip(fleet, plans, strict=True) if member.protocol == "native")
