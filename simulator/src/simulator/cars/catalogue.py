"""The car catalogue that travels with the package."""

import json
from functools import cache
from pathlib import Path

from simulator.cars.curve import Car, Curve

CATALOGUE_FILE = Path(__file__).with_name("catalogue.json")


@cache
def catalogue() -> tuple[Car, ...]:
    """All generic cars, in the order of the file (weakest charging power first)."""
    entries = json.loads(CATALOGUE_FILE.read_text(encoding="utf-8"))["cars"]
    return tuple(car_of(entry) for entry in entries)


def car_of(entry: dict[str, float | str]) -> Car:
    """A car of one entry of `catalogue.json`."""
    return Car(
        name=str(entry["name"]),
        battery_kwh=float(entry["battery_kwh"]),
        max_dc_kw=float(entry["max_dc_kw"]),
        max_ac_kw=float(entry["max_ac_kw"]),
        curve=Curve(float(entry["knee_percent"]), float(entry["droop"]), float(entry["tail_share"])),
    )


def car_named(name: str) -> Car:
    """The first car whose name contains `name` (any case).

    Raises:
        LookupError: no such car; the message lists the names.

    """
    for car in catalogue():
        if name.casefold() in car.name.casefold():
            return car
    names = ", ".join(car.name for car in catalogue())
    message = f"No car is called {name!r}. The catalogue has: {names}"
    raise LookupError(message)
