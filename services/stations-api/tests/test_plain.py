"""Meter values by the short way: what they leave in the database is what the general way leaves."""

import random
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from common.db import Sessions
from common.events import Envelope
from common.testing.helpers import FakeClock
from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import AsyncEngine
from stations_api.settings import StationsSettings
from stations_api.station_events.base import StationFact
from stations_api.station_events.consumers import StationFactsUnit
from stations_api.station_events.facts import read_fact
from stations_api.station_events.meter_values import MeterValues, read_bytes
from stations_api.station_events.plain import PlainStations
from stations_support import Gateway, Operator, Worker

CONTRACT = Path(__file__).parents[2] / "csms-gateway" / "contracts" / f"{MeterValues.type}.json"
OF_STATION = "epoch, closed_epoch, is_connected, last_seen_at, clock_offset_s, technical_status, logical_status"
OF_CONNECTOR = "number, status, transaction_number, power_w, available_power_w, meter_reading_wh"
Settle = Callable[[PlainStations, Mapping[UUID, Sequence[StationFact]]], Any]


def power(watts: Any, **more: Any) -> dict[str, Any]:
    return {"measurand": "Power.Active.Import", "value": str(watts), "unit": "W", **more}


def register(wh: Any, **more: Any) -> dict[str, Any]:
    return {"measurand": "Energy.Active.Import.Register", "value": str(wh), "unit": "Wh", **more}


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> list[set[UUID]]:
    """Stations that were done with by the short way, by batch."""
    found: list[set[UUID]] = []
    settle: Settle = PlainStations.settle

    async def noting(self: PlainStations, facts: Mapping[UUID, Sequence[StationFact]]) -> set[UUID]:
        found.append(await settle(self, facts))
        return found[-1]

    monkeypatch.setattr(PlainStations, "settle", noting)
    return found


class GeneralWorker(Worker):
    """Without the short way."""

    async def apply(self, *facts: Envelope) -> None:
        async with self._sessions.begin() as session:
            unit = StationFactsUnit(session, self._settings, self._clock)
            for fact in facts:
                await unit.handlers[fact.type](fact)
            await unit._apply(unit._facts)


@pytest.fixture
def general(sessions: Sessions, settings: StationsSettings, clock: FakeClock) -> Worker:
    return GeneralWorker(sessions, settings, clock)


async def state_of(sessions: Sessions, station_id: str) -> list[Any]:
    """All that the facts of a connection can change."""
    of_station = f"select {OF_STATION} from stations where id = :id"
    of_connectors = f"select {OF_CONNECTOR} from connectors where station_id = :id order by number"
    others = "select kind, status, result_code from commands where station_id = :id order by number"
    incidents = "select kind, resolved_at is null from incidents where station_id = :id order by opened_at, kind"
    async with sessions() as session:
        parts = (of_station, of_connectors, others, incidents)
        return [tuple(row) for part in parts for row in await session.execute(text(part), {"id": station_id})]


async def charging(operator: Operator, worker: Worker, gateway: Gateway) -> None:
    await worker.apply(gateway.connected(), gateway.booted(), gateway.status(0), gateway.status(1))
    told = power(5000, at=gateway._clock.now().isoformat())
    await worker.apply(gateway.started(1, "7"), gateway.measured(1, "7", told))


class TestPlain:
    async def test_a_reading_changes_the_connector_and_needs_no_station(
        self, operator: Operator, worker: Worker, clock: FakeClock, sessions: Sessions, settled: list[set[UUID]]
    ) -> None:
        station = await operator.station()
        gateway = Gateway(station["id"], clock)
        await charging(operator, worker, gateway)
        clock.advance(seconds=30)
        at = clock.now().isoformat()
        await worker.apply(gateway.seen(), gateway.measured(1, "7", power(7200, at=at), register(1900, at=at)))
        assert settled[-1] == {UUID(station["id"])}
        found = (await operator.get(f"/stations/{station['id']}")).json()
        connector = found["connectors"][0]
        assert (connector["power_w"], connector["meter_reading_wh"]) == (7200, 1900)
        assert found["last_seen_at"] == at.replace("+00:00", "Z")

    async def test_a_fleet_that_measures_takes_five_statements(
        self, operator: Operator, worker: Worker, clock: FakeClock, engine: AsyncEngine
    ) -> None:
        gateways = [Gateway((await operator.station())["id"], clock) for _ in range(5)]
        for gateway in gateways:
            await charging(operator, worker, gateway)
        clock.advance(seconds=30)
        statements: list[str] = []

        def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            statements.append(statement)

        event.listen(engine.sync_engine, "before_cursor_execute", note)
        try:
            await worker.apply(*[gateway.measured(1, "7", power(800), register(5)) for gateway in gateways])
        finally:
            event.remove(engine.sync_engine, "before_cursor_execute", note)
        assert len(statements) == 5, statements

    def test_the_bytes_say_what_the_envelope_says(self) -> None:
        raw = CONTRACT.read_bytes()
        assert read_bytes(raw) == read_fact(Envelope.decode(raw))


class TestNotPlain:
    """Each of these is the general way's, together with all else of its station."""

    async def test_a_station_that_shares_its_power(
        self, operator: Operator, worker: Worker, clock: FakeClock, settled: list[set[UUID]]
    ) -> None:
        station = await operator.station(power_limit_w=30_000)
        gateway = Gateway(station["id"], clock)
        await charging(operator, worker, gateway)
        await worker.apply(gateway.measured(1, "7", power(20_000)))
        assert settled[-1] == set()
        connectors = (await operator.get(f"/stations/{station['id']}")).json()["connectors"]
        assert [one["available_power_w"] for one in connectors] == [30_000, 10_000]

    async def test_a_command_under_way_sees_its_effect(
        self, operator: Operator, worker: Worker, clock: FakeClock, settled: list[set[UUID]]
    ) -> None:
        station = await operator.station()
        gateway = Gateway(station["id"], clock)
        await charging(operator, worker, gateway)
        await operator.command(station, "soft_reset")
        await worker.apply(gateway.measured(1, "7", power(800)))
        assert settled[-1] == set()

    @pytest.mark.parametrize("changes", [{"epoch": 2}, {"epoch": 0}])
    async def test_another_connection(
        self, operator: Operator, worker: Worker, clock: FakeClock, settled: list[set[UUID]], changes: Any
    ) -> None:
        station = await operator.station()
        await charging(operator, worker, Gateway(station["id"], clock))
        await worker.apply(Gateway(station["id"], clock, **changes).measured(1, "7", power(800)))
        assert settled[-1] == set()

    async def test_a_station_that_we_do_not_have(
        self, worker: Worker, clock: FakeClock, settled: list[set[UUID]]
    ) -> None:
        await worker.apply(Gateway("00000000-0000-7000-8000-00000000abcd", clock).measured(1, "7", power(800)))
        assert settled[-1] == set()


def some_facts(chance: random.Random, gateway: Gateway, clock: FakeClock) -> list[Envelope]:
    """A batch of one station: mostly meter values, and now and then anything else that can happen."""
    return [_some_fact(chance, gateway, clock) for _ in range(chance.randint(1, 4))]


def _some_fact(chance: random.Random, gateway: Gateway, clock: FakeClock) -> Envelope:
    number, transaction = chance.choice((0, 1, 1, 1, 2, 9)), chance.choice(("7", "7", "8", None))
    at = clock.now() + timedelta(seconds=chance.choice((0, 0, 0, -2, -7, 90)))
    samples = [chance.choice((power, register))(chance.choice((0, 10, 4200, "x")), at=at.isoformat()) for _ in "ab"]
    measured = gateway.measured(number, transaction, *samples)
    rare = [
        gateway.seen(),
        gateway.status(1, chance.choice(("Charging", "Faulted", "Available"))),
        gateway.started(1, chance.choice(("7", "8"))),
        gateway.ended("7"),
        gateway.disconnected(),
        gateway.connected(),
        gateway.connected(epoch=gateway.epoch - 1),
        gateway.booted(),
    ]
    return measured if chance.random() < 0.7 else chance.choice(rare)


@pytest.mark.parametrize("limit", [None, 30_000])
async def test_both_ways_leave_the_same(
    operator: Operator,
    worker: Worker,
    general: Worker,
    clock: FakeClock,
    sessions: Sessions,
    settled: list[set[UUID]],
    limit: int | None,
) -> None:
    chance = random.Random(7)
    short, long = [(await operator.station(power_limit_w=limit))["id"] for _ in range(2)]
    for gateway, by in ((Gateway(short, clock), worker), (Gateway(long, clock), general)):
        await charging(operator, by, gateway)
    epoch = 1
    for _ in range(16):
        clock.advance(seconds=chance.choice((0.1, 3, 6)))
        epoch += chance.random() < 0.1
        story = chance.getstate()
        for station_id, by in ((short, worker), (long, general)):
            chance.setstate(story)
            await by.apply(*some_facts(chance, Gateway(station_id, clock, epoch), clock))
        assert await state_of(sessions, short) == await state_of(sessions, long)
    assert any(settled) or limit, "the short way was taken"
