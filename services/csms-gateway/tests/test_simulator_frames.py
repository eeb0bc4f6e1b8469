"""Every frame of an independent simulator in three versions: the socket stays open, each CALL is answered and kept."""

import json
from collections import Counter
from pathlib import Path

import pytest
from common.testing.helpers import eventually
from csms_gateway.gateway import Gateway
from gateway_support import NewStation, Published, connect

DATA = Path(__file__).parents[4] / "shared" / "data" / "ocpp-frames-simulator"


def frames(name: str) -> list[str]:
    """Raw texts of the charger's side, in order."""
    path = DATA / name
    if not path.exists():
        return []
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    return [line["raw"] for line in lines if line["direction"] == "cp->cs"]


@pytest.mark.parametrize(
    ("name", "protocol"),
    [("ocpp16.jsonl", "ocpp1.6"), ("ocpp201.jsonl", "ocpp2.0.1"), ("ocpp21.jsonl", "ocpp2.1")],
)
async def test_every_frame(
    gateway: Gateway, new_station: NewStation, published: Published, logged: Published, name: str, protocol: str
) -> None:
    told = frames(name)
    if not told:
        pytest.skip(f"{name} is not here")
    station_id = await new_station(f"solidstudio-{protocol}")
    station = await connect(gateway, f"solidstudio-{protocol}", [protocol])
    for raw in told:
        await station.send(raw)
        frame = json.loads(raw)
        if frame[0] == 2:
            kind, message_id, *_ = await station.receive()
            assert (kind, message_id) == (3, frame[1]), raw
    assert (await station.call("Heartbeat", {}))["currentTime"]

    async def are_kept() -> bool:
        kept = Counter(one["raw"] for one in logged.of(station_id, "frame.logged.v1") if one["direction"] == "in")
        return not Counter(told) - kept

    await eventually(are_kept)
    assert published.of(station_id, "transaction.started.v1")
