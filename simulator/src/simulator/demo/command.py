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
from simulator.fleet import options
from simulator.identity import DEFAULT_SEED


def demo(
    folder: Annotated[Path, typer.Option(help="What the demo remembers: meters, queues, progress.")],
    url: options.Url = options.GATEWAY,
    api: options.ApiUrl = options.REST_API,
    client_id: options.ClientId = None,
    client_secret: options.ClientSecret = None,
    seed: Annotated[str, typer.Option(envvar="SIMULATOR_SEED", help="Secrets derive from it.")] = DEFAULT_SEED,
    login: Annotated[str | None, typer.Option(envvar="ADMIN_LOGIN", help="Who gets filters of his own.")] = None,
    password: Annotated[str | None, typer.Option(envvar="ADMIN_PASSWORD")] = None,
) -> None:
    """Create a network of forty stations, tell weeks of its history, then let it live until interrupted."""
    logging.getLogger("ocpp").setLevel(logging.CRITICAL)
    access = Access(client_id=client_id, client_secret=client_secret)
    today = datetime.now(UTC).date()
    settings = DemoSettings(url, api, access, folder, seed, today, (login, password))
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(until_a_signal(Demo(settings)))


async def until_a_signal(made: Demo) -> None:
    """Let the demo live until it is told to end."""
    stopping, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopping.set)
    await made.live(stopping)
