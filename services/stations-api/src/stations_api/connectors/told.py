"""What a native station tells of a connector beyond its status: flags, diagnostics, temperature, firmware."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import BigInteger
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

_OF_STATE = (
    "software_flags",
    "hardware_flags",
    "diagnostics",
    "power_limit_w",
    "connector_temperature_c",
    "synchronized_at",
)
_OF_PASSPORT = ("hardware_limit_a", "configuration_flags", "start_flags")
_OF_CONTROLLER = ("firmware_version", "hardware_version", "built_at")


class ToldColumns:
    """`told`: one document that deltas are merged into; empty for other protocols."""

    name: Mapped[str] = mapped_column(default="")
    """As on the station's screen (CON-012)."""
    told: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    meter_reading_wh: Mapped[int | None] = mapped_column(BigInteger)
    """Last register of the connector's meter (CON-028)."""

    def tell_passport(self, name: str | None, number: int, passport: Mapping[str, Any]) -> None:
        """CON-012, CON-020, CON-030..032; a name that a person gave stays."""
        self.name = self.name or (name or "")[:300]
        own = _row(passport.get("connectors"), "number", number)
        controller = _row(passport.get("controllers"), "connector_number", number)
        news = {key: own[key] for key in _OF_PASSPORT if key in own}
        self.told = {
            **(self.told or {}),
            **news,
            **{key: controller[key] for key in _OF_CONTROLLER if key in controller},
        }

    def tell_delta(self, body: Mapping[str, Any]) -> None:
        """connector_state: what is left out has not changed."""
        self.told = {**(self.told or {}), **{key: body[key] for key in _OF_STATE if key in body}}
        self.read_meter(body.get("register_wh"))

    def read_meter(self, register_wh: Any) -> None:
        if isinstance(register_wh, int) and 0 <= register_wh < 2**63:
            self.meter_reading_wh = register_wh

    @property
    def told_power_limit_w(self) -> int | None:
        """The resulting limit as the station itself has worked it out (CON-019)."""
        limit = (self.told or {}).get("power_limit_w")
        return limit if isinstance(limit, int) else None

    @property
    def hardware_limit_a(self) -> float | None:
        return (self.told or {}).get("hardware_limit_a")

    @property
    def temperature_c(self) -> float | None:
        return (self.told or {}).get("connector_temperature_c")

    @property
    def software_flags(self) -> list[str]:
        return list((self.told or {}).get("software_flags", []))

    @property
    def hardware_flags(self) -> list[str]:
        return list((self.told or {}).get("hardware_flags", []))

    @property
    def diagnostics(self) -> list[str]:
        return list((self.told or {}).get("diagnostics", []))

    @property
    def configuration_flags(self) -> list[str]:
        """CON-025."""
        return list((self.told or {}).get("configuration_flags") or [])

    @property
    def start_flags(self) -> list[str]:
        """CON-026: the station sends them along with each start; open set of names."""
        return list((self.told or {}).get("start_flags") or [])

    @property
    def firmware_version(self) -> str | None:
        return (self.told or {}).get("firmware_version")

    @property
    def hardware_version(self) -> str | None:
        return (self.told or {}).get("hardware_version")

    @property
    def built_at(self) -> str | None:
        return (self.told or {}).get("built_at")

    @property
    def synchronized_at(self) -> str | None:
        return (self.told or {}).get("synchronized_at")


def _row(rows: Any, name: str, value: int) -> Mapping[str, Any]:
    """The row of a passport's list that is about this connector; empty when there is none."""
    found = (row for row in rows or [] if isinstance(row, dict) and row.get(name) == value)
    return next(found, {}) if isinstance(rows, list) else {}
