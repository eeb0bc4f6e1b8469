"""`simulator history | station | replay | fleet | chaos | demo`."""

import typer

from simulator.chaos.command import chaos
from simulator.demo.command import demo
from simulator.fleet.command import fleet
from simulator.history.command import history
from simulator.replay.command import replay
from simulator.station.command import station

app = typer.Typer(no_args_is_help=True, help="Virtual charging stations for SmartCharging.", add_completion=False)
app.command()(history)
app.command()(station)
app.command()(replay)
app.command()(fleet)
app.command()(chaos)
app.command()(demo)
