"""The vehicle's data as a native station tells them, saved with their session."""

import math
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from sessions_api.reports.facts import NativeReport
from sessions_api.vehicles.models import SessionVehicle

_NUMBERS = {
    "battery_capacity_wh": int,
    "battery_voltage_v": float,
    "max_power_w": float,
    "max_voltage_v": float,
    "max_current_a": float,
    "remaining_seconds": int,
}
_LARGEST = 2**31 - 1


async def keep_vehicles(session: AsyncSession, told: Iterable[tuple[UUID, NativeReport]]) -> None:
    """A later word replaces an earlier one; what it does not say stays, but the time left: that one grows old."""
    for session_id, report in sorted(told, key=lambda one: one[1].at):
        statement = insert(SessionVehicle).values(session_id=session_id, **_row(report))
        new = statement.excluded
        kept: dict[str, Any] = {
            name: func.coalesce(new[name], getattr(SessionVehicle, name)) for name in ("uid", *_NUMBERS)
        }
        kept |= {"remaining_seconds": new.remaining_seconds, "told_at": new.told_at}
        newer = new.told_at >= SessionVehicle.told_at
        keys = [SessionVehicle.session_id]
        await session.execute(statement.on_conflict_do_update(index_elements=keys, set_=kept, where=newer))


def _row(report: NativeReport) -> dict[str, Any]:
    uid = report.body.get("vehicle_uid")
    numbers = {name: _number(report.body.get(name), kind) for name, kind in _NUMBERS.items()}
    return {"uid": uid.replace("\x00", "") or None if isinstance(uid, str) else None, **numbers, "told_at": report.at}


def _number(value: Any, kind: type[int] | type[float]) -> int | float | None:
    """None for what is no number, or none that a car could have."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return kind(value) if 0 <= value <= _LARGEST else None
