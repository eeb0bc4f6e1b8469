"""The central system of the `ocpp` library's README, with the two messages of the measure; `python -m` runs it."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from typing import Any

import websockets
from common.testing.helpers import eventually
from ocpp.routing import on
from ocpp.v16 import ChargePoint, call_result

from csms_gateway.bench.subject import Subject, free_port, pin


class CentralChargePoint(ChargePoint):
    """Answers, and does nothing else."""

    @on("Heartbeat")  # type: ignore[no-untyped-call,untyped-decorator]  # the library is untyped
    def on_heartbeat(self) -> Any:
        return call_result.Heartbeat(current_time=datetime.now(UTC).isoformat())

    @on("MeterValues")  # type: ignore[no-untyped-call,untyped-decorator]  # the library is untyped
    def on_meter_values(self, **_payload: Any) -> Any:
        return call_result.MeterValues()


async def _on_connect(websocket: Any) -> None:
    point = CentralChargePoint(websocket.request.path.strip("/"), websocket)  # type: ignore[no-untyped-call]  # the library is untyped
    try:
        await point.start()  # type: ignore[no-untyped-call]  # the library is untyped
    except websockets.ConnectionClosed:
        return


async def _serve(port: int) -> None:
    async with websockets.serve(_on_connect, "127.0.0.1", port, subprotocols=[websockets.Subprotocol("ocpp1.6")]):
        await asyncio.get_running_loop().create_future()


@asynccontextmanager
async def running_reference() -> AsyncIterator[Subject]:
    """The central system as a process of its own, on the core of the gateway under measure."""
    port = free_port()
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", __name__, str(port))
    pin(process.pid, core=0)
    try:
        await eventually(partial(_is_open, port), seconds=20)
        yield Subject(process, port)
    finally:
        process.terminate()
        await process.wait()


async def _is_open(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    return True


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1])))
