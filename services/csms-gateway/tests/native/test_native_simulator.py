"""The simulator's native station at a real gateway: two implementations of one document understand each other."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from common.ids import uuid7
from common.testing.helpers import eventually
from common.tokens import sign_number
from csms_gateway.gateway import Gateway
from gateway_support import TOKEN_KEY, NewStation, Published, Register
from native_support import facts
from simulator.cars.catalogue import catalogue
from simulator.datasets.mapping import ConnectorKind
from simulator.faults.plan import FaultPlan
from simulator.native.delivery import NativeDelivery
from simulator.native.memory import memory_of
from simulator.native.station_link import open_line
from simulator.replay.crowd import Crowd, Pace
from simulator.replay.plan import PlannedSession, StationPlan
from simulator.replay.progress import Silent
from simulator.station.build import Blueprint
from simulator.station.power import PoweredStation
from simulator.station.station import Behaviour
from simulator.tasks import end
from simulator.wire import Address

SECRET = "secret-of-the-simulator"
REQUESTED = Path(__file__).resolve().parents[3] / "stations-api" / "contracts" / "command.requested.v1.schema.json"
PLUG = ConnectorKind("", "ccs2", 60_000)


@contextlib.asynccontextmanager
async def powered(gateway: Gateway, number: str, file: Path | None = None) -> AsyncIterator[PoweredStation]:
    """A station that is switched on and connected."""
    behaviour = Behaviour(speed=60, arrives_after=0, leaves_after=0, reboot_seconds=0)
    blueprint = Blueprint(key=number, plugs={1: PLUG, 2: PLUG}, car=catalogue()[3], meter_interval=1,
                          behaviour=behaviour, queue_file=file)  # fmt: skip
    address = Address(f"ws://127.0.0.1:{gateway.port}/native", number, SECRET)
    station = PoweredStation(blueprint.build(), address, lambda _: None, open_line)
    running = asyncio.create_task(station.run())
    await eventually(lambda: truth(station.line is not None))
    yield station
    await end(running)
    await station.station.switch_off()


async def reached(gateway: Gateway, station_id: str, mark: int) -> bool:
    return gateway.journals.of(station_id).durable >= mark


async def truth(value: object) -> object:
    return value


@pytest.fixture
def secret_hash() -> str:
    return PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash(SECRET)


async def test_a_live_session_with_a_card(
    gateway: Gateway, published: Published, new_station: NewStation, secret_hash: str
) -> None:
    station_id = await new_station("live", protocol="native", secret_hash=secret_hash)
    async with powered(gateway, "N-live") as station:
        await station.present(1, "04A1B2C3D4E5F6")
        # Nobody knows the card: refused, the vehicle stays plugged in.
        station.station.start(1, "04A1B2C3D4E5F6")
        await facts(published, station_id, "transaction.ended.v1", 1)
        station.station.unplug(1)
        assert await station.station.outbox.drained(10)
    (started,) = published.of(station_id, "transaction.started.v1")
    (ended,) = published.of(station_id, "transaction.ended.v1")
    assert (started["authorization"], started["start_source"]) == ("invalid", "local")
    assert ended["stop_source"] == "offline_user_auth_error"
    assert ended["transaction_number"] == started["transaction_number"]
    sessions = [fact["body"] for fact in published.of(station_id, "native.reported.v1") if fact["kind"] == "session"]
    assert [session["event"] for session in sessions] == ["opened", "closed"]
    assert {session["session_number"] for session in sessions} == {started["session_number"]}
    kinds = {fact["kind"] for fact in published.of(station_id, "native.reported.v1")}
    assert {"climate", "sensor", "external_meter", "module", "vehicle", "connector", "station"} <= kinds
    assert published.of(station_id, "frame.rejected.v1") == []


async def order(register: Register, station_id: str, kind: str, **fields: Any) -> str:
    """A command as stations-api gives it; its id."""
    now, command_id = datetime.now(UTC), str(uuid7())
    data = {"command_id": command_id, "station_id": station_id, "kind": kind, "connector_number": None,
            "parameters": {}, "transaction_number": None, "remote_token": None, "created_at": now,
            "expires_at": now + timedelta(seconds=60), **fields}  # fmt: skip
    await register.publish("station-commands", station_id, "command.requested.v1", data, partition=0)
    return command_id


async def test_settings_access_list_and_journal_are_told(
    gateway: Gateway, published: Published, new_station: NewStation, register: Register, secret_hash: str
) -> None:
    station_id = await new_station("keeper", protocol="native", secret_hash=secret_hash)

    def of_kind(kind: str) -> list[dict[str, Any]]:
        return [fact["body"] for fact in published.of(station_id, "native.reported.v1") if fact["kind"] == kind]

    async with powered(gateway, "N-keeper") as station:
        await eventually(lambda: truth(of_kind("settings") and of_kind("access_list")))
        asked = await order(register, station_id, "get_station_log", parameters={"date": "2026-11-25"})
        await eventually(lambda: truth(of_kind("journal") and of_kind("journal")[-1]["is_last"]))
        changed = await order(register, station_id, "change_station_settings", parameters={"power_limit_w": 60_000})
        await eventually(lambda: truth(len(of_kind("settings")) == 2))
        station.station.apply_limits()
        assert station.station.connectors[1].limit_w == 60_000
        answered = await facts(published, station_id, "command.answered.v1", 2)
    first, second = of_kind("settings")
    assert (first["version"], first["settings"]["power_limit_w"], "command_id" in first) == (1, None, False)
    assert (second["version"], second["settings"]["power_limit_w"], second["command_id"]) == (2, 60_000, changed)
    assert of_kind("access_list") == [{"version": 0, "kind": "white", "count": 0}]
    journal = of_kind("journal")
    assert [part["part"] for part in journal] == [1, 2, 3]
    assert {(part["command_id"], part["file_name"]) for part in journal} == {(asked, "2026-11-25.log")}
    assert sum(len(part["lines"]) for part in journal) == 450
    assert [fact["outcome"] for fact in answered] == ["accepted", "accepted"]
    assert published.of(station_id, "frame.rejected.v1") == []


async def test_a_session_by_command(
    gateway: Gateway, published: Published, new_station: NewStation, register: Register, secret_hash: str
) -> None:
    station_id = await new_station("by-command", protocol="native", secret_hash=secret_hash)
    token = sign_number(bytes.fromhex(TOKEN_KEY), "SC", 7)
    async with powered(gateway, "N-by-command") as station:
        await order(register, station_id, "start_session", connector_number=2, remote_token=token)
        (started,) = await facts(published, station_id, "transaction.started.v1", 1)
        assert (started["connector_number"], started["start_source"]) == (2, "remote_command")
        assert (started["token"]["kind"], started["token"]["remote_token"]) == ("remote", token)
        await published.one(station_id, "transaction.meter-values.v1", lambda data: len(data["samples"]) >= 4)
        await order(register, station_id, "stop_session", transaction_number=started["transaction_number"])
        (ended,) = await facts(published, station_id, "transaction.ended.v1", 1)
        assert ended["stop_source"] == "remote_command"
        transaction = station.station.transactions[0]
        assert (started["meter_start_wh"], ended["meter_stop_wh"]) == (
            transaction.meter_start_wh,
            transaction.meter_stop_wh,
        )
        await order(register, station_id, "soft_reset")
        await facts(published, station_id, "station.booted.v1", 2)
        await order(register, station_id, "dance")
        answered = await facts(published, station_id, "command.answered.v1", 4)
    assert [fact["outcome"] for fact in answered] == ["accepted", "accepted", "accepted", "rejected"]


ORDERS: dict[str, dict[str, Any]] = {
    "restart_controller": {"connector_number": 1},
    "sync_controller_time": {"connector_number": 1},
    "update_controller_firmware": {
        "connector_number": 1,
        "parameters": {"file_name": "c3.bin", "file_type": "main"},
    },
    "update_module_controller_firmware": {"parameters": {"file_name": "m7.bin"}},
    "restart_module_controller": {},
    "remote_authorization": {"parameters": {"user_id": "01890000-0000-7000-8000-0000000000aa"}},
}
NOTED = ["authorization", "clock", "update", "update"]
ELSEWHERE = {"start_session", "stop_session", "hard_reset", "soft_reset", "unlock_connector", "change_availability",
             "trigger_message", "get_station_log", "change_station_settings", "emergency_stop"}  # fmt: skip
OF_OCPP = {"ocpp_call", "get_configuration", "set_configuration", "get_variables", "set_variables", "get_base_report",
           "update_firmware"}  # fmt: skip


def test_the_virtual_station_knows_every_order_of_the_product() -> None:
    kinds = json.loads(REQUESTED.read_text(encoding="utf-8"))["properties"]["kind"]["enum"]
    assert set(kinds) - OF_OCPP == {*ORDERS, *ELSEWHERE}


async def test_orders_to_controllers(
    gateway: Gateway, published: Published, new_station: NewStation, register: Register, secret_hash: str
) -> None:
    station_id = await new_station("controllers", protocol="native", secret_hash=secret_hash)

    def of_kind(kind: str) -> list[dict[str, Any]]:
        return [fact["body"] for fact in published.of(station_id, "native.reported.v1") if fact["kind"] == kind]

    async with powered(gateway, "N-controllers") as station:
        ids = {kind: await order(register, station_id, kind, **fields) for kind, fields in ORDERS.items()}
        await order(register, station_id, "restart_controller", connector_number=7)
        answered = await facts(published, station_id, "command.answered.v1", len(ORDERS) + 1)
        await eventually(lambda: truth(len(of_kind("operation_log")) == len(NOTED)))
        assert await station.station.outbox.drained(10)
    outcomes = {fact["command_id"]: fact["outcome"] for fact in answered}
    assert {kind: outcomes.pop(command_id) for kind, command_id in ids.items()} == dict.fromkeys(ORDERS, "accepted")
    assert list(outcomes.values()) == ["rejected"], "there is no connector 7"
    for kind, target in (("update_controller_firmware", "controller"),
                         ("update_module_controller_firmware", "module_controller")):  # fmt: skip
        told = [one for one in of_kind("update") if one["command_id"] == ids[kind]]
        assert [one["status"] for one in told] == ["checked", "installing", "installed"]
        assert {one["target"] for one in told} == {target}
    states = [fact["controller_status"] for fact in published.of(station_id, "connector.status-changed.v1")
              if fact["connector_number"] == 1]  # fmt: skip
    assert states[-2:] == ["F", "A"]
    assert {"no_connection"} in [{module["status"] for module in one["modules"]} for one in of_kind("module")]
    noted = [entry["event_type"] for one in of_kind("operation_log") for entry in one["entries"]]
    assert sorted(noted) == NOTED
    assert published.of(station_id, "frame.rejected.v1") == []


async def test_the_emergency_button_by_command(
    gateway: Gateway, published: Published, new_station: NewStation, register: Register, secret_hash: str
) -> None:
    station_id = await new_station("button", protocol="native", secret_hash=secret_hash)
    token = sign_number(bytes.fromhex(TOKEN_KEY), "SC", 8)
    async with powered(gateway, "N-button") as station:
        await order(register, station_id, "start_session", connector_number=2, remote_token=token)
        await facts(published, station_id, "transaction.started.v1", 1)
        await order(register, station_id, "emergency_stop", connector_number=2)
        (ended,) = await facts(published, station_id, "transaction.ended.v1", 1)
        assert (ended["stop_source"], ended["reason"]) == ("emergency_stop", "EmergencyStop")
        assert await station.station.outbox.drained(10)
        pressed = await published.one(
            station_id, "connector.status-changed.v1", lambda data: data["status"] == "emergency_stopped"
        )
        assert (pressed["connector_number"], pressed["controller_status"]) == (2, "E9")


async def test_offline_and_switched_off_in_between(
    gateway: Gateway, published: Published, new_station: NewStation, secret_hash: str, tmp_path: Path
) -> None:
    """A transaction that nobody saw, told by the next life of the station's computer."""
    station_id = await new_station("offline", protocol="native", secret_hash=secret_hash)
    file = tmp_path / "queue.json"
    async with powered(gateway, "N-offline", file) as station:
        assert await station.station.outbox.drained(10)
        station.hang_up()
        await eventually(lambda: truth(station.line is None))
        station.station.plug(1)
        transaction = station.station.start(1, "04A1B2C3D4E5F6")
        station.station.advance(30)
        station.station.unplug(1)
    async with powered(gateway, "N-offline", file) as reborn:
        assert await reborn.station.outbox.drained(10)
    (started,) = await facts(published, station_id, "transaction.started.v1", 1)
    (ended,) = await facts(published, station_id, "transaction.ended.v1", 1)
    assert started["transaction_number"] == ended["transaction_number"] == transaction.id
    assert ended["meter_stop_wh"] - started["meter_start_wh"] == (transaction.meter_stop_wh or 0) - (
        transaction.meter_start_wh
    )


async def test_who_hangs_up_with_the_last_word_still_owes_it(
    gateway: Gateway, published: Published, new_station: NewStation, secret_hash: str
) -> None:
    """The line breaks while the end of a session is on its way: until it is acknowledged it has not been told."""
    station_id = await new_station("owing", protocol="native", secret_hash=secret_hash)
    async with powered(gateway, "N-owing") as station:
        outbox, queue = station.station.outbox, memory_of(station.station.outbox).queue
        station.station.plug(1)
        assert await outbox.drained(10)
        station.station.unplug(1)
        station.hang_up()
        await eventually(lambda: truth(station.line is None))
        assert not await outbox.drained(0)
        told = queue.last_sequence
        station.pick_up()
        assert await outbox.drained(10)
        assert queue.acknowledged_sequence >= told
    sessions = [fact["body"] for fact in published.of(station_id, "native.reported.v1") if fact["kind"] == "session"]
    assert [session["event"] for session in sessions] == ["opened", "closed"]


def plan(number: str, sessions: int) -> StationPlan:
    start = datetime(2025, 1, 1, tzinfo=UTC)
    told = tuple(
        PlannedSession(str(place), number, 1 + place % 2, "04AA", start + timedelta(hours=place),
                       start + timedelta(hours=place, minutes=30), 1000 * place, 500)
        for place in range(sessions)
    )  # fmt: skip
    return StationPlan(number, "Europe/Moscow", "Maker", "Model", "", {1: PLUG, 2: PLUG}, told)


class TestReplay:
    async def test_everything_is_told_once_over_a_bad_line(
        self, gateway: Gateway, published: Published, new_station: NewStation, secret_hash: str
    ) -> None:
        station_id = await new_station("replayed", protocol="native", secret_hash=secret_hash)
        address = Address(f"ws://127.0.0.1:{gateway.port}/native", "N-replayed", SECRET)
        delivery = NativeDelivery(plan("N-replayed", 60), address, Pace(30), Silent())
        breaker = asyncio.create_task(self.break_line(gateway, station_id))
        await delivery.run(Crowd({"N-replayed"}, stays=False))
        await end(breaker)
        assert all(telling.is_told for telling in delivery.tellings)
        assert delivery.reconnects > 0
        await facts(published, station_id, "transaction.ended.v1", 60)
        ended = published.of(station_id, "transaction.ended.v1")
        assert len(ended) == len({fact["transaction_number"] for fact in ended}) == 60
        assert sum(fact["meter_stop_wh"] for fact in ended) == sum(1000 * place + 500 for place in range(60))

    async def test_everything_is_told_once_by_a_station_with_faults(
        self, gateway: Gateway, published: Published, new_station: NewStation, secret_hash: str
    ) -> None:
        """Messages are lost with their sockets, before or after they arrived."""
        station_id = await new_station("faulty", protocol="native", secret_hash=secret_hash)
        faults = FaultPlan(drop=0.1).of_station("native")
        address = Address(f"ws://127.0.0.1:{gateway.port}/native", "N-faulty", SECRET, faults)
        delivery = NativeDelivery(plan("N-faulty", 10), address, Pace(60), Silent())
        await delivery.run(Crowd({"N-faulty"}, stays=False))
        assert delivery.reconnects > 0
        ended = await facts(published, station_id, "transaction.ended.v1", 10)
        assert [fact["meter_stop_wh"] for fact in ended] == [1000 * place + 500 for place in range(10)]

    async def break_line(self, gateway: Gateway, station_id: str) -> None:
        """Cut the line whenever another twenty messages are stored."""
        for mark in range(20, 200, 20):
            await eventually(partial(reached, gateway, station_id, mark), pause=0.001)
            connection = gateway.registry.find(station_id)
            if connection is not None:
                connection.cut("test")

    async def test_a_second_run_tells_the_same_transactions(
        self, gateway: Gateway, published: Published, new_station: NewStation, secret_hash: str
    ) -> None:
        station_id = await new_station("again", protocol="native", secret_hash=secret_hash)
        address = Address(f"ws://127.0.0.1:{gateway.port}/native", "N-again", SECRET)
        for _ in range(2):
            await NativeDelivery(plan("N-again", 3), address, Pace(30), Silent()).run(Crowd(set(), stays=False))
        started = await facts(published, station_id, "transaction.started.v1", 6)
        assert len({fact["transaction_key"] for fact in started}) == 3
