"""A stop of the gateway that spreads the reconnects (W9), and what models do in their own way (T16, F14, A2)."""

import asyncio
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest
from common.ids import uuid7
from common.testing.helpers import eventually
from common.tokens import keyed_hash
from csms_gateway.gateway import Gateway, running
from gateway_support import (
    CREDENTIAL_KEY,
    MakeSettings,
    NewStation,
    Published,
    Register,
    connect,
    until_known,
    until_ready,
)

STOP = {"transactionId": 5, "meterStop": 9, "timestamp": "2026-11-25T10:00:00Z"}
ENDED = {"eventType": "Ended", "timestamp": "2026-11-25T10:00:00Z", "triggerReason": "EVDeparted", "seqNo": 2,
         "transactionInfo": {"transactionId": "t-1"}, "evse": {"id": 1}}  # fmt: skip
RULES = [{"models": "quick *"}, {"models": "slow *", "pause_after_stop": 1.5},
         {"models": "backward *", "reverses_tags": True}]  # fmt: skip


@pytest.fixture
async def careful(make_settings: MakeSettings) -> Any:
    async with running(Gateway(make_settings(model_rules=orjson.dumps(RULES).decode()))) as gateway:
        await until_ready(gateway)
        yield gateway


async def order_start(register: Register, gateway: Gateway, station_id: str) -> str:
    command_id, now = str(uuid7()), datetime.now(UTC)
    data = {"command_id": command_id, "station_id": station_id, "kind": "start_session", "connector_number": 1,
            "parameters": {}, "transaction_number": None, "remote_token": "SCAAAAAAAABBBBBB", "created_at": now,
            "expires_at": now + timedelta(seconds=150)}  # fmt: skip
    partition = gateway.settings.gateway_instance
    await register.publish("station-commands", station_id, "command.requested.v1", data, partition=partition)
    return command_id


@pytest.mark.parametrize(
    ("version", "stop", "asked"),
    [("ocpp1.6", ("StopTransaction", STOP), "RemoteStartTransaction"),
     ("ocpp2.0.1", ("TransactionEvent", ENDED), "RequestStartTransaction")],
)  # fmt: skip
@pytest.mark.parametrize(("maker", "pause"), [("Slow", 1.5), ("Quick", 0.0)])
async def test_t16_a_start_waits_after_a_stop_as_long_as_the_model_needs(
    careful: Gateway, register: Register, version: str, stop: Any, asked: str, maker: str, pause: float
) -> None:
    key = f"{maker}-{version}"
    station_id = await until_known(careful, await register.station(key, maker=maker, model="M"))
    station = await connect(careful, key, [version])
    await station.call(*stop)
    stopped = time.monotonic()
    command_id = await order_start(register, careful, station_id)
    kind, message_id, action, _ = await station.receive()
    assert (kind, message_id, action) == (2, command_id, asked)
    assert time.monotonic() - stopped >= pause - 0.1
    await station.socket.close()


async def test_t16_what_waits_is_not_sent_to_who_has_gone(careful: Gateway, register: Register) -> None:
    """stations-api orders it again when the station is back: it was never told to be delivered."""
    station_id = await until_known(careful, await register.station("gone", maker="Slow", model="M"))
    other_id = await until_known(careful, await register.station("other", maker="Quick", model="M"))
    station, other = await connect(careful, "gone"), await connect(careful, "other")
    await station.call("StopTransaction", STOP)
    for each in (station_id, other_id):
        await order_start(register, careful, each)
    await other.receive()  # commands are taken in order: the one before waits with its station now
    await station.socket.close()
    back = await connect(careful, "gone")
    await asyncio.wait_for(back.call("Heartbeat", {}), 5)
    with pytest.raises(TimeoutError):
        await back.receive(2)


async def test_f14_a_model_that_is_slow_to_answer_is_given_its_time(
    make_settings: MakeSettings, register: Register, published: Published
) -> None:
    rules = orjson.dumps([{"models": "patient *", "answer_seconds": 60}]).decode()
    settings = make_settings(model_rules=rules, command_timeout=0.3, gateway_instance=1)
    async with running(Gateway(settings)) as gateway:
        await until_ready(gateway)
        plain_id = await until_known(gateway, await register.station("f14-plain", maker="Plain", model="M"))
        slow_id = await until_known(gateway, await register.station("f14-slow", maker="Patient", model="M"))
        plain, slow = await connect(gateway, "f14-plain"), await connect(gateway, "f14-slow")
        command_id = await order_start(register, gateway, slow_id)
        assert (await slow.receive())[1] == command_id
        await order_start(register, gateway, plain_id)
        await plain.receive()
        await published.one(plain_id, "command.answered.v1", lambda data: data["outcome"] == "timeout")
        await slow.send([3, command_id, {"status": "Accepted"}])
        await published.one(slow_id, "command.answered.v1")
        told = published.of(slow_id, "command.answered.v1")
        assert [fact["outcome"] for fact in told] == ["accepted"], "the other one's time was over before"


@pytest.mark.parametrize(
    ("version", "message"),
    [("ocpp1.6", {"idTag": "11bbAA04"}), ("ocpp2.0.1", {"idToken": {"idToken": "11BBAA04", "type": "ISO14443"}})],
)
async def test_a2_a_reader_that_tells_the_bytes_backwards(
    careful: Gateway, register: Register, version: str, message: Any
) -> None:
    card = await register.credential(keyed_hash(bytes.fromhex(CREDENTIAL_KEY), "04AABB11"))

    async def card_is_known() -> bool:
        return card in careful.credentials.ids()

    await eventually(card_is_known)
    for maker, status in (("Backward", "Accepted"), ("Quick", "Invalid")):
        key = f"a2-{maker}-{version}"
        await until_known(careful, await register.station(key, maker=maker, model="M"))
        station = await connect(careful, key, [version])
        answer = await station.call("Authorize", message)
        assert answer.get("idTagInfo", answer.get("idTokenInfo"))["status"] == status
        await station.socket.close()


async def test_w9_a_stop_of_the_gateway_closes_some_at_a_time_with_a_code_that_means_come_back(
    make_settings: MakeSettings, register: Register, published: Published
) -> None:
    """Some models do not redial for minutes after a clean close, and all that do shall not come at once."""
    gateway = Gateway(make_settings(farewell_per_second=20.0))
    async with running(gateway):
        await until_ready(gateway)
        ids = [await register.station(f"fare-{number}") for number in range(60)]
        for station_id in ids:
            await until_known(gateway, station_id)
        stations = [await connect(gateway, f"fare-{number}") for number in range(60)]
        closed_at: list[float] = []

        async def until_closed(station: Any) -> int:
            code: int = await station.closed()
            closed_at.append(time.monotonic())
            return code

        waiting = [asyncio.create_task(until_closed(station)) for station in stations]
    assert set(await asyncio.gather(*waiting)) == {1012}
    assert max(closed_at) - min(closed_at) > 0.7, "sixty sockets at twenty a second"
    reasons = {(await published.one(one, "station.disconnected.v1"))["reason"] for one in ids}
    assert reasons == {"gateway stops"}


async def test_w9_a_silent_station_is_not_closed_while_its_line_is_there(
    gateway: Gateway, new_station: NewStation
) -> None:
    """Neither a wrong frame nor a missing heartbeat ends a socket: who was closed cleanly may stay away for long."""
    station_id = await new_station("quiet")
    station = await connect(gateway, "quiet")
    for frame in ("rubbish", [9], [2, "1", "Nonsense", {}], [3, "x", {}], b"\xff\xfe"):
        await station.send(frame)
    connection = gateway.registry.find(station_id)

    async def is_heard() -> bool:
        return connection is not None and connection.is_open

    await eventually(is_heard)
    assert (await station.receive())[0] == 4
    assert (await station.call("Heartbeat", {}))["currentTime"]
