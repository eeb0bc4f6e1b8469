"""The same of the native protocol: stored and acknowledged, or kept and said why; never a closed socket."""

from datetime import UTC, datetime

import orjson
import pytest
from csms_gateway.authorization import Authorizer
from csms_gateway.conversation import Handled
from csms_gateway.events import Delivery
from csms_gateway.gateway import Gateway
from csms_gateway.native.conversation import NativeConversation
from csms_gateway.native.journal import Journal
from csms_gateway.native.tools import NativeTools
from csms_gateway.replicas.credentials import CredentialReplica
from gateway_support import NewStation, Published
from nasty_native_frames import NATIVE, REPORTED, NastyNative, told
from native_support import connect_native, facts
from offline_conversation import STATION, Caller

NOW = datetime(2026, 11, 25, 10, 0, 1, tzinfo=UTC)


def take(raw: str | bytes) -> Handled:
    """The frame in a conversation of its own, after hello."""
    tools = NativeTools(Authorizer(CredentialReplica(), b"k", b"k"), lambda: 60, 300, 64)
    station = NativeConversation(Caller(), Journal(), tools)
    station.read(b'{"type":"hello","queue":{"id":"q","last_sequence":0},"maker":"m","model":"m"}', NOW)
    return station.read(raw if isinstance(raw, bytes) else raw.encode("utf-8", "surrogatepass"), NOW)


@pytest.mark.parametrize("nasty", NATIVE, ids=lambda nasty: nasty.name)
def test_it_is_stored_or_said_why(nasty: NastyNative) -> None:
    handled = take(nasty.raw)
    for event in handled.events:
        event.encode(STATION, NOW)
    reply = orjson.loads(handled.reply) if handled.reply is not None else {"type": None}
    assert reply.get("code", reply["type"]) == nasty.answer
    assert (handled.events[0].type if handled.events else None) == nasty.fact
    assert (handled.delivery is Delivery.HELD) is nasty.is_durable, "what is acknowledged must be stored"


def test_one_bad_entry_does_not_cost_the_others() -> None:
    entries = '"entries":[null,{"at":"2026-11-25T10:00:00Z","event_type":"door"},{"at":5}]'
    (report,) = take(told("operation_log", entries)).events
    assert report.type == REPORTED
    assert [entry["event_type"] for entry in report.data["body"]["entries"]] == ["door"]


async def test_one_socket_carries_them_all(gateway: Gateway, published: Published, new_station: NewStation) -> None:
    """In one queue: the durable ones get numbers that follow one another."""
    station_id = await new_station("nasty")
    station = await connect_native(gateway, "N-nasty")
    await station.hello()
    durable = [one for one in NATIVE if one.is_durable and isinstance(one.raw, str) and '"sequence":1' in one.raw]
    for number, nasty in enumerate(durable, start=1):
        assert isinstance(nasty.raw, str)
        await station.send(nasty.raw.replace('"sequence":1', f'"sequence":{number}').encode("utf-8", "surrogatepass"))
    for nasty in NATIVE:
        if not nasty.is_durable and nasty.answer != "welcome":
            await station.send(nasty.raw)
    await station.until_acknowledged(len(durable))
    await station.send({"type": "heartbeat"})
    assert (await station.receive_type("heartbeat_answer"))["time"]
    assert await facts(published, station_id, "frame.rejected.v1", 10)
    await station.socket.close()
