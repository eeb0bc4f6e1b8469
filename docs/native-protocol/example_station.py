# ruff: noqa: INP001, T201 - an example to read, not a part of the product
"""A whole station: python example_station.py ws://HOST:PORT/native NUMBER SECRET QUEUE_FILE."""

import asyncio
import json
import sys
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.typing import Subprotocol


class Queue:
    """Numbered messages on disk until they are acknowledged (README section 2)."""

    def __init__(self, file: Path) -> None:
        self.file, self.changed = file, asyncio.Event()
        fresh = {"id": str(uuid.uuid4()), "last": 0, "acknowledged": 0, "messages": []}
        self.state: dict[str, Any] = json.loads(file.read_text()) if file.exists() else fresh

    def put(self, kind: str, **fields: Any) -> None:
        self.state["last"] += 1
        numbered = {"type": kind, "sequence": self.state["last"], "at": datetime.now(UTC).isoformat()}
        self.state["messages"].append(numbered | fields)
        self.save()

    def acknowledge(self, sequence: int) -> None:
        self.state["acknowledged"] = max(self.state["acknowledged"], sequence)
        self.state["messages"] = [message for message in self.state["messages"] if message["sequence"] > sequence]
        self.save()

    def save(self) -> None:
        self.file.write_text(json.dumps(self.state))
        self.changed.set()

    def hello(self) -> dict[str, Any]:
        numbers = {"last_sequence": self.state["last"], "acknowledged_sequence": self.state["acknowledged"]}
        return {"type": "hello", "queue": {"id": self.state["id"], **numbers}, "maker": "Example", "model": "100 lines"}


async def charge(queue: Queue, seconds_per_row: float) -> None:
    """One car comes, takes 500 Wh and leaves; it does not care whether there is a line."""
    session = {"session_number": str(uuid.uuid4()), "connector_number": 1}
    transaction = session | {"transaction_number": str(uuid.uuid4())}
    queue.put("session_opened", **session)
    queue.put("transaction_started", **transaction, meter_start_wh=1000, start_source="plug_and_charge")
    queue.put("connector_state", connector_number=1, status="in_progress", controller_status="C6")
    for register in range(1100, 1501, 100):
        await asyncio.sleep(seconds_per_row)
        queue.put("session_rows", **transaction, rows=[{"at": datetime.now(UTC).isoformat(), "register_wh": register}])
    queue.put("transaction_ended", **transaction, meter_stop_wh=1500, stop_source="vehicle_charged")
    queue.put("session_closed", **session, controller_status="A")


async def send(socket: ClientConnection, queue: Queue, sent: int, window: int) -> None:
    """Whatever the server does not hold, in order, so many at once."""
    while True:
        queue.changed.clear()
        for message in queue.state["messages"]:
            if sent < message["sequence"] <= queue.state["acknowledged"] + window:
                await socket.send(json.dumps(message))
                sent = message["sequence"]
        await queue.changed.wait()


async def talk(socket: ClientConnection, queue: Queue, car: asyncio.Task[None]) -> None:
    """Hello, then everything, until the car is gone and all of it is acknowledged."""
    await socket.send(json.dumps(queue.hello()))
    welcome = json.loads(await socket.recv())
    queue.acknowledge(welcome["last_sequence"])
    sending = asyncio.create_task(send(socket, queue, welcome["last_sequence"], welcome["window"]))
    try:
        while not car.done() or queue.state["messages"]:
            message = json.loads(await socket.recv())
            queue.acknowledge(message["sequence"] if message["type"] == "ack" else 0)
            if message["type"] == "command":
                queue.put("command_result", command_id=message["command_id"], outcome="rejected", text="Not now")
    finally:  # nothing of this line may go on beside the next one
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)


async def main(base: str, number: str, secret: str, file: str) -> None:
    queue = Queue(Path(file))
    car, address = asyncio.create_task(charge(queue, 0.2)), f"{base.replace('://', f'://{number}:{secret}@')}/{number}"
    while not car.done() or queue.state["messages"]:
        try:
            async with connect(address, subprotocols=[Subprotocol("smartcharging.v1")]) as socket:
                await talk(socket, queue, car)
        except (OSError, WebSocketException) as error:
            print(f"line lost: {error!r}", file=sys.stderr)
            await asyncio.sleep(1)
    print(f"told {queue.state['last']} messages")


asyncio.run(main(*sys.argv[1:5]))
