"""Write a generated history as a folder of the shared form."""

import csv
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from simulator.datasets.mapping import OWN_MAPPING
from simulator.datasets.rows import SESSIONS_FILE
from simulator.history.generate import GeneratedSession, generate_sessions
from simulator.history.network import MODELS
from simulator.history.spoil import spoiled_rows

ZONE = "Europe/Moscow"
COLUMNS = ("session_id", "user_id", "station_id", "connector_id", "start_local", "end_local", "tz", "energy_kwh",
           "site", "station_model", "connector_kind", "vehicle", "start_utc", "end_utc", "soc_start_pct",
           "soc_end_pct")  # fmt: skip


def write_history(folder: Path, seed: int, sessions: int) -> int:
    """Write `sessions.csv`, `mapping.toml` and a README; give the number of rows (the spoiled ones come on top)."""
    random = Random(seed)
    good = generate_sessions(random, seed, sessions)
    return write_rows(folder, good + spoiled_rows(random, good), seed)


def write_rows(folder: Path, rows: Sequence[GeneratedSession], seed: int, prefix: str = "SIM") -> int:
    """Write the folder; `prefix` begins the stations' numbers. Gives the number of rows."""
    numbered = sorted(enumerate(rows, 1), key=lambda pair: (pair[1].started_at, pair[0]))
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / SESSIONS_FILE).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(record(number, session) for number, session in numbered)
    (folder / OWN_MAPPING).write_text(mapping_text(seed, prefix), encoding="utf-8")
    (folder / "README.md").write_text(readme_text(seed, len(rows)), encoding="utf-8")
    return len(rows)


def record(number: int, session: GeneratedSession) -> dict[str, str]:
    """One line of the file; a value that is `None` becomes an empty cell."""
    plug = session.station.model.plug(session.connector_number)
    return {
        "session_id": f"G{number:06d}",
        "user_id": session.user.id,
        "station_id": session.station.id,
        "connector_id": str(session.connector_number),
        "start_local": session.started_at.isoformat(),
        "end_local": session.ended_at.isoformat() if session.ended_at else "",
        "tz": ZONE,
        "energy_kwh": "" if session.energy_wh is None else f"{session.energy_wh / 1000:.3f}",
        "site": session.station.site,
        "station_model": f"{session.station.model.maker} {session.station.model.name}",
        "connector_kind": f"{plug.type} {plug.max_power_w}",
        "vehicle": session.user.car.name,
        "start_utc": utc_text(session.started_at),
        "end_utc": utc_text(session.ended_at) if session.ended_at else "",
        "soc_start_pct": percent_text(session.soc_start),
        "soc_end_pct": percent_text(session.soc_end),
    }


def percent_text(value: float | None) -> str:
    """With one decimal; empty where nobody knows."""
    return "" if value is None else f"{value:.1f}"


def utc_text(wall_clock: datetime) -> str:
    """The site's wall clock as UTC text."""
    return wall_clock.replace(tzinfo=ZoneInfo(ZONE)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def mapping_text(seed: int, prefix: str) -> str:
    """The folder's own mapping file."""
    plugs = sorted({(plug.type, plug.max_power_w) for model in MODELS for plug in model.plugs})
    kinds = "".join(
        f'    {{ contains = "{kind} {power}", type = "{kind}", max_power_w = {power} }},\n' for kind, power in plugs
    )
    return (
        f'name = "generated-{seed}"\nprefix = "{prefix}"\nzone = "{ZONE}"\nmeasures = true\n'
        'model_column = "station_model"\nsite_column = "site"\n'
        f'kind_column = "connector_kind"\nkinds = [\n{kinds}]\n'
    )


def readme_text(seed: int, rows: int) -> str:
    """What a reader of the folder should know."""
    return (
        f"# Generated charging sessions (seed {seed})\n\n{rows} rows made by `simulator history`; nothing here was\n"
        f"measured. Columns as in the shared session sets; times to the second, zone {ZONE}. A few rows of each kind\n"
        "that no meter could have made are mixed in on purpose.\n"
    )
