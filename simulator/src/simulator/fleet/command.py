"""`simulator fleet`."""

import asyncio
import json
import logging
import signal
from typing import Annotated

import typer
import uvloop

from simulator.api import Access, ApiError
from simulator.faults.options import chosen_faults
from simulator.fleet import options
from simulator.fleet.fleet import Fleet, FleetSettings
from simulator.fleet.plan import DEFAULT_MIX
from simulator.fleet.summary import FleetSummary
from simulator.identity import DEFAULT_SEED

EXIT_IMPOSSIBLE = 2
PROGRESS_SECONDS = 10.0


def fleet(
    url: options.Url = options.GATEWAY,
    api: options.ApiUrl = options.REST_API,
    token: options.Token = None,
    client_id: options.ClientId = None,
    client_secret: options.ClientSecret = None,
    stations: options.Stations = 20,
    mix: options.Mix = DEFAULT_MIX,
    seed: Annotated[int, typer.Option(help="The same seed gives the same stations and people.", min=0)] = 1,
    speed: Annotated[float, typer.Option(help="Simulated seconds in a real one.", min=0.1)] = 1,
    sessions: Annotated[float, typer.Option(help="Sessions of a connector in a simulated day.", min=0.1)] = 12,
    duration: Annotated[float | None, typer.Option(help="Seconds; until it is interrupted by default.")] = None,
    fault: Annotated[list[str] | None, typer.Option(help="drop=0.05,duplicate=0.1 …: see the README.")] = None,
    quirk: Annotated[list[str] | None, typer.Option(help="T1,M1 …: quirks of real chargers, see the README.")] = None,
    secret_seed: options.SecretSeed = DEFAULT_SEED,
    json_file: options.JsonFile = None,
) -> None:
    """Run a living network of stations until it is interrupted; then print what it really sent as JSON."""
    logging.getLogger("ocpp").setLevel(logging.CRITICAL)
    access = Access(token, client_id, client_secret)
    settings = FleetSettings(
        url, api, access, stations, mix, seed, speed, sessions, chosen_faults(fault, quirk), secret_seed
    )
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            summary = runner.run(run(Fleet(settings, say), duration))
    except (ApiError, ModuleNotFoundError, ValueError) as error:
        say(f"No fleet: {error}")
        raise typer.Exit(EXIT_IMPOSSIBLE) from error
    text = json.dumps(summary.as_json(), indent=1)
    if json_file is None:
        typer.echo(text)
    else:
        json_file.write_text(text + "\n", encoding="utf-8")


async def run(made: Fleet, duration: float | None) -> FleetSummary:
    """Create the stations and let them live until a signal or the end of the duration."""
    stopping, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopping.set)
    await made.create()
    say(f"{len(made.members)} stations")
    if duration is not None:
        loop.call_later(duration, stopping.set)
    progress = asyncio.create_task(show(made))
    try:
        return await made.live(stopping)
    finally:
        progress.cancel()


async def show(made: Fleet) -> None:
    """A line of progress every few seconds."""
    while True:
        await asyncio.sleep(PROGRESS_SECONDS)
        connectors = [item for powered in made.powered.values() for item in powered.station.connectors.values()]
        online = sum(powered.line is not None for powered in made.powered.values())
        charging = sum(item.transaction is not None for item in connectors)
        summary = made.summary()
        energy_kwh = sum(session.energy_wh or 0 for session in summary.sessions) / 1000
        say(
            f"{online} of {len(made.members)} online, {charging} of {len(connectors)} charging, "
            f"{len(summary.sessions)} sessions, {energy_kwh:.0f} kWh, {summary.untold_messages} messages waiting"
        )


def say(text: str) -> None:
    """For the person at the terminal; the standard output is kept for the summary."""
    typer.echo(text, err=True)
