"""`simulator demo`."""

import asyncio
import logging
import signal
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
import uvloop

from simulator.api import Access
from simulator.demo.demo import Demo, DemoSettings
from simulator.identity import DEFAULT_SEED


def demo(
    folder: Annotated[Path, typer.Option(help="What the demo remembers: meters, queues, progress.")],
    url: Annotated[str, typer.Option(envvar="OCPP_URL", help="Gateway, before the key.")] = "ws://127.0.0.1:18100/ocpp",
    api: Annotated[str, typer.Option(envvar="API_URL", help="Public REST API.")] = "http://127.0.0.1:8080/api/v1",
    client_id: Annotated[str | None, typer.Option(envvar="API_CLIENT_ID", help="Gets tokens by itself.")] = None,
    client_secret: Annotated[str | None, typer.Option(envvar="API_CLIENT_SECRET")] = None,
    seed: Annotated[str, typer.Option(envvar="SIMULATOR_SEED", help="Secrets derive from it.")] = DEFAULT_SEED,
) -> None:
    """Create a network of forty stations, tell weeks of its history, then let it live until interrupted."""
    logging.getLogger("ocpp").setLevel(logging.CRITICAL)
    access = Access(client_id=client_id, client_secret=client_secret)
    settings = DemoSettings(url, api, access, folder, seed, today=datetime.now(UTC).date())
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(until_a_signal(Demo(settings)))


async def until_a_signal(made: Demo) -> None:
    """Let the demo live until it is told to end."""
    stopping, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopping.set)
    await made.live(stopping)
