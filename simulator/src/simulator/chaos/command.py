"""`simulator chaos`."""

import asyncio
import json
import logging
import random
import time
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer
import uvloop

from simulator.api import Access, Api, ApiError
from simulator.chaos.plan import faults_of
from simulator.fleet import options
from simulator.fleet.check import differences
from simulator.fleet.command import EXIT_IMPOSSIBLE, run, say
from simulator.fleet.fleet import Fleet, FleetSettings
from simulator.fleet.plan import DEFAULT_MIX
from simulator.fleet.summary import FleetSummary
from simulator.identity import DEFAULT_SEED
from simulator.replay.found import find

EXIT_DIFFERENT = 1
POLL_SECONDS = 2.0
SPEED, SESSIONS_A_DAY = 300.0, 60.0
SHOWN = 30


def chaos(
    url: options.Url = options.GATEWAY,
    api: options.ApiUrl = options.REST_API,
    token: options.Token = None,
    client_id: options.ClientId = None,
    client_secret: options.ClientSecret = None,
    stations: options.Stations = 20,
    mix: options.Mix = DEFAULT_MIX,
    seed: Annotated[int | None, typer.Option(help="Repeats a run's stations and faults; a new one is printed.")] = None,
    duration: Annotated[float, typer.Option(help="Seconds of living before everybody goes home.", min=1)] = 60,
    settling: Annotated[float, typer.Option(help="Seconds without change before differences are final.")] = 60,
    secret_seed: options.SecretSeed = DEFAULT_SEED,
    json_file: options.JsonFile = None,
) -> None:
    """Let a network live in which every station has faults and quirks of its own, then compare with the product.

    Exit status: 0 every session is there exactly once with its energy, 1 there are differences, 2 it was not possible.
    """
    logging.getLogger("ocpp").setLevel(logging.CRITICAL)
    chosen = random.randrange(1, 1_000_000) if seed is None else seed
    say(f"--seed {chosen}")
    made = FleetSettings(
        url, api, Access(token, client_id, client_secret), stations, mix, chosen, SPEED, SESSIONS_A_DAY,
        faults_of=partial(faults_of, seed=chosen), secret_seed=secret_seed,
    )  # fmt: skip
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            summary, wrongs = runner.run(live_and_compare(Fleet(made, say), duration, settling))
    except (ApiError, ModuleNotFoundError, ValueError) as error:
        say(f"No chaos: {error}")
        raise typer.Exit(EXIT_IMPOSSIBLE) from error
    _tell(chosen, summary, wrongs, json_file)
    raise typer.Exit(EXIT_DIFFERENT if wrongs else 0)


async def live_and_compare(fleet: Fleet, duration: float, settling: float) -> tuple[FleetSummary, list[str]]:
    """What the stations really did, and what the product has wrong about it once it had the time to get it right."""
    summary = await run(fleet, duration)
    deadline, before = time.monotonic() + settling, [""]
    async with Api(fleet.settings.api, fleet.settings.access) as api:
        while True:
            found = await find(api, fleet.station_ids.values())
            wrongs = differences(summary, found.transactions)
            if wrongs != before:
                deadline, before = time.monotonic() + settling, wrongs
            if not wrongs or time.monotonic() > deadline:
                return summary, wrongs
            await asyncio.sleep(POLL_SECONDS)


def _tell(seed: int, summary: FleetSummary, wrongs: list[str], json_file: Path | None) -> None:
    for wrong in wrongs[:SHOWN]:
        say(f"  {wrong}")
    say("Everything is equal." if not wrongs else f"{len(wrongs)} differences; --seed {seed} repeats the faults")
    told: dict[str, Any] = {"seed": seed, "is_equal": not wrongs, "differences": wrongs, **summary.as_json()}
    text = json.dumps(told, indent=1)
    if json_file is None:
        typer.echo(text)
    else:
        json_file.write_text(text + "\n", encoding="utf-8")
