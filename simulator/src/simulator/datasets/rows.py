"""Rows of a `sessions.csv`, parsed but not judged."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from pathlib import Path
from zoneinfo import ZoneInfo

from simulator.datasets.mapping import ConnectorKind, DataSet

SESSIONS_FILE = "sessions.csv"
WH_PER_KWH = 1000


@dataclass(frozen=True)
class SessionRow:
    """One published session. `None` means that the file has no (readable) value there.

    Times are UTC; `energy_wh` is the file's kWh in whole Wh, half up; `connector_id` is as published.
    """

    session_id: str
    user_id: str
    station_id: str
    connector_id: str
    kind: ConnectorKind
    zone: str
    model: str
    site: str
    started_at: datetime | None
    ended_at: datetime | None
    energy_wh: int | None
    soc_start: float | None
    soc_end: float | None


def read_rows(folder: Path, data_set: DataSet) -> list[SessionRow]:
    """All rows in the order of their start, then of their id (the order in which a limit counts)."""
    with (folder / SESSIONS_FILE).open(encoding="utf-8", newline="") as lines:
        rows = list(parse_rows(csv.DictReader(lines), data_set))
    earliest = datetime.min.replace(tzinfo=UTC)
    return sorted(rows, key=lambda row: (row.started_at or earliest, row.session_id))


def parse_rows(records: Iterable[dict[str, str]], data_set: DataSet) -> Iterator[SessionRow]:
    """Turn CSV records into rows."""
    for record in records:
        cells = {name: (value or "").strip() for name, value in record.items() if name}
        yield parse_row(cells, data_set)


def parse_row(cells: Mapping[str, str], data_set: DataSet) -> SessionRow:
    """One record; cells that are missing count as empty."""

    def cell(name: str) -> str:
        return cells.get(data_set.column(name), "")

    zone = cell("tz") or data_set.zone
    return SessionRow(
        session_id=cell("session_id"),
        user_id=cell("user_id"),
        station_id=cell("station_id"),
        connector_id=cell("connector_id"),
        kind=data_set.kind(cells.get(data_set.kind_column, "")),
        zone=zone,
        model=cells.get(data_set.model_column, ""),
        site=cells.get(data_set.site_column, ""),
        started_at=instant(cell("start_utc"), cell("start_local"), zone),
        ended_at=instant(cell("end_utc"), cell("end_local"), zone),
        energy_wh=watt_hours(cell("energy_kwh")),
        soc_start=percent(cell("soc_start_pct")),
        soc_end=percent(cell("soc_end_pct")),
    )


def instant(utc: str, local: str, zone: str) -> datetime | None:
    """The published instant; where only the wall clock is given, that in the zone."""
    try:
        if utc:
            return datetime.fromisoformat(utc).astimezone(UTC)
        return datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    except ValueError:
        return None


def watt_hours(kilowatt_hours: str) -> int | None:
    """Whole Wh of a decimal number of kWh, half up."""
    try:
        energy = Decimal(kilowatt_hours) * WH_PER_KWH
        return int(energy.to_integral_value(ROUND_HALF_UP))
    except (InvalidOperation, ValueError, OverflowError):
        return None


def percent(text: str) -> float | None:
    """A number of percent, if there is one."""
    try:
        return float(text)
    except ValueError:
        return None
