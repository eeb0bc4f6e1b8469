"""The whole history of a session as a table (SES-078, SES-158): every row that is kept, in the time of the station."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from common.export import Column
from sqlalchemy import select

from sessions_api.metering.models import HistoryRow

_CHUNK = 2_000


def _kilo(name: str) -> Any:
    def value(row: Any) -> float | None:
        told = getattr(row, name)
        return None if told is None else told / 1000

    return value


def _plain(name: str) -> Any:
    """Stored in four bytes: what is beyond two decimals is noise."""

    def value(row: Any) -> float | None:
        told = getattr(row, name)
        return None if told is None else round(told, 2)

    return value


COLUMNS: Final = (
    Column("at", "Время", "Time", is_moment=True),
    Column("current_a", "Ток, А", "Current, A", _plain("current_a")),
    Column("voltage_v", "Напряжение, В", "Voltage, V", _plain("voltage_v")),
    Column("requested_current_a", "Запрошенный ток, А", "Requested current, A", _plain("requested_current_a")),
    Column("requested_voltage_v", "Запрошенное напряжение, В", "Requested voltage, V", _plain("requested_voltage_v")),
    Column("power_w", "Мощность, кВт", "Power, kW", _kilo("power_w")),
    Column("power_limit_w", "Лимит мощности, кВт", "Power limit, kW", _kilo("power_limit_w")),
    Column("soc_percent", "Заряд батареи, %", "State of charge, %", _plain("soc_percent")),
    Column(
        "insulation_resistance_ohm",
        "Сопротивление изоляции (R), кОм",
        "Insulation resistance (R), kOhm",
        _kilo("insulation_resistance_ohm"),
    ),
    Column(
        "insulation_errors",
        "Ошибки контроля изоляции (E)",
        "Insulation monitoring errors (E)",
        _plain("insulation_errors"),
    ),
    Column("plus_voltage_v", "U+, В", "U+, V", _plain("plus_voltage_v")),
    Column("minus_voltage_v", "U-, В", "U-, V", _plain("minus_voltage_v")),
    Column(
        "battery_temperature_c",
        "Температура батареи электромобиля, °C",
        "Vehicle battery temperature, °C",
        _plain("battery_temperature_c"),
    ),
    Column(
        "module_temperature_c",
        "Температура модулей, °C",
        "Power module temperature, °C",
        _plain("module_temperature_c"),
    ),
    Column(
        "connector_temperature_c",
        "Температура коннектора, °C",
        "Connector temperature, °C",
        _plain("connector_temperature_c"),
    ),
    Column("energy_wh", "Энергия, кВт·ч", "Energy, kWh", _kilo("energy_wh")),
)
"""In the order of the charts (SES-144..154). The same for every connector: what it does not have is empty (SES-160)."""


async def history_rows(
    sessions: Any, session_id: UUID, since: datetime, until: datetime
) -> AsyncIterator[Sequence[HistoryRow]]:
    """Chunks by time, each in a transaction of its own: a slow reader holds none open."""
    statement = select(HistoryRow).where(HistoryRow.session_id == session_id, HistoryRow.at <= until)
    after = HistoryRow.at >= since
    while True:
        async with sessions() as session:
            rows = list(await session.scalars(statement.where(after).order_by(HistoryRow.at).limit(_CHUNK)))
        if rows:
            yield rows
        if len(rows) < _CHUNK:
            return
        after = HistoryRow.at > rows[-1].at
