"""One connector: its status, its meter, the car on it."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ocpp.v16.enums import ChargePointErrorCode, ChargePointStatus, Measurand, ReadingContext, UnitOfMeasure

from simulator.cars.curve import FULL_PERCENT, Car
from simulator.datasets.mapping import ConnectorKind
from simulator.ocpp16.texts import sample
from simulator.station.transaction import Transaction

AC_TYPES = frozenset({"type1", "type2", "gbt_ac"})
PHASE_VOLTAGE = 230.0
ONE_PHASE_LIMIT_W = 7400
DC_VOLTAGE_EMPTY = 350.0
DC_VOLTAGE_PER_PERCENT = 0.5
IDLE_CELSIUS, HEAT_CELSIUS = 19.0, 27.0
LONGEST_STEP_SECONDS = 60.0
SECONDS_PER_HOUR = 3600.0


@dataclass
class Connector:
    """A plug of the station. `register_wh` is the meter, never reset."""

    number: int
    kind: ConnectorKind
    car: Car
    register_wh: float
    soc_percent: float = 0.0
    is_plugged: bool = False
    is_operative: bool = True
    fault: ChargePointErrorCode | None = None
    reserved_for: str | None = None
    limit_w: float | None = None  # of a charging profile
    power_w: float = 0.0
    transaction: Transaction | None = None
    is_finishing: bool = False
    arrival: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def is_dc(self) -> bool:
        """Whether the plug gives direct current."""
        return self.kind.type not in AC_TYPES

    @property
    def status(self) -> ChargePointStatus:
        """The status that follows from everything else (OCPP 1.6, 7.7)."""
        if self.fault is not None:
            return ChargePointStatus.faulted
        if self.transaction is not None:
            return self._charging_status()
        if not self.is_operative:
            return ChargePointStatus.unavailable
        if self.is_plugged:
            return ChargePointStatus.finishing if self.is_finishing else ChargePointStatus.preparing
        return ChargePointStatus.reserved if self.reserved_for else ChargePointStatus.available

    def _charging_status(self) -> ChargePointStatus:
        if self.soc_percent >= FULL_PERCENT:
            return ChargePointStatus.suspended_ev
        return ChargePointStatus.suspended_evse if self.limit_w == 0 else ChargePointStatus.charging

    def began(self, otherwise: datetime) -> datetime:
        """When the running transaction began."""
        return self.transaction.started_at if self.transaction is not None else otherwise

    def can_start(self, id_tag: str) -> bool:
        """Whether a transaction may begin here for this card."""
        is_free = self.transaction is None and self.fault is None and self.is_operative and not self.is_finishing
        return is_free and self.reserved_for in {None, id_tag}

    def plug(self, soc_percent: float) -> None:
        """A car arrives with that state of charge."""
        self.is_plugged, self.is_finishing, self.soc_percent = True, False, soc_percent
        self.arrival.set()

    def unplug(self) -> None:
        """The car leaves."""
        self.is_plugged, self.is_finishing, self.power_w = False, False, 0.0
        self.arrival.clear()

    def start(self, id_tag: str, at: datetime) -> Transaction:
        """Begin a transaction at the meter's present register."""
        self.reserved_for = None
        self.transaction = Transaction(self.number, id_tag, at, int(self.register_wh))
        return self.transaction

    def stop(self, reason: str, at: datetime) -> Transaction:
        """End the running transaction; the car stays plugged in."""
        assert self.transaction is not None, f"connector {self.number} does not charge"
        ended, self.transaction = self.transaction, None
        ended.ended_at, ended.meter_stop_wh, ended.reason = at, int(self.register_wh), reason
        self.is_finishing, self.power_w = True, 0.0
        return ended

    def charge(self, seconds: float) -> None:
        """Let energy flow for that (simulated) time."""
        while seconds > 0:
            step = min(seconds, LONGEST_STEP_SECONDS)
            self.power_w = self._present_power_w()
            energy_wh = self.power_w * step / SECONDS_PER_HOUR
            self.register_wh += energy_wh
            self.soc_percent = self.car.soc_after(self.soc_percent, energy_wh)
            seconds -= step

    def _present_power_w(self) -> float:
        if self.transaction is None or self.fault is not None:
            return 0.0
        limit_w = self.kind.max_power_w if self.limit_w is None else min(self.limit_w, self.kind.max_power_w)
        return self.car.power_w(self.soc_percent, is_dc=self.is_dc, limit_w=limit_w)

    def sampled_values(self, context: ReadingContext) -> list[dict[str, str]]:
        """Energy, power, current, voltage, and on DC the state of charge and how warm the plug is."""
        values: list[tuple[Any, Measurand, UnitOfMeasure]] = [
            (int(self.register_wh), Measurand.energy_active_import_register, UnitOfMeasure.wh),
            (round(self.power_w), Measurand.power_active_import, UnitOfMeasure.w),
            (f"{self._current_a():.1f}", Measurand.current_import, UnitOfMeasure.a),
            (f"{self._voltage():.1f}", Measurand.voltage, UnitOfMeasure.v),
        ]
        if self.is_dc:
            values.append((f"{self.soc_percent:.1f}", Measurand.soc, UnitOfMeasure.percent))
            values.append((f"{self._temperature_c():.1f}", Measurand.temperature, UnitOfMeasure.celsius))
        return [sample(value, measurand, unit, context) for value, measurand, unit in values]

    def _voltage(self) -> float:
        return DC_VOLTAGE_EMPTY + DC_VOLTAGE_PER_PERCENT * self.soc_percent if self.is_dc else PHASE_VOLTAGE

    def _temperature_c(self) -> float:
        return IDLE_CELSIUS + HEAT_CELSIUS * self.power_w / self.kind.max_power_w

    def _current_a(self) -> float:
        phases = 1 if self.is_dc or self.kind.max_power_w <= ONE_PHASE_LIMIT_W else 3
        return self.power_w / (self._voltage() * phases)
