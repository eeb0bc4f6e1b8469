"""Facts of the gateway against the real database: batches, repetitions, disorder."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from common.db import Sessions
from common.ids import uuid7
from common.testing.helpers import FakeClock
from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import AsyncEngine
from stations_support import Gateway, Operator, Worker, published


async def card(operator: Operator, station: Any) -> Any:
    return (await operator.get(f"/stations/{station['id']}")).json()


async def history(sessions: Sessions, station: Any) -> list[tuple[int, str]]:
    statement = "select connector_number, status from connector_status_history where station_id = :id order by at, id"
    async with sessions() as session:
        rows = await session.execute(text(statement), {"id": station["id"]})
        return [(row.connector_number, row.status) for row in rows]


class TestConnection:
    async def test_a_station_comes_alive(
        self, operator: Operator, worker: Worker, gateway_of: Callable[..., Gateway], clock: FakeClock
    ) -> None:
        station = await operator.station()
        gateway = gateway_of(station)
        await worker.apply(gateway.connected(), gateway.booted(), gateway.status(0), gateway.status(1))
        found = await card(operator, station)
        assert (found["is_connected"], found["technical_status"], found["logical_status"]) == (True, "ok", "working")
        assert found["last_seen_at"] == clock.now().isoformat().replace("+00:00", "Z")
        assert (found["maker"], found["model"], found["firmware_version"]) == ("ACME", "Z1", "1.0")

    async def test_what_the_form_says_is_kept_and_what_it_left_open_is_announced(
        self, operator: Operator, worker: Worker, gateway_of: Callable[..., Gateway], sessions: Sessions
    ) -> None:
        station = await operator.station(maker="Ours")
        gateway = gateway_of(station)
        await worker.apply(gateway.booted())
        await worker.apply(gateway.booted())
        snapshots = await published(sessions, station["id"], "stations")
        assert [event["data"]["revision"] for event in snapshots] == [1, 2]
        assert (snapshots[-1]["data"]["maker"], snapshots[-1]["data"]["model"]) == ("Ours", "Z1")

    async def test_what_a_station_tells_beyond_all_measure_is_kept_as_far_as_it_fits(
        self, operator: Operator, worker: Worker, gateway_of: Callable[..., Gateway]
    ) -> None:
        station = await operator.station()
        raw = {"chargePointVendor": "A\x00" * 3000}
        boot = gateway_of(station).booted(vendor="A" * 3000, serial_number=" S\x001 ", raw=raw)
        await worker.apply(boot, gateway_of(station).status(1, info="\x00hot"))
        found = await card(operator, station)
        assert (found["maker"], found["serial_number"]) == ("A" * 50, "S1")
        assert found["connectors"][0]["info"] == "hot"

    async def test_a_late_close_of_the_old_socket_changes_nothing(
        self, operator: Operator, worker: Worker, gateway_of: Callable[..., Gateway]
    ) -> None:
        station = await operator.station()
        gateway = gateway_of(station)
        await worker.apply(gateway.connected(epoch=2), gateway.disconnected(epoch=1), gateway.connected(epoch=1))
        assert (await card(operator, station))["is_connected"] is True
        await worker.apply(gateway.disconnected(epoch=2), gateway.seen(epoch=2))
        assert (await card(operator, station))["is_connected"] is False

    async def test_a_station_that_we_do_not_have_harms_nobody(
        self, operator: Operator, worker: Worker, gateway_of: Callable[..., Gateway]
    ) -> None:
        station = await operator.station()
        await worker.apply(gateway_of({"id": str(uuid7())}).connected(), gateway_of(station).connected())
        assert (await card(operator, station))["is_connected"] is True


class TestStatus:
    @pytest.mark.req("CON-016", "CON-017", "CON-018")
    async def test_a_connector_shows_what_it_said_last(
        self, operator: Operator, worker: Worker, gateway_of: Callable[..., Gateway]
    ) -> None:
        station = await operator.station()
        gateway = gateway_of(station)
        fault = {"error_code": "HighTemperature", "info": "too hot", "controller_status": "E7"}
        await worker.apply(gateway.status(1, "Charging"), gateway.status(2, "Faulted", **fault))
        first, second = (await card(operator, station))["connectors"]
        assert (first["status"], first["controller_status"], first["ocpp_status"]) == ("in_progress", "C6", "Charging")
        assert (second["status"], second["error_code"], second["info"]) == ("error", "HighTemperature", "too hot")

    @pytest.mark.parametrize(
        ("status", "code"), [("in_progress", "C2"), ("zero_power_limit", "A"), ("updating", "F"), ("error", "E8")]
    )
    async def test_a_native_controller_speaks_all_its_words(
        self, operator: Operator, worker: Worker, gateway_of: Callable[..., Gateway], status: str, code: str
    ) -> None:
        station = await operator.station()
        told = gateway_of(station).status(1, "Available", status=status, controller_status=code)
        await worker.apply(gateway_of(station).connected(protocol="native"), told)
        connector = (await card(operator, station))["connectors"][0]
        assert (connector["status"], connector["controller_status"]) == (status, code)

    async def test_repeated_and_reordered_facts(
        self,
        operator: Operator,
        worker: Worker,
        gateway_of: Callable[..., Gateway],
        clock: FakeClock,
        sessions: Sessions,
    ) -> None:
        station = await operator.station()
        gateway = gateway_of(station)
        first = gateway.status(1, "Preparing", device_at=clock.now())
        second = gateway.status(1, "Charging", device_at=clock.now() + timedelta(seconds=1))
        await worker.apply(second, first, second)
        await worker.apply(first)
        assert (await card(operator, station))["connectors"][0]["status"] == "in_progress"
        assert await history(sessions, station) == [(1, "ready"), (1, "in_progress")]

    async def test_an_undeclared_connector_is_made_and_asks_for_confirmation(
        self, operator: Operator, worker: Worker, gateway_of: Callable[..., Gateway], sessions: Sessions
    ) -> None:
        station = await operator.station()
        gateway = gateway_of(station)
        await worker.apply(gateway.status(0), gateway.status(3, "Available"))
        made = (await card(operator, station))["connectors"][2]
        assert (made["number"], made["type"], made["is_confirmed"]) == (3, "unknown", False)
        [*_, snapshot] = await published(sessions, station["id"], "stations")
        assert [one["number"] for one in snapshot["data"]["connectors"]] == [1, 2, 3]
        declared = [{"number": number, "type": "ccs2"} for number in (1, 2, 3)]
        await operator.patch(f"/stations/{station['id']}", {"connectors": declared})
        assert (await card(operator, station))["connectors"][2]["is_confirmed"] is True

    async def test_a_batch_of_a_fleet_takes_few_statements(
        self, operator: Operator, worker: Worker, gateway_of: Callable[..., Gateway], engine: AsyncEngine
    ) -> None:
        stations = [await operator.station() for _ in range(20)]
        facts = []
        for station in stations:
            gateway = gateway_of(station)
            facts += [gateway.connected(), gateway.booted(), gateway.status(1), gateway.status(2), gateway.seen()]
        statements: list[str] = []

        def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            statements.append(statement)

        event.listen(engine.sync_engine, "before_cursor_execute", note)
        try:
            await worker.apply(*facts)
        finally:
            event.remove(engine.sync_engine, "before_cursor_execute", note)
        assert len(statements) <= 12, statements


class TestTransaction:
    async def test_the_connector_carries_the_open_transaction(
        self, operator: Operator, worker: Worker, gateway_of: Callable[..., Gateway]
    ) -> None:
        station = await operator.station()
        gateway = gateway_of(station)
        await worker.apply(gateway.started(1, "5"))
        assert (await card(operator, station))["connectors"][0]["transaction_number"] == "5"
        await worker.apply(gateway.ended("5"), gateway.ended("5"))
        assert (await card(operator, station))["connectors"][0]["transaction_number"] is None
