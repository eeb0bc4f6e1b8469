"""Fit the catalogue's generic cars to the Open EV Data curves.

`python -m simulator.cars.fit ../shared/data/ev-charging-curves` rewrites `catalogue.json`. Only our own parameters of
groups of cars are written; the curves themselves stay where they are.
"""

import csv
import itertools
import json
import statistics
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from simulator.cars.catalogue import CATALOGUE_FILE
from simulator.cars.curve import Curve

POWER_CLASSES_KW = (60.0, 90.0, 120.0, 160.0, 210.0, 400.0)
BATTERY_SPLIT_KWH = 65.0
SMALLEST_GROUP = 3
DOUBTFUL = frozenset({"C139"})  # named by the data's README
TRUSTED_POINTS = 4

KNEES = tuple(range(20, 96, 5))
DROOPS = tuple(share / 100 for share in range(0, 55, 5))
TAILS = tuple(share / 100 for share in range(2, 41, 2))

Point = tuple[float, float]


def main(folder: Path) -> None:
    """Read `models.csv` and `curves.csv` of the folder, write the catalogue."""
    points = read_points(folder / "curves.csv")
    groups = group_models(folder / "models.csv")
    cars = [fit_group(group, points) for _, group in sorted(groups.items()) if len(group) >= SMALLEST_GROUP]
    CATALOGUE_FILE.write_text(json.dumps({"cars": cars}, indent=2) + "\n", encoding="utf-8")


def read_points(path: Path) -> dict[str, list[Point]]:
    """Points (SoC %, kW) by curve id."""
    points: dict[str, list[Point]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            points[row["curve_id"]].append((float(row["soc_percent"]), float(row["power_kw"])))
    return points


def group_models(path: Path) -> dict[tuple[float, bool], list[dict[str, str]]]:
    """Models by class of highest DC power and by size of the battery."""
    groups: dict[tuple[float, bool], list[dict[str, str]]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["curve_id"] in DOUBTFUL or int(row["points"]) < TRUSTED_POINTS:
                continue
            power_class = next((limit for limit in POWER_CLASSES_KW if float(row["max_dc_kw"]) <= limit), None)
            if power_class is not None:
                groups[power_class, float(row["usable_battery_kwh"]) > BATTERY_SPLIT_KWH].append(row)
    return groups


def fit_group(models: list[dict[str, str]], points: dict[str, list[Point]]) -> dict[str, object]:
    """Catalogue entry for one group: medians and the curve with the least squared error over all its cars."""
    max_dc_kw = statistics.median(float(model["max_dc_kw"]) for model in models)
    battery_kwh = statistics.median(float(model["usable_battery_kwh"]) for model in models)
    ac_limits = [float(model["max_ac_kw"]) for model in models if model["max_ac_kw"]]
    relative = [point for model in models for point in sampled(points[model["curve_id"]])]
    curve, error = best_curve(relative)
    return {
        "name": f"EV {battery_kwh:.0f} kWh / {max_dc_kw:.0f} kW",
        "battery_kwh": round(battery_kwh, 1),
        "max_dc_kw": round(max_dc_kw, 1),
        "max_ac_kw": round(statistics.median(ac_limits), 1),
        "knee_percent": curve.knee_percent,
        "droop": curve.droop,
        "tail_share": curve.tail_share,
        "fit_error": round(error, 3),
        "fitted_models": len(models),
    }


def sampled(points: list[Point]) -> list[Point]:
    """The curve at every fifth percent, relative to its highest power."""
    highest = max(power for _, power in points)
    ordered = sorted(points)
    return [(float(soc), interpolate(ordered, float(soc)) / highest) for soc in range(5, 100, 5)]


def interpolate(points: list[Point], soc: float) -> float:
    """Power at `soc` on the straight line between its neighbours."""
    for (left_soc, left), (right_soc, right) in itertools.pairwise(points):
        if left_soc <= soc <= right_soc and right_soc > left_soc:
            return left + (right - left) * (soc - left_soc) / (right_soc - left_soc)
    return points[-1][1] if soc > points[-1][0] else points[0][1]


def best_curve(relative: list[Point]) -> tuple[Curve, float]:
    """Curve of the grid with the least root mean square error, and that error (share of the highest power)."""
    by_soc: dict[float, list[float]] = defaultdict(list)
    for soc, share in relative:
        by_soc[soc].append(share)
    means = [(soc, statistics.fmean(shares)) for soc, shares in sorted(by_soc.items())]
    grid = (Curve(knee, droop, tail) for knee, droop, tail in itertools.product(KNEES, DROOPS, TAILS))
    best = min(grid, key=lambda curve: squared_error(curve, means))
    return best, (squared_error(best, relative) / len(relative)) ** 0.5


def squared_error(curve: Curve, points: Iterable[Point]) -> float:
    """Sum of squared differences between the curve and the points."""
    return sum((curve.share(soc) - share) ** 2 for soc, share in points)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
