"""`--fault` and `--quirk` of the commands."""

import typer

from simulator.faults.plan import FaultPlan


def chosen_faults(faults: list[str] | None, quirks: list[str] | None) -> FaultPlan | None:
    """The plan of the options; None when nothing shall go wrong."""
    try:
        plan = FaultPlan.parse(faults or [], quirks or [])
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    return None if plan == FaultPlan() else plan
