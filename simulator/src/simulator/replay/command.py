"""`simulator replay`."""

import asyncio
import json
import logging
from pathlib import Path
from typing import Annotated

import typer
import uvloop
from rich.console import Console

from simulator.api import Access, ApiError
from simulator.faults.options import chosen_faults
from simulator.identity import DEFAULT_SEED
from simulator.protocols import ProtocolName
from simulator.replay.crowd import Pace
from simulator.replay.progress import reporter_for
from simulator.replay.report import print_result, result_json, summary_line
from simulator.replay.result import ReplayResult
from simulator.replay.runner import ReplaySettings, run
from simulator.tariffs.tariff import UnknownRuleError

EXIT_DIFFERENT = 1
EXIT_IMPOSSIBLE = 2
AS_FAST_AS_POSSIBLE = "max"


def replay(
    folder: Annotated[Path | None, typer.Argument(help="Folder of sessions; a generated history by default.")] = None,
    url: Annotated[str, typer.Option(envvar="OCPP_URL", help="Gateway, before the key.")] = "ws://127.0.0.1:18100/ocpp",
    api: Annotated[str, typer.Option(envvar="API_URL", help="Public REST API.")] = "http://127.0.0.1:8080/api/v1",
    token: Annotated[str | None, typer.Option(envvar="SIMULATOR_TOKEN", help="Bearer token.")] = None,
    client_id: Annotated[str | None, typer.Option(envvar="API_CLIENT_ID", help="Gets tokens by itself.")] = None,
    client_secret: Annotated[str | None, typer.Option(envvar="API_CLIENT_SECRET")] = None,
    limit: Annotated[int | None, typer.Option(help="Only the first rows, by start.", min=1)] = None,
    protocol: Annotated[ProtocolName, typer.Option(help="How the stations speak.")] = ProtocolName.ocpp16,
    speed: Annotated[str, typer.Option(help="max, or messages a second and station.")] = AS_FAST_AS_POSSIBLE,
    stations: Annotated[int, typer.Option(help="Stations at once.", min=1)] = 50,
    patience: Annotated[float, typer.Option(help="Seconds without any answer before a station gives up.")] = 300,
    settling: Annotated[float, typer.Option(help="Seconds without change before the comparison is final.")] = 60,
    seed: Annotated[
        str, typer.Option(envvar="SIMULATOR_SEED", help="Secrets and cards are derived from it.")
    ] = DEFAULT_SEED,
    fault: Annotated[list[str] | None, typer.Option(help="drop=0.05,duplicate=0.1 …: see the README.")] = None,
    quirk: Annotated[list[str] | None, typer.Option(help="T1,M1 …: quirks of real chargers, see the README.")] = None,
    json_file: Annotated[Path | None, typer.Option("--json", help="Write the summary there.")] = None,
) -> None:
    """Play sessions through the gateway, then compare what the product shows with what was sent.

    Exit status: 0 everything equal, 1 there are differences, 2 no comparison was possible.
    """
    settings = ReplaySettings(
        gateway=url,
        api=api,
        access=Access(token, client_id, client_secret),
        folder=folder,
        limit=limit,
        protocol=protocol,
        stations_at_once=stations,
        pace=Pace(patience, pause_seconds(speed)),
        settling_seconds=settling,
        seed=seed,
        faults=chosen_faults(fault, quirk),
    )
    result = run_shown(settings)
    if json_file is not None:
        json_file.write_text(json.dumps(result_json(result), indent=1) + "\n", encoding="utf-8")
    raise typer.Exit(0 if result.is_equal else EXIT_DIFFERENT)


def run_shown(settings: ReplaySettings) -> ReplayResult:
    """Run with progress and print the tables."""
    logging.getLogger("ocpp").setLevel(logging.CRITICAL)  # refused answers are counted, not printed each
    console = Console()
    reporter = reporter_for(console)
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            result = runner.run(run(settings, reporter))
    except (ApiError, UnknownRuleError, OSError) as error:
        console.print(f"No comparison: {error}", highlight=False)
        raise typer.Exit(EXIT_IMPOSSIBLE) from error
    finally:
        reporter.close()
    print_result(console, result)
    typer.echo(summary_line(result))
    return result


def pause_seconds(speed: str) -> float:
    """Pause between two messages of a station."""
    if speed == AS_FAST_AS_POSSIBLE:
        return 0.0
    try:
        return 1 / float(speed)
    except (ValueError, ZeroDivisionError) as error:
        message = f"{speed!r} is neither max nor a number of messages a second"
        raise typer.BadParameter(message) from error
