"""`simulator history`."""

from pathlib import Path
from typing import Annotated

import typer

from simulator.history.write import write_history


def history(
    out: Annotated[Path, typer.Option(help="Folder to write.")],
    seed: Annotated[int, typer.Option(help="The same seed gives the same bytes.", min=0)] = 1,
    sessions: Annotated[int, typer.Option(help="Sessions that a meter could have made.", min=1)] = 300,
) -> None:
    """Write a generated network's weeks of sessions as a folder that `replay` reads."""
    rows = write_history(out, seed, sessions)
    typer.echo(f"{rows} rows in {out}")
