"""Traces go through the gateway: from the station's message to its facts, from the command to the station's answer."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest_asyncio
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRecord, TopicPartition
from common.events import TRACE_HEADER, encode, type_headers
from common.ids import uuid7
from csms_gateway.gateway import Gateway, running
from gateway_support import MakeSettings, Register, connect, until_known, until_ready
from native_support import connect_native
from opentelemetry.sdk.trace import TracerProvider

TRACE_ID = "0af7651916cd43dd8448eb211c80319c"
PARENT = f"00-{TRACE_ID}-b7ad6b7169203331-01"
STATUS = {"connectorId": 1, "errorCode": "NoError", "status": "Charging"}


@pytest_asyncio.fixture(loop_scope="session")
async def traced(make_settings: MakeSettings) -> Any:
    # A provider of its own: the global one can be set only once in a process.
    tracer = TracerProvider().get_tracer("test")
    async with running(Gateway(make_settings(), tracer=tracer)) as gateway:
        await until_ready(gateway)
        yield gateway


async def of_station(
    bootstrap: str, topic: str, station_id: str, last_type: str
) -> dict[str, ConsumerRecord[Any, Any]]:
    """Facts of the station by type, up to the first of `last_type`."""
    consumer = AIOKafkaConsumer(bootstrap_servers=bootstrap, auto_offset_reset="earliest")
    await consumer.start()
    try:
        metadata = await consumer._client.fetch_all_metadata()
        places = [TopicPartition(topic, number) for number in metadata.partitions_for_topic(topic)]
        consumer.assign(places)
        await consumer.seek_to_beginning(*places)
        found: dict[str, ConsumerRecord[Any, Any]] = {}
        async for record in consumer:
            if record.key == station_id.encode():
                found[dict(record.headers)["type"].decode()] = record
            if last_type in found:
                break
        return found
    finally:
        await consumer.stop()


def trace_of(record: ConsumerRecord[Any, Any]) -> str | None:
    parent = dict(record.headers).get(TRACE_HEADER)
    return parent.decode().split("-")[1] if parent else None


async def test_every_message_of_a_station_is_a_trace_that_its_facts_carry(
    traced: Gateway, register: Register, kafka_bootstrap: str, topic_prefix: str
) -> None:
    station_id = await until_known(traced, await register.station("traced"))
    station = await connect(traced, "traced")
    await station.call("BootNotification", {"chargePointVendor": "V", "chargePointModel": "M"})
    await station.call("StatusNotification", STATUS)
    facts = await of_station(
        kafka_bootstrap, topic_prefix + "station-events", station_id, "connector.status-changed.v1"
    )
    booted, changed = trace_of(facts["station.booted.v1"]), trace_of(facts["connector.status-changed.v1"])
    assert booted
    assert changed
    assert booted != changed


async def test_a_command_and_its_answer_stay_in_the_trace_of_who_asked(
    traced: Gateway, register: Register, kafka_bootstrap: str, topic_prefix: str
) -> None:
    station_id = await until_known(traced, await register.station("traced-command"))
    station = await connect(traced, "traced-command")
    await ask(kafka_bootstrap, topic_prefix, station_id)
    _, message_id, action, _ = await station.receive()
    assert action == "Reset"
    await station.send([3, message_id, {"status": "Accepted"}])
    facts = await of_station(kafka_bootstrap, topic_prefix + "station-events", station_id, "command.answered.v1")
    assert trace_of(facts["command.delivered.v1"]) == trace_of(facts["command.answered.v1"]) == TRACE_ID


async def test_so_does_a_native_stations_result(
    traced: Gateway, register: Register, kafka_bootstrap: str, topic_prefix: str
) -> None:
    station_id = await until_known(traced, await register.station("traced-native", protocol="native"))
    station = await connect_native(traced, "n-traced-native")
    await station.hello()
    await ask(kafka_bootstrap, topic_prefix, station_id)
    command_id = (await station.receive_type("command"))["command_id"]
    await station.tell("command_result", command_id=command_id, outcome="accepted")
    facts = await of_station(kafka_bootstrap, topic_prefix + "station-events", station_id, "command.answered.v1")
    assert trace_of(facts["command.answered.v1"]) == TRACE_ID
    assert trace_of(facts["station.passport.v1"]) != TRACE_ID


async def ask(bootstrap: str, prefix: str, station_id: str) -> None:
    now, kind = datetime.now(UTC), "command.requested.v1"
    data = {"command_id": str(uuid7()), "station_id": station_id, "kind": "soft_reset", "parameters": {},
            "expires_at": now + timedelta(seconds=60)}  # fmt: skip
    value = encode(kind, data, source="/test", subject=station_id, time=now)
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap)
    await producer.start()
    await producer.send_and_wait(
        prefix + "station-commands", value, station_id.encode(), 0, headers=type_headers(kind, PARENT)
    )
    await producer.stop()


async def test_without_a_collector_nothing_is_added(
    gateway: Gateway, register: Register, kafka_bootstrap: str, topic_prefix: str
) -> None:
    station_id = await until_known(gateway, await register.station("untraced"))
    station = await connect(gateway, "untraced")
    await station.call("StatusNotification", STATUS)
    facts = await of_station(
        kafka_bootstrap, topic_prefix + "station-events", station_id, "connector.status-changed.v1"
    )
    assert all(TRACE_HEADER not in dict(record.headers) for record in facts.values())
