"""How long the parts of the product took to come back, for people and for machines."""

import json
import statistics
from pathlib import Path

FILE = Path(__file__).resolve().parents[2] / "var" / "chaos.json"


def report(seed: int, seconds: dict[str, float], **counts: int) -> None:
    """Print median and worst; append one JSON line to `var/chaos.json`."""
    median, worst = statistics.median(seconds.values()), max(seconds.values())
    slowest = max(seconds, key=lambda name: seconds[name])
    print(f"recovery: median {median:.1f} s, worst {worst:.1f} s ({slowest}; goal 10 s); {counts}")
    line = {
        "seed": seed,
        "recovery_median_s": round(median, 2),
        "recovery_worst_s": round(worst, 2),
        "recovery_s": {name: round(value, 2) for name, value in seconds.items()},
        **counts,
    }
    FILE.parent.mkdir(exist_ok=True)
    with FILE.open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(line) + "\n")
