"""The socket of a station at which things go wrong."""

import asyncio
import json
from typing import Any

from simulator.faults.plan import StationFaults
from simulator.faults.registry import Refusal


class FaultySocket:
    """Stands between a link and its websocket; whatever the link does not know of happens here."""

    def __init__(self, socket: Any, faults: StationFaults) -> None:
        self._socket, self._faults = socket, faults
        faults.memory.begin_socket()

    async def send(self, message: str) -> None:
        """Send what the station's faults make of a message.

        Raises:
            ConnectionResetError: the socket was lost with it.

        """
        faults = self._faults
        is_lost = faults.strikes(faults.plan.drop)
        if is_lost and faults.random.random() < 0.5:  # noqa: PLR2004 - lost before or after it arrived
            self._break()
        for wire in faults.outgoing(message):
            await self._socket.send(wire)
        if is_lost or faults.memory.must_hang_up:
            faults.memory.must_hang_up = False
            self._break(has_arrived=True)

    def _break(self, *, has_arrived: bool = False) -> None:
        """What was sent before may be lost with the socket, or arrives for certain and its answer is lost."""
        transport = self._socket.transport
        transport.close() if has_arrived else transport.abort()
        raise ConnectionResetError("cut on demand")

    async def recv(self) -> Any:
        """The next message that the station hears."""
        while True:
            message = await self._socket.recv()
            refusal = self._faults.refusal(message)
            if refusal is not None:
                await self._refuse(refusal)
            elif not (self._faults.has("W5") and message.startswith("[2")):
                heard = self._faults.incoming(message)
                if heard is not None:
                    return heard

    async def _refuse(self, refusal: Refusal) -> None:
        await asyncio.sleep(refusal.after_seconds)
        await self._socket.send(json.dumps(refusal.frame))
        if refusal.hangs_up:
            self._break(has_arrived=True)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._socket, name)
