"""History rows of a batch: one per session and moment, merged in memory, written by one statement."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from uuid import UUID

import orjson
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from sessions_api.metering.partitions import ensure_partitions
from sessions_api.metering.readings import Reading

_COLUMNS = {
    "energy_wh": "bigint",
    "power_w": "integer",
    "power_limit_w": "integer",
    "voltage_v": "real",
    "current_a": "real",
    "soc_percent": "real",
    "temperature_c": "real",
    "battery_temperature_c": "real",
    "connector_temperature_c": "real",
    "module_temperature_c": "real",
    "requested_voltage_v": "real",
    "requested_current_a": "real",
    "insulation_resistance_ohm": "real",
    "insulation_errors": "real",
    "plus_voltage_v": "real",
    "minus_voltage_v": "real",
}
_NAMES = ", ".join(_COLUMNS)
_ARRAYS = ", ".join(f"cast(:{name} as {kind}[])" for name, kind in _COLUMNS.items())
_MERGED = ", ".join(f"{name} = coalesce(session_history.{name}, excluded.{name})" for name in _COLUMNS)
_MERGED_OTHERS = "coalesce(excluded.others || session_history.others, session_history.others, excluded.others)"
# what is there stays: the same values told again, in any order, give the same row
_INSERT = text(
    f"insert into session_history (session_id, at, {_NAMES}, others) "  # noqa: S608 - names of our own columns
    f"select session_id, at, {_NAMES}, others::jsonb from unnest("
    f"cast(:session_id as uuid[]), cast(:at as timestamptz[]), {_ARRAYS}, cast(:others as text[])) "
    f"as told (session_id, at, {_NAMES}, others) "
    f"on conflict (session_id, at) do update set {_MERGED}, others = {_MERGED_OTHERS}"
)
_MOVE = text("update session_history set session_id = :new where session_id = :old and at < :before")

_SHIFT = text("update session_history set energy_wh = greatest(0, energy_wh + :by) where session_id = :id")

Row = tuple[UUID, Reading]


@dataclass
class HistoryBook:
    rows: dict[tuple[UUID, datetime], Reading] = field(default_factory=dict)
    moves: list[tuple[UUID, UUID, datetime]] = field(default_factory=list)
    shifts: dict[UUID, int] = field(default_factory=dict)

    @property
    def session_ids(self) -> set[UUID]:
        """Sessions whose history this batch touches."""
        return {session_id for session_id, _ in self.rows} | self.shifts.keys() | {new for _, new, _ in self.moves}

    def add(self, session_id: UUID, reading: Reading) -> None:
        """`reading.energy_wh` counts from the transaction's start here."""
        known = self.rows.get((session_id, reading.at))
        self.rows[session_id, reading.at] = reading if known is None else _merged(known, reading)

    def move(self, old: UUID, new: UUID, before: datetime) -> None:
        """Gives the rows of a transaction that changes its session to the new one."""
        self.moves.append((old, new, before))
        for session_id, at in [key for key in self.rows if key[0] == old and key[1] < before]:
            self.rows[new, at] = self.rows.pop((session_id, at))

    def shift(self, session_id: UUID, by_wh: int) -> None:
        """An earlier register became known: the energy of what was stored counts from there."""
        if by_wh:
            self.shifts[session_id] = self.shifts.get(session_id, 0) + by_wh
            for key in [key for key in self.rows if key[0] == session_id]:
                self.rows[key] = _shifted(self.rows[key], by_wh)

    async def write(self, session: AsyncSession) -> None:
        for session_id, by_wh in self.shifts.items():
            await session.execute(_SHIFT, {"id": session_id, "by": by_wh})
        for old, new, before in self.moves:
            await session.execute(_MOVE, {"old": old, "new": new, "before": before})
        if self.rows:
            await ensure_partitions(session, {at for _, at in self.rows})
            await session.execute(_INSERT, _arrays([(key[0], reading) for key, reading in self.rows.items()]))


def _shifted(row: Reading, by_wh: int) -> Reading:
    return row if row.energy_wh is None else replace(row, energy_wh=max(0, row.energy_wh + by_wh))


def _merged(known: Reading, other: Reading) -> Reading:
    missing = {name: value for name, value in asdict(other).items() if getattr(known, name) is None}
    if known.others is not None and other.others is not None:
        missing["others"] = {**other.others, **known.others}
    return replace(known, **missing)


def _arrays(rows: Sequence[Row]) -> dict[str, list[object]]:
    """One array per column; sorted, so that two writers meet in one order."""
    ordered = sorted(rows, key=lambda row: (row[0].bytes, row[1].at))
    arrays: dict[str, list[object]] = {
        "session_id": [session_id for session_id, _ in ordered],
        "at": [reading.at for _, reading in ordered],
    }
    arrays["others"] = [_text(reading.others) for _, reading in ordered]
    return arrays | {name: [getattr(reading, name) for _, reading in ordered] for name in _COLUMNS}


def _text(others: dict[str, float] | None) -> str | None:
    return None if others is None else orjson.dumps(others).decode()
