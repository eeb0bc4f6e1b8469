"""The mutator's messages of smartcharging.v1 over a real socket: whatever they hold, it stays open."""

import asyncio
import json
import os
from itertools import islice
from pathlib import Path
from typing import Final

from common.ids import uuid7
from csms_gateway.gateway import Gateway
from csms_gateway.native.generated.messages import DURABLE
from fuzz_mutator import Mutator
from gateway_support import NewStation
from native_support import NativeStation, connect_native

COUNT: Final = min(int(os.environ.get("FUZZ_COUNT", "2000")), 1_000) // 3
SEED: Final = int(os.environ.get("FUZZ_SEED", "20261125"))
SCHEMAS: Final = Path(__file__).resolve().parents[4] / "docs" / "native-protocol" / "schemas"


def corpus() -> list[str]:
    """The examples of the document of everything that is numbered."""
    documents = [json.loads((SCHEMAS / f"{kind}.json").read_text("utf-8")) for kind in sorted(DURABLE)]
    return [json.dumps(example) for document in documents for example in document["examples"]]


async def test_no_socket_is_closed_by_content(gateway: Gateway, new_station: NewStation) -> None:
    name = f"fuzz-{uuid7().hex[-6:]}"
    await new_station(name)
    station = await connect_native(gateway, f"N-{name}")
    await station.hello()
    reading = asyncio.create_task(_until_the_last(station))
    for raw in islice(Mutator(corpus(), SEED), COUNT):
        await station.socket.send(raw)
    last = {"type": "authorization_request", "request_id": "the-last", "credential": {"kind": "rfid", "number": "04"}}
    await station.send(last)
    await asyncio.wait_for(reading, 30)
    await station.socket.close()


async def _until_the_last(station: NativeStation) -> None:
    while (await station.receive(30)).get("request_id") != "the-last":
        pass
