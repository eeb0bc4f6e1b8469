"""Gateway and REST API of the fake product, running."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import uvicorn
from simulator.ocpp16.link import SUBPROTOCOL
from simulator.ocpp201.link import SUBPROTOCOL as SUBPROTOCOL201
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from simulator_fakes.central_system import CentralSystem, Mischief, refuse_strangers
from simulator_fakes.central_system201 import CentralSystem201
from simulator_fakes.rest import rest_api
from simulator_fakes.store import Store
from simulator_fakes.waiting import eventually


@dataclass
class FakeProduct:
    """Addresses, memory and mischief."""

    store: Store = field(default_factory=Store)
    mischief: Mischief = field(default_factory=Mischief)
    links: dict[str, CentralSystem | CentralSystem201] = field(default_factory=dict)
    gateway: str = ""
    api: str = ""

    async def serve_station(self, socket: ServerConnection) -> None:
        assert socket.request is not None
        key = socket.request.path.rpartition("/")[2]
        made = CentralSystem201 if socket.subprotocol == SUBPROTOCOL201 else CentralSystem
        link = made(key, socket, self.store, self.mischief)
        self.links[key] = link
        try:
            await link.listen()
        except ConnectionClosed:
            return
        except ConnectionResetError:
            socket.transport.abort()


@contextlib.asynccontextmanager
async def running() -> AsyncIterator[FakeProduct]:
    """Start both servers on free ports."""
    product = FakeProduct()
    config = uvicorn.Config(rest_api(product.store), port=0, log_level="error", lifespan="off", ws="none")
    http = uvicorn.Server(config)
    http_task = asyncio.create_task(http.serve())
    await eventually(lambda: http.started)
    async with serve(
        product.serve_station,
        "127.0.0.1",
        0,
        subprotocols=[Subprotocol(SUBPROTOCOL), Subprotocol(SUBPROTOCOL201)],
        compression=None,
        process_request=lambda _, request: refuse_strangers(product.store, request),
    ) as server:
        product.gateway = f"ws://127.0.0.1:{server.sockets[0].getsockname()[1]}/ocpp"
        product.api = f"http://127.0.0.1:{http.servers[0].sockets[0].getsockname()[1]}/api/v1"
        yield product
    http.should_exit = True
    await http_task
