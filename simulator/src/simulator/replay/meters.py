"""What the stations of several makers measure beside energy and power: each maker tells something else."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from simulator.datasets.mapping import ConnectorKind

AC_TYPES: Final = frozenset({"type1", "type2", "gbt_ac"})
ONE_PHASE_LIMIT_W: Final = 7400
PHASES: Final = ("L1", "L2", "L3")
MAINS_V, SAG_V = 232.0, 4.0
BATTERY_V, HIGH_BATTERY_V, VOLT_PER_PERCENT = 350.0, 640.0, 0.5
HIGH_VOLTAGE_PLUG_W: Final = 100_000
IDLE_CELSIUS, HEAT_CELSIUS = 19.0, 27.0
UNKNOWN_SOC: Final = 50.0
BY_PHASE: Final = frozenset({"Energomir", "Parkset"})
WITHOUT_VOLTAGE: Final = frozenset({"Parkset"})
WITH_TEMPERATURE_AND_LIMIT: Final = frozenset({"Voltera"})


@dataclass(frozen=True)
class Measured:
    """One value in the words of OCPP."""

    measurand: str
    value: float
    unit: str
    phase: str | None = None
    location: str | None = None


@dataclass(frozen=True)
class Meter:
    """Of one connector; `is_high_voltage`: the car on it has a battery of 800 V (only great plugs can charge it so)."""

    kind: ConnectorKind
    maker: str
    is_high_voltage: bool = False

    @property
    def is_dc(self) -> bool:
        """Whether the plug gives direct current."""
        return self.kind.type not in AC_TYPES

    def measure(self, power_w: float, soc_percent: float | None) -> Iterator[Measured]:
        """At this power, with the car's battery charged so far."""
        load = min(1.0, power_w / self.kind.max_power_w)
        voltage = self._voltage(load, UNKNOWN_SOC if soc_percent is None else soc_percent)
        conductors = self._conductors()
        current = power_w / (voltage * self._phases())
        for phase in conductors:
            yield Measured("Current.Import", round(current, 1), "A", phase)
        if self.maker not in WITHOUT_VOLTAGE:
            for phase in conductors:
                yield Measured("Voltage", round(voltage, 1), "V", phase and f"{phase}-N")
        if self.maker in WITH_TEMPERATURE_AND_LIMIT:
            yield Measured("Temperature", round(IDLE_CELSIUS + HEAT_CELSIUS * load, 1), "Celsius", location="Outlet")
            yield Measured("Power.Offered", self.kind.max_power_w, "W")

    def _phases(self) -> int:
        return 1 if self.is_dc or self.kind.max_power_w <= ONE_PHASE_LIMIT_W else len(PHASES)

    def _conductors(self) -> tuple[str | None, ...]:
        """Those that are told one by one; None: the total."""
        return PHASES[: self._phases()] if self.maker in BY_PHASE and not self.is_dc else (None,)

    def _voltage(self, load: float, soc_percent: float) -> float:
        if not self.is_dc:
            return MAINS_V - SAG_V * load
        is_high = self.is_high_voltage and self.kind.max_power_w >= HIGH_VOLTAGE_PLUG_W
        return (HIGH_BATTERY_V if is_high else BATTERY_V) + VOLT_PER_PERCENT * soc_percent
