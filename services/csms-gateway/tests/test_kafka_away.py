"""Law 1 with the broker cut off: answers are held, then the socket is closed; what need not wait does not."""

import asyncio
import time
from functools import partial
from typing import Any

import pytest
import pytest_asyncio
import websockets
from common.testing.helpers import eventually
from csms_gateway.gateway import Gateway, running
from gateway_support import BrokerProxy, MakeSettings, Published, Register, connect, until_known, until_ready

HOLD = 1.5
STATUS = {"connectorId": 1, "errorCode": "NoError", "status": "Charging"}


@pytest_asyncio.fixture(loop_scope="session")
async def broker(kafka_bootstrap: str) -> Any:
    proxy = BrokerProxy(kafka_bootstrap)
    await proxy.open()
    yield proxy
    await proxy.cut()


@pytest_asyncio.fixture(loop_scope="session")
async def fragile(broker: BrokerProxy, make_settings: MakeSettings) -> Any:
    """A gateway whose broker can be cut off, and that holds answers for a short time."""
    settings = make_settings(kafka_bootstrap=broker.address, kafka_hold=HOLD)
    async with running(Gateway(settings)) as gateway:
        await until_ready(gateway)
        yield gateway


@pytest_asyncio.fixture(loop_scope="session")
async def patient(broker: BrokerProxy, make_settings: MakeSettings) -> Any:
    """The same, holding answers for as long as the product does."""
    async with running(Gateway(make_settings(kafka_bootstrap=broker.address))) as gateway:
        await until_ready(gateway)
        yield gateway


async def known_station(gateway: Gateway, register: Register, key: str) -> Any:
    return await until_known(gateway, await register.station(key))


async def test_the_answer_is_held_then_the_socket_closed_with_1013(
    fragile: Gateway, broker: BrokerProxy, register: Register, published: Published
) -> None:
    station_id = await known_station(fragile, register, "held")
    station = await connect(fragile, "held")
    await station.call("StatusNotification", STATUS)
    await broker.cut()
    started = time.monotonic()
    await station.send([2, "waits", "StatusNotification", STATUS | {"status": "Finishing"}])
    # What never waits for Kafka is answered meanwhile.
    assert (await station.call("Heartbeat", {}))["currentTime"]
    assert (await station.call("BootNotification", {"chargePointVendor": "V", "chargePointModel": "Kept"}))["interval"]
    assert (await station.call("Authorize", {"idTag": "X"})) == {"idTagInfo": {"status": "Invalid"}}
    assert await station.closed() == 1013
    assert HOLD - 0.1 < time.monotonic() - started < HOLD + 5

    again = await connect(fragile, "held")
    await broker.open()
    await until_ready(fragile)
    # The station repeats what it was never told to be stored.
    assert await again.call("StatusNotification", STATUS | {"status": "Finishing"}) == {}
    await published.one(station_id, "station.booted.v1", lambda data: data["model"] == "Kept")
    told = [data["ocpp_status"] for data in published.of(station_id, "connector.status-changed.v1")]
    assert told[0] == "Charging"
    assert set(told[1:]) == {"Finishing"}


async def test_a_short_absence_is_only_a_late_answer(
    patient: Gateway, broker: BrokerProxy, register: Register, published: Published
) -> None:
    station_id = await known_station(patient, register, "patient")
    station = await connect(patient, "patient")
    await station.call("StatusNotification", STATUS)
    await broker.cut()
    await station.send([2, "late", "StatusNotification", STATUS | {"status": "Available"}])
    with pytest.raises(TimeoutError):
        await station.receive(0.3)
    await broker.open()
    assert await station.receive() == [3, "late", {}]
    await published.one(station_id, "connector.status-changed.v1", lambda data: data["ocpp_status"] == "Available")


async def test_the_order_of_the_frames_is_the_order_of_the_events(
    fragile: Gateway, broker: BrokerProxy, register: Register, published: Published
) -> None:
    """Cut in the middle of a burst; after the reconnect everything is there, and nothing old follows something new."""
    station_id = await known_station(fragile, register, "ordered")
    station = await connect(fragile, "ordered")
    meters = list(range(40))
    for meter in meters[:20]:
        await station.send([2, f"a{meter}", "StopTransaction", stop(meter)])
    await broker.cut()
    for meter in meters[20:]:
        await station.send([2, f"a{meter}", "StopTransaction", stop(meter)])
    confirmed = await answered_until_close(station)
    await broker.open()
    await until_ready(fragile)
    again = await connect(fragile, "ordered")
    for meter in meters:
        if f"a{meter}" not in confirmed:
            await again.call("StopTransaction", stop(meter))

    async def probe() -> Any:
        found = [data["meter_stop_wh"] for data in published.of(station_id, "transaction.ended.v1")]
        # the unconfirmed ones are told twice: the second telling has arrived when the last one ends the list
        return found if set(found) == set(meters) and found[-1] == meters[-1] else []

    found = await eventually(probe)
    first_places = [found.index(meter) for meter in meters]
    assert first_places == sorted(first_places)


def stop(meter: int) -> dict[str, Any]:
    return {"transactionId": 5, "meterStop": meter, "timestamp": "2026-11-25T10:00:00Z"}


async def answered_until_close(station: Any) -> set[str]:
    confirmed: set[str] = set()
    try:
        while True:
            confirmed.add((await station.receive(HOLD + 5))[1])
    except websockets.ConnectionClosed:
        assert await station.closed() == 1013
    return confirmed


async def test_readiness_tells_that_kafka_is_away(fragile: Gateway, broker: BrokerProxy, register: Register) -> None:
    await known_station(fragile, register, "readiness")
    station = await connect(fragile, "readiness")
    await broker.cut()
    await station.send([2, "1", "StatusNotification", STATUS])

    async def is_unready() -> Any:
        return not fragile.checks()["kafka"]

    await eventually(is_unready)
    await broker.open()
    await until_ready(fragile)


async def test_starts_and_authorises_with_everything_away(
    broker: BrokerProxy, make_settings: MakeSettings, register: Register, new_card: Any
) -> None:
    """The copies on disk are enough to let a station in and to judge a card."""
    settings = make_settings(kafka_bootstrap=broker.address, kafka_hold=HOLD)
    card = await new_card("DISKCARD")
    async with running(Gateway(settings)) as first:
        await until_ready(first)
        await known_station(first, register, "survivor")

        async def is_known() -> Any:
            return card in first.credentials.ids()

        await eventually(is_known)
        await eventually(lambda: is_saved(first, "survivor"))
    await broker.cut()
    async with running(Gateway(settings)) as second:
        station = await connect(second, "survivor")
        assert (await station.call("BootNotification", {}))["status"] == "Accepted"
        assert await station.call("Authorize", {"idTag": "DISKCARD"}) == {"idTagInfo": {"status": "Accepted"}}
        start = {"connectorId": 1, "idTag": "DISKCARD", "meterStart": 0, "timestamp": "2026-11-25T10:00:00Z"}
        await station.send([2, "s", "StartTransaction", start])
        assert await station.closed() == 1013
        await broker.open()
        await until_ready(second)
        again = await connect(second, "survivor")
        assert (await again.call("StartTransaction", start))["idTagInfo"] == {"status": "Accepted"}


async def is_saved(gateway: Gateway, key: str) -> Any:
    return any(change.data and change.data["key"] == key for change in await gateway.store.snapshots("stations"))


@pytest.fixture
def new_card(register: Register) -> Any:
    from common.tokens import keyed_hash
    from gateway_support import CREDENTIAL_KEY

    async def make(number: Any) -> Any:
        return await register.credential(keyed_hash(bytes.fromhex(CREDENTIAL_KEY), number))

    return make


async def test_the_same_start_gets_the_same_id_after_a_restart(make_settings: MakeSettings, register: Register) -> None:
    settings = make_settings()
    start = {"connectorId": 1, "idTag": "X", "meterStart": 7, "timestamp": "2026-11-25T10:00:00Z"}
    numbers: set[int] = set()
    for _ in range(2):
        async with running(Gateway(settings)) as gateway:
            if not numbers:
                await until_ready(gateway)
                await known_station(gateway, register, "reborn")
                await eventually(partial(is_saved, gateway, "reborn"))
            station = await connect(gateway, "reborn")
            numbers.add((await station.call("StartTransaction", start))["transactionId"])
    assert len(numbers) == 1


async def test_connections_of_a_killed_gateway_are_announced_as_gone(
    make_settings: MakeSettings, register: Register, published: Published
) -> None:
    settings = make_settings()
    killed = Gateway(settings)
    await killed.start()
    await until_ready(killed)
    station_id = await known_station(killed, register, "orphan")
    await connect(killed, "orphan")

    async def is_written() -> Any:
        return station_id in await killed.store.connections()

    await eventually(is_written)
    await kill(killed)
    async with running(Gateway(settings)):
        gone = await published.one(
            station_id, "station.disconnected.v1", lambda data: data["reason"] == "gateway restarted"
        )
    assert gone["epoch"] == published.of(station_id, "station.connected.v1")[0]["epoch"]


async def kill(gateway: Gateway) -> None:
    """As much of kill -9 as one process can play: the loops end, nobody says goodbye."""
    assert gateway._server is not None
    gateway._server.close()
    gateway.book._written.clear()
    gateway.book._registry = type(gateway.registry)()
    for task in gateway._tasks:
        task.cancel()
    await asyncio.gather(*gateway._tasks, return_exceptions=True)
