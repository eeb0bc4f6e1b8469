"""Scenario played by the simulator → the sessions that come of it, the same on three protocols."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import pytest
import pytest_asyncio
from common.testing.helpers import eventually
from launcher.testing import Stack
from ocpp.v16.enums import Reason
from simulator.faults import FaultPlan
from simulator.protocols import ProtocolName
from simulator.station.transaction import Transaction

from .stage import Product, Stage, staged

pytestmark = [pytest.mark.stack, pytest.mark.timeout(600)]
SETTLING = 60.0


@dataclass(frozen=True)
class Expected:
    """One session. `transaction`: which of the station's, None: there was none. `is_exact`: its registers were told."""

    state: str
    transaction: int | None = None
    connector: int = 1
    stop_source: str | None = None
    is_exact: bool = True
    is_open: bool = False


@dataclass(frozen=True)
class Scenario:
    play: Callable[[Stage], Awaitable[None]]
    sessions: list[Expected]
    plugs: int = 1
    faults: FaultPlan | None = None


async def look_and_leave(stage: Stage) -> None:
    await stage.plug()
    await stage.unplug()


async def stay_plugged(stage: Stage) -> None:
    await stage.plug()


async def strange_card(stage: Stage) -> None:
    await stage.plug()
    await stage.show("NOBODYKNOWS")
    await stage.unplug()


async def charge(stage: Stage) -> None:
    await stage.charge()
    await stage.stop()
    await stage.unplug()


async def charge_and_stay(stage: Stage) -> None:
    await stage.charge()
    await stage.stop()


async def charge_on(stage: Stage) -> None:
    await stage.charge()


async def pull_the_cable(stage: Stage) -> None:
    await stage.charge()
    await stage.unplug()


async def emergency(stage: Stage) -> None:
    await stage.charge()
    await stage.stop(reason=Reason.emergency_stop)
    await stage.unplug()


async def break_down(stage: Stage) -> None:
    await stage.charge()
    await stage.fail()
    await stage.unplug()
    await stage.mend()


async def one_after_the_other(stage: Stage) -> None:
    for _ in range(2):
        await stage.charge()
        await stage.stop()
        await stage.unplug()


async def offline_in_between(stage: Stage) -> None:
    await stage.plug()
    await stage.go_offline()
    await stage.charge()
    await stage.come_back()
    await stage.stop()
    await stage.unplug()


async def wholly_offline(stage: Stage) -> None:
    await stage.go_offline()
    await stage.charge()
    stage.station.stop(1, Reason.local)
    stage.station.unplug(1)
    await stage.come_back()


async def power_fails(stage: Stage) -> None:
    await stage.charge()
    await stage.lose_power(is_told=True)
    await stage.unplug()


async def power_fails_and_the_end_is_lost(stage: Stage) -> None:
    await stage.charge()
    await stage.lose_power(is_told=False)
    await stage.unplug()
    await stage.charge()
    await stage.stop()
    await stage.unplug()


async def two_at_once(stage: Stage) -> None:
    await stage.charge(1)
    await stage.charge(2)
    await stage.stop(1)
    await stage.stop(2)
    await stage.unplug(1)
    await stage.unplug(2)


BAD_LINE = FaultPlan(drop=0.15, duplicate=0.3, reorder=0.5)
SCENARIOS = {
    "plugged in and away": Scenario(look_and_leave, [Expected("junk")]),
    "plugged in": Scenario(stay_plugged, [Expected("ready", is_open=True)]),
    "a card that nobody knows": Scenario(strange_card, [Expected("junk")]),
    "charged": Scenario(charge, [Expected("success", 0, stop_source="local")]),
    "charged and still there": Scenario(charge_and_stay, [Expected("success", 0, stop_source="local", is_open=True)]),
    "charging": Scenario(charge_on, [Expected("active", 0, is_exact=False, is_open=True)]),
    "cable pulled": Scenario(pull_the_cable, [Expected("success", 0, stop_source="connector_status_change")]),
    "stopped by the emergency button": Scenario(emergency, [Expected("stop", 0, stop_source="emergency_stop")]),
    "broken down": Scenario(break_down, [Expected("error", 0)]),
    "one after the other": Scenario(one_after_the_other, [Expected("success", 0), Expected("success", 1)]),
    "offline in between": Scenario(offline_in_between, [Expected("success", 0, stop_source="local")]),
    "wholly offline": Scenario(wholly_offline, [Expected("success", 0, stop_source="local")]),
    "power fails": Scenario(power_fails, [Expected("success", 0)]),
    "power fails and the end is lost": Scenario(
        power_fails_and_the_end_is_lost, [Expected("success", 0, is_exact=False), Expected("success", 1)]
    ),
    "two connectors at once": Scenario(
        two_at_once, [Expected("success", 0, connector=1), Expected("success", 1, connector=2)], plugs=2
    ),
    "a bad line": Scenario(charge, [Expected("success", 0)], faults=BAD_LINE),
    "registers in kWh with a comma": Scenario(charge, [Expected("success", 0)], faults=FaultPlan(units="comma")),
    "a clock of 1970": Scenario(charge, [Expected("success", 0)], faults=FaultPlan(clock="1970")),
    "a clock that is two hours ahead": Scenario(charge, [Expected("success", 0)], faults=FaultPlan(clock="7200")),
}
Played = dict[tuple[ProtocolName, str], tuple[str, list[Transaction]] | Exception]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def product(stack: Stack) -> AsyncIterator[Product]:
    yield Product(stack)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def played(product: Product) -> Played:
    """All scenarios on all protocols at once; what the stations know of them afterwards."""
    gate, played = asyncio.Semaphore(12), Played()

    async def play(protocol: ProtocolName, name: str) -> None:
        scenario = SCENARIOS[name]
        try:
            async with gate, staged(product, protocol, scenario.plugs, scenario.faults) as stage:
                await scenario.play(stage)
                played[protocol, name] = stage.station_id, list(stage.station.transactions)
        except Exception as failure:  # noqa: BLE001 - one that cannot be played must not hide the others
            played[protocol, name] = failure

    async with asyncio.TaskGroup() as together:
        for protocol in ProtocolName:
            for name in SCENARIOS:
                together.create_task(play(protocol, name))
    return played


@pytest.mark.parametrize("protocol", list(ProtocolName))
@pytest.mark.parametrize("name", SCENARIOS)
async def test_scenario(product: Product, played: Played, name: str, protocol: ProtocolName) -> None:
    what = played[protocol, name]
    if isinstance(what, Exception):
        raise what
    station_id, transactions = what
    wanted: list[Any] = [_wanted(one, transactions) for one in SCENARIOS[name].sessions]
    last: list[Any] = []

    async def is_so() -> bool:
        found = await product.sessions(station_id)
        last[:] = [_found(session, one) for session, one in zip(found, SCENARIOS[name].sessions, strict=False)]
        last.extend(found[len(wanted) :])
        return last == wanted

    try:
        await eventually(is_so, seconds=SETTLING)
    except AssertionError:
        assert last == wanted


def _wanted(expected: Expected, transactions: list[Transaction]) -> dict[str, Any]:
    place = expected.transaction
    return {
        "state": expected.state,
        "connector": expected.connector,
        "is_open": expected.is_open,
        "stop_source": expected.stop_source,
        "energy_wh": _measured(transactions[place]) if place is not None and expected.is_exact else None,
        "has_transaction": place is not None,
        "has_energy": place is not None,
    }


def _found(session: dict[str, Any], expected: Expected) -> dict[str, Any]:
    """The same of what the product shows; what the scenario leaves open is left out."""
    return {
        "state": session["state"],
        "connector": session["connector_number"],
        "is_open": session["is_open"],
        "stop_source": session["stop_source"] if expected.stop_source else None,
        "energy_wh": session["energy_wh"] if expected.transaction is not None and expected.is_exact else None,
        "has_transaction": session["transaction"] is not None,
        "has_energy": session["energy_wh"] > 0,
    }


def _measured(transaction: Transaction) -> int:
    assert transaction.meter_stop_wh is not None
    return transaction.meter_stop_wh - transaction.meter_start_wh
