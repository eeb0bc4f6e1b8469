"""Laws 1 and 3: whatever is cut wherever, the facts in Kafka are the station's truth."""

import contextlib
from dataclasses import dataclass, field
from typing import Any

import pytest
import pytest_asyncio
import websockets
from common.ids import uuid7
from common.testing.helpers import eventually
from csms_gateway.gateway import Gateway, running
from gateway_support import BrokerProxy, MakeSettings, NewStation, Published, Register, until_known, until_ready
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from native_support import AT, NativeStation, connect_native, facts

HOLD = 0.5


def story(sessions: int) -> list[dict[str, Any]]:
    """The messages of some sessions, numbered from 1."""
    told: list[dict[str, Any]] = []
    for number in range(sessions):
        session = {"session_number": f"s{number}", "connector_number": 1}
        transaction = {**session, "transaction_number": f"t{number}"}
        rows = [{"at": f"2026-11-25T{number:02d}:00:{second:02d}Z", "register_wh": second} for second in (0, 15, 30)]
        told += [
            {"type": "session_opened", **session},
            {"type": "transaction_started", **transaction, "meter_start_wh": number},
            {"type": "session_rows", **transaction, "rows": rows},
            {"type": "transaction_ended", **transaction, "meter_stop_wh": number + 1},
            {"type": "session_closed", **session},
        ]
    return [{**message, "sequence": place, "at": AT} for place, message in enumerate(told, 1)]


@dataclass
class Cut:
    """One connection: so many messages are sent, so many acknowledgements heard, then the line breaks."""

    sends: int
    hears: int
    is_abrupt: bool


@dataclass
class Teller:
    """A station with a disk: forgets only what was acknowledged, as README section 2 says."""

    number: str
    messages: list[dict[str, Any]]
    queue_id: str = field(default_factory=lambda: str(uuid7()))
    acknowledged: int = 0

    async def call(self, gateway: Gateway, cut: Cut | None) -> None:
        """One connection; without a cut it lasts until everything is acknowledged."""
        station = await connect_native(gateway, self.number, queue_id=self.queue_id)
        welcome = await station.hello(len(self.messages), self.acknowledged)
        self.acknowledged = max(self.acknowledged, welcome["last_sequence"])
        rest = self.messages[self.acknowledged :]
        for message in rest if cut is None else rest[: cut.sends]:
            await station.send(message)
        if cut is None:
            await station.until_acknowledged(len(self.messages)) if rest else None
            await station.socket.close()
            return
        with contextlib.suppress(TimeoutError):
            for _ in range(cut.hears):
                self.acknowledged = (await station.receive(0.05))["sequence"]
        await hang_up(station, cut)


async def hang_up(station: NativeStation, cut: Cut) -> None:
    if cut.is_abrupt:
        station.socket.transport.abort()
    else:
        await station.socket.close()


def natural_keys(published: Published, station_id: str) -> dict[str, list[Any]]:
    """What a reader knows a repetition by."""
    return {
        "started": [fact["transaction_key"] for fact in published.of(station_id, "transaction.started.v1")],
        "ended": [fact["transaction_number"] for fact in published.of(station_id, "transaction.ended.v1")],
        "rows": [
            (fact["transaction_number"], sample["at"], sample["value"])
            for fact in published.of(station_id, "transaction.meter-values.v1")
            for sample in fact["samples"]
        ],
        "sessions": [(fact["queue_id"], fact["sequence"]) for fact in published.of(station_id, "native.reported.v1")],
    }


async def until_told(published: Published, station_id: str, sessions: int) -> dict[str, list[Any]]:
    async def probe() -> Any:
        keys = natural_keys(published, station_id)
        return keys if len(set(keys["sessions"])) == 2 * sessions else None

    found: dict[str, list[Any]] = await eventually(probe)
    return found


def assert_true(keys: dict[str, list[Any]], sessions: int, *, exactly_once: bool) -> None:
    counts = {"started": sessions, "ended": sessions, "rows": 3 * sessions, "sessions": 2 * sessions}
    assert {name: len(set(values)) for name, values in keys.items()} == counts
    if exactly_once:
        assert {name: len(values) for name, values in keys.items()} == counts
    first_places = [keys["ended"].index(f"t{number}") for number in range(sessions)]
    assert first_places == sorted(first_places)


cuts = st.lists(st.builds(Cut, st.integers(0, 12), st.integers(0, 3), st.booleans()), max_size=6)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sessions=st.integers(1, 3), lines=cuts)
async def test_the_line_breaks_at_any_point(
    gateway: Gateway, published: Published, new_station: NewStation, sessions: int, lines: list[Cut]
) -> None:
    """One gateway: not even the facts are doubled."""
    key = f"cut-{uuid7().hex[-8:]}"
    station_id = await new_station(key)
    teller = Teller(f"N-{key}", story(sessions))
    for line in lines:
        await teller.call(gateway, line)
    await teller.call(gateway, None)
    assert_true(await until_told(published, station_id, sessions), sessions, exactly_once=True)


async def test_the_same_numbers_after_a_factory_reset_are_other_messages(
    gateway: Gateway, published: Published, new_station: NewStation
) -> None:
    station_id = await new_station("reset")
    await Teller("N-reset", story(1)).call(gateway, None)
    again = [{**message, "at": "2026-11-25T11:00:00Z"} for message in story(1)]
    await Teller("N-reset", again).call(gateway, None)

    async def both() -> Any:
        return len(set(natural_keys(published, station_id)["started"])) == 2

    await eventually(both)


async def test_the_gateway_dies_in_between(
    make_settings: MakeSettings, register: Register, published: Published
) -> None:
    """What it wrote down of the queue, and what the station says of it, are enough; doubles have the same keys."""
    fixed = make_settings()
    station_id, teller = "", Teller("N-reborn", story(3))
    for cut in (Cut(7, 0, is_abrupt=True), Cut(4, 1, is_abrupt=True), None):
        async with running(Gateway(fixed)) as gateway:
            await until_ready(gateway)
            station_id = station_id or await register.station("reborn")
            await until_known(gateway, station_id)
            await teller.call(gateway, cut)
    assert_true(await until_told(published, station_id, 3), 3, exactly_once=False)
    assert len(published.of(station_id, "station.booted.v1")) == 1, "the gateway restarted, not the station"


async def test_another_gateway_believes_what_the_station_was_acknowledged(
    make_settings: MakeSettings, register: Register, published: Published
) -> None:
    station_id = await register.station("moved")
    teller = Teller("N-moved", story(2))
    for count in (5, 10):
        async with running(Gateway(make_settings())) as gateway:
            await until_ready(gateway)
            await until_known(gateway, station_id)
            await Teller(teller.number, teller.messages[:count], teller.queue_id, count - 5).call(gateway, None)
    assert_true(await until_told(published, station_id, 2), 2, exactly_once=True)


class TestKafkaAway:
    @pytest_asyncio.fixture(loop_scope="session")
    async def broker(self, kafka_bootstrap: str) -> Any:
        proxy = BrokerProxy(kafka_bootstrap)
        await proxy.open()
        yield proxy
        await proxy.cut()

    @pytest_asyncio.fixture(loop_scope="session")
    async def fragile(self, broker: BrokerProxy, make_settings: MakeSettings) -> Any:
        chosen = make_settings(kafka_bootstrap=broker.address, kafka_hold=HOLD)
        async with running(Gateway(chosen)) as gateway:
            await until_ready(gateway)
            yield gateway

    async def test_no_acknowledgement_and_nothing_else(
        self, fragile: Gateway, broker: BrokerProxy, register: Register, published: Published
    ) -> None:
        station_id = await until_known(fragile, await register.station("away"))
        station = await connect_native(fragile, "N-away")
        await station.hello()
        await station.until_acknowledged(await station.tell("session_opened", session_number="s", connector_number=1))
        await broker.cut()
        await station.tell("transaction_started", session_number="s", transaction_number="t", connector_number=1)
        last = await station.tell("transaction_ended", session_number="s", transaction_number="t", connector_number=1)
        await station.send({"type": "heartbeat"})
        assert (await station.receive())["type"] == "heartbeat_answer"
        rfid = {"kind": "rfid", "number": "X"}
        await station.send({"type": "authorization_request", "request_id": "a", "credential": rfid})
        assert (await station.receive())["result"] == "invalid"
        with pytest.raises(TimeoutError):
            await station.receive(3 * HOLD)
        await broker.open()
        await until_ready(fragile)
        await station.until_acknowledged(last)
        await facts(published, station_id, "transaction.ended.v1", 1)
        assert len(published.of(station_id, "transaction.started.v1")) == 1

    async def test_a_new_socket_hears_of_what_the_old_one_told(
        self, fragile: Gateway, broker: BrokerProxy, register: Register, published: Published
    ) -> None:
        station_id = await until_known(fragile, await register.station("away-twice"))
        teller = Teller("N-away-twice", story(1))
        await broker.cut()
        await teller.call(fragile, Cut(3, 1, is_abrupt=True))
        station = await connect_native(fragile, teller.number, queue_id=teller.queue_id)
        assert (await station.hello(5))["last_sequence"] == 0
        for message in teller.messages:
            await station.send(message)
        with pytest.raises(TimeoutError):
            await station.receive(2 * HOLD)
        await broker.open()
        await station.until_acknowledged(5)
        assert_true(await until_told(published, station_id, 1), 1, exactly_once=True)


async def test_a_station_that_floods_is_read_as_fast_as_kafka_takes_it(
    gateway: Gateway, published: Published, new_station: NewStation
) -> None:
    station_id = await new_station("flood")
    station = await connect_native(gateway, "N-flood")
    await station.hello()
    with contextlib.suppress(websockets.ConnectionClosed):
        for number in range(1, 501):
            await station.tell("external_meter", number, register_wh=number)
    await station.until_acknowledged(500)
    reported = await facts(published, station_id, "native.reported.v1", 500)
    assert [fact["body"]["register_wh"] for fact in reported] == list(range(1, 501))
