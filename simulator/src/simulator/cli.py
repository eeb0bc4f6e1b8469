"""`simulator history | station | replay`."""

import typer

from simulator.history.command import history
from simulator.replay.command import replay

app = typer.Typer(no_args_is_help=True, help="Virtual charging stations for SmartCharging.", add_completion=False)
app.command()(history)
app.command()(replay)
