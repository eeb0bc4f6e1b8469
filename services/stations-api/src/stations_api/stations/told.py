"""What a native station tells of itself beyond what every protocol knows: devices, sensors, climate, modules, screen.

Kept as one document that deltas are merged into; a station of another protocol has none of it.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from stations_api.stations.types import LogicalStatus

MOST_PARTS = 64
"""Devices and sensors of one station that are kept: ids can be invented."""
_OF_PASSPORT = (
    "aggregator",
    "restart",
    "client_certificate_valid_until",
    "power_strategy",
    "addresses",
    "settings_version",
)
_OF_STATE = (
    "screen",
    "current_user",
    "ocpp_status",
    "addresses",
    "aggregator",
    "logical_status",
    "max_power_w",
)
_PARTS = {"device": ("devices", "device_id"), "sensor": ("sensors", "sensor_id")}


class ToldColumns:
    """`told`: {screen, current_user, devices: {id: {...}}, sensors: {id: {...}}, climate: {...}, restart: {...},
    modules: {number: {...}}, contactors: {name: {...}}, …}.
    """

    told: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)

    def tell_passport(self, passport: Mapping[str, Any]) -> None:
        """The hello names every device there is; what it leaves out of the rest stays as it was."""
        news = {name: passport[name] for name in _OF_PASSPORT if passport.get(name) is not None}
        if (software := passport.get("software")) and isinstance(software, dict):
            news["software_released_on"] = software.get("released_on")
        if isinstance(passport.get("devices"), list):
            news["devices"] = _by_id(passport["devices"])
        self.told = {**(self.told or {}), **news}

    def tell_delta(self, kind: str, body: Mapping[str, Any], at: datetime) -> None:
        """One report of `native.reported.v1`; kinds that are not about the station's present change nothing."""
        told = self.told or {}
        if kind == "station":
            self.told = {**told, **{name: body[name] for name in _OF_STATE if name in body}}
        elif kind in {"climate", "external_meter"}:
            self.told = {**told, kind: {**told.get(kind, {}), **body, "at": at.isoformat()}}
        elif kind == "module":
            self._tell_modules(body)
        elif kind in _PARTS:
            self._tell_part(*_PARTS[kind], body, at)

    def _tell_part(self, parts: str, id_name: str, body: Mapping[str, Any], at: datetime) -> None:
        known: dict[str, Any] = (self.told or {}).get(parts, {})
        name = str(body.get(id_name, ""))[:100]
        if name in known or len(known) < MOST_PARTS:
            news = {field: value for field, value in body.items() if field != id_name}
            part = {**known.get(name, {}), **news, "at": at.isoformat()}
            self.told = {**(self.told or {}), parts: {**known, name: part}}

    def _tell_modules(self, body: Mapping[str, Any]) -> None:
        """Power converters and contactors that have changed."""
        news = {
            parts: _changed((self.told or {}).get(parts, {}), body.get(parts), name)
            for parts, name in (("modules", "number"), ("contactors", "name"))
        }
        self.told = {**(self.told or {}), **{parts: known for parts, known in news.items() if known}}

    @property
    def modules(self) -> list[dict[str, Any]]:
        """CON-097: [{id, status, voltage_v, current_a, temperature_c, connector_number}] by their numbers."""
        return sorted(_rows(self.told, "modules"), key=lambda module: (len(module["id"]), module["id"]))

    @property
    def contactors(self) -> list[dict[str, Any]]:
        """CON-096: [{id, is_closed, connector_number}]."""
        return _rows(self.told, "contactors")

    @property
    def devices(self) -> list[dict[str, Any]]:
        """STN-028, STN-055..059: [{id, kind, name, status, text}] in the order of the passport."""
        return _rows(self.told, "devices")

    @property
    def sensors(self) -> list[dict[str, Any]]:
        """STN-027, STN-108: [{id, kind, zone, temperature_c, humidity_percent, is_triggered, at}]."""
        return _rows(self.told, "sensors")

    @property
    def external_meter_wh(self) -> int | None:
        """Register of the meter at the input from the grid (STN-097)."""
        register = ((self.told or {}).get("external_meter") or {}).get("register_wh")
        return register if isinstance(register, int) else None

    @property
    def climate(self) -> dict[str, Any] | None:
        """STN-064: None without climate control."""
        return (self.told or {}).get("climate")

    @property
    def restart(self) -> dict[str, Any] | None:
        """STN-114..116."""
        return (self.told or {}).get("restart")

    @property
    def screen(self) -> str | None:
        return (self.told or {}).get("screen")

    @property
    def current_user(self) -> str | None:
        return (self.told or {}).get("current_user")

    @property
    def software_released_on(self) -> str | None:
        return (self.told or {}).get("software_released_on")

    @property
    def client_certificate_valid_until(self) -> str | None:
        return (self.told or {}).get("client_certificate_valid_until")

    @property
    def power_strategy(self) -> str | None:
        return (self.told or {}).get("power_strategy")

    @property
    def operator(self) -> str | None:
        """Address of the aggregator's OCPP server that the station works with beside us (STN-084)."""
        aggregator = (self.told or {}).get("aggregator")
        return aggregator.get("address") if isinstance(aggregator, dict) else None

    @property
    def told_logical_status(self) -> LogicalStatus | None:
        """ENU-074, ENU-075: only a native station knows who stands before it."""
        word = (self.told or {}).get("logical_status")
        return LogicalStatus(word) if word in set(LogicalStatus) else None


def _changed(known: Mapping[str, Any], told: Any, name: str) -> dict[str, Any]:
    """The parts with those that were told. A part that tells no connector with its new state serves none."""
    parts = dict(known)
    for one in told if isinstance(told, list) else []:
        key = str(one.get(name, ""))[:100] if isinstance(one, dict) else ""
        if not key or (key not in parts and len(parts) >= MOST_PARTS):
            continue
        news = {field: value for field, value in one.items() if field != name}
        parts[key] = {**parts.get(key, {}), "connector_number": None, **news}
    return parts


def _by_id(parts: Iterable[Any]) -> dict[str, Any]:
    told = [part for part in parts if isinstance(part, dict) and part.get("id")][:MOST_PARTS]
    return {str(part["id"])[:100]: {name: value for name, value in part.items() if name != "id"} for part in told}


def _rows(told: Mapping[str, Any] | None, parts: str) -> list[dict[str, Any]]:
    known: Mapping[str, Any] = (told or {}).get(parts, {})
    return [{"id": name, **part} for name, part in known.items()]
