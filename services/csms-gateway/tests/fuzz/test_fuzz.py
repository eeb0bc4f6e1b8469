"""Broken frames by the thousand: nothing crashes, every CALL with a readable id is answered, no socket is closed.

FUZZ_COUNT frames per run (2,000 in CI), FUZZ_SEED makes the run again.
"""

import asyncio
import gc
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Any, Final

import orjson
import pytest
from common.ids import uuid7
from csms_gateway.authorization import Authorizer
from csms_gateway.conversation import CommandAnswer, Conversation, Handled
from csms_gateway.gateway import Gateway
from csms_gateway.model_rules import ANY
from csms_gateway.ocpp201.memory import Memories
from csms_gateway.ocppj.frames import Call, parse
from csms_gateway.ocppj.routing import Tools
from csms_gateway.protocols import ocpp_protocols
from csms_gateway.replicas.credentials import CredentialReplica
from fuzz_corpus import corpus
from fuzz_mutator import Mutator
from gateway_support import NewStation, connect

COUNT: Final = int(os.environ.get("FUZZ_COUNT", "2000"))
SEED: Final = int(os.environ.get("FUZZ_SEED", "20261125"))
PROTOCOLS: Final = ("ocpp1.6", "ocpp2.0.1", "ocpp2.1")
NOW: Final = datetime(2026, 11, 25, 12, tzinfo=UTC)
_TOTAL_BYTES: Final = 1_048_576


class _Station:
    """A caller with two connectors."""

    station_id = "019ac0de-0001-7000-8000-000000000001"
    epoch = 1
    connector_numbers = (1, 2)
    evse_map: dict[tuple[int, int], int] = {}  # noqa: RUF012 - read only
    rule = ANY


def conversation(protocol: str) -> Conversation:
    tools = Tools(Authorizer(CredentialReplica(), b"a", b"b"), lambda: 300, 300)
    family = next(family for family in ocpp_protocols(tools, Memories()) if family.name == protocol)
    return family.begin(_Station())


def broken_frames(protocol: str, count: int) -> Iterator[bytes]:
    return islice(Mutator(corpus(protocol), SEED), count)


def check(raw: bytes, outcome: Handled | CommandAnswer) -> None:
    """Every fact can be published, every CALL has its answer under its own id."""
    if isinstance(outcome, CommandAnswer):
        return
    for event in outcome.events:
        assert len(event.encode(_Station.station_id, NOW)) <= _TOTAL_BYTES
    frame = parse(raw)
    if isinstance(frame, Call) and not frame.is_send:
        assert outcome.reply is not None, raw
        assert outcome.reply[3:].startswith(frame.message_id), raw


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_no_frame_is_too_broken(protocol: str) -> None:
    talk = conversation(protocol)
    for raw in broken_frames(protocol, COUNT):
        check(raw, talk.read(raw, NOW))


def test_memory_stays_flat() -> None:
    """As many objects after the second thousand as after the first."""
    talk = conversation("ocpp2.0.1")
    counts = []
    for _ in range(2):
        for raw in broken_frames("ocpp2.0.1", 1_000):
            talk.read(raw, NOW)
        gc.collect()
        counts.append(len(gc.get_objects()))
    assert counts[1] - counts[0] < 2_000


@pytest.mark.parametrize("protocol", PROTOCOLS)
async def test_no_socket_is_closed_by_content(gateway: Gateway, new_station: NewStation, protocol: str) -> None:
    key = f"fuzz-{uuid7().hex[-6:]}"
    await new_station(key)
    station = await connect(gateway, key, [protocol])
    reading = asyncio.create_task(_drain(station.socket))
    for raw in broken_frames(protocol, min(COUNT, 1_000) // 3):
        await station.socket.send(raw)
    await station.send([2, "the-last", "Heartbeat", {}])
    async with asyncio.timeout(30):
        await reading
    await station.socket.close()


async def _drain(socket: Any) -> None:
    """Read answers until the one to the last message; they must be JSON."""
    while orjson.loads(await socket.recv())[1] != "the-last":
        pass
