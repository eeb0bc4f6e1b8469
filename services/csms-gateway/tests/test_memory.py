"""What a station of 2.0.1 said last outlives the gateway: status and charging state come in different messages."""

from typing import Any

from common.clock import SystemClock
from common.testing.helpers import eventually
from csms_gateway.gateway import Gateway, running
from csms_gateway.ocpp201.memory import Memories
from gateway_support import MakeSettings, NewStation, Published, Register, connect, until_known, until_ready

TIME = "2026-11-25T10:00:00Z"
STATUS, UPDATED = "connector.status-changed.v1", "transaction.meter-values.v1"
EVSE = {"id": 1, "connectorId": 2}


def event(kind: str, sequence: int, state: str) -> dict[str, Any]:
    return {"eventType": kind, "timestamp": TIME, "triggerReason": "ChargingStateChanged", "seqNo": sequence,
            "transactionInfo": {"transactionId": "T", "chargingState": state}, "evse": EVSE}  # fmt: skip


def occupied() -> dict[str, Any]:
    return {"timestamp": TIME, "connectorStatus": "Occupied", "evseId": 1, "connectorId": 2}


async def test_after_a_restart_a_status_is_told_with_the_charging_state_of_before(
    make_settings: MakeSettings, register: Register, published: Published
) -> None:
    settings = make_settings()
    async with running(Gateway(settings)) as first:
        await until_ready(first)
        station_id = await until_known(first, await register.station("remembered", protocol="2.0.1"))
        await eventually(lambda: saved(first, station_id))
        station = await connect(first, "remembered", ["ocpp2.0.1"])
        await station.call("TransactionEvent", event("Started", 0, "SuspendedEV"))
    async with running(Gateway(settings)) as second:
        station = await connect(second, "remembered", ["ocpp2.0.1"])
        await station.call("StatusNotification", occupied())
        told = await published.one(station_id, STATUS, lambda data: data["ocpp_status"] == "Occupied")
    assert (told["status"], told["mark"]) == ("in_progress", "suspended_by_vehicle")


async def saved(gateway: Gateway, station_id: str) -> Any:
    return any(change.key == station_id for change in await gateway.store.snapshots("stations"))


async def test_what_is_an_hour_old_is_forgotten(make_settings: MakeSettings) -> None:
    gateway = Gateway(make_settings())
    await gateway.store.open()
    now = SystemClock().now().timestamp()
    await gateway.store.save_memories([("old", b"{}")], now - 3_700)
    await gateway.store.save_memories([("new", b"{}")], now - 100)
    await gateway.memory_keeper.load()
    assert [station_id for station_id, _ in await gateway.store.memories(since=0)] == ["new"]
    await gateway.store.close()
    gateway.passwords.close()


def test_a_memory_is_written_once_for_each_change_and_read_as_it_was() -> None:
    memories = Memories()
    memory = memories.of("s")
    assert memories.changes() == []
    memory.connector(3).faults["EVSE/Temperature"] = "hot"
    memory.transaction("T").connector_number = 3
    changes = memories.changes()
    assert memories.changes() == []
    again = Memories()
    again.fill([*changes, ("other", b'{"connectors": 5}')])
    assert again.of("s") == memory
    memory.end("T")
    assert len(memories.changes()) == 1


async def test_facts_of_2_0_1_tell_the_evse_and_the_time_of_the_event(
    gateway: Gateway, new_station: NewStation, published: Published
) -> None:
    station_id = await new_station("placed", protocol="2.0.1", evse_map=[[1, 2, 9]])
    station = await connect(gateway, "placed", ["ocpp2.0.1"])
    await station.call("StatusNotification", occupied())
    told = await published.one(station_id, STATUS)
    assert (told["connector_number"], told["evse_id"], told["evse_connector_id"]) == (9, 1, 2)
    await station.call("TransactionEvent", event("Updated", 3, "Charging"))
    assert (await published.one(station_id, UPDATED))["device_at"] == TIME
    changed = await published.one(station_id, STATUS, lambda data: data["status"] == "in_progress")
    assert (changed["evse_id"], changed["evse_connector_id"]) == (1, 2)
