"""The charging curve of a car as four numbers."""

from dataclasses import dataclass

AC_KNEE_PERCENT = 95.0
AC_TAIL_SHARE = 0.1
FULL_PERCENT = 100.0
# Published curves are best cases: field sessions of the EPFL station run at about this share of them.
FIELD_SHARE = 0.85


@dataclass(frozen=True)
class Curve:
    """Power against state of charge, relative to the car's highest power.

    From an empty battery the power sinks linearly to `1 - droop` at `knee_percent`, and from there to `tail_share` at
    100 %.
    """

    knee_percent: float
    droop: float
    tail_share: float

    def share(self, soc_percent: float) -> float:
        """Part (0..1) of the highest power that the car takes at this state of charge."""
        soc = min(max(soc_percent, 0.0), 100.0)
        at_knee = 1.0 - self.droop
        if soc <= self.knee_percent:
            return 1.0 - self.droop * soc / self.knee_percent
        fallen = (soc - self.knee_percent) / (100.0 - self.knee_percent)
        return at_knee + (self.tail_share - at_knee) * fallen


AC_CURVE = Curve(knee_percent=AC_KNEE_PERCENT, droop=0.0, tail_share=AC_TAIL_SHARE)


@dataclass(frozen=True)
class Car:
    """A generic car: battery in kWh, limits in kW, DC curve."""

    name: str
    battery_kwh: float
    max_dc_kw: float
    max_ac_kw: float
    curve: Curve

    def power_w(self, soc_percent: float, *, is_dc: bool, limit_w: float) -> float:
        """Power in W that flows at this state of charge through a connector that gives at most `limit_w`."""
        if soc_percent >= FULL_PERCENT:
            return 0.0
        if is_dc:
            wanted = self.max_dc_kw * FIELD_SHARE * self.curve.share(soc_percent)
        else:
            wanted = self.max_ac_kw * AC_CURVE.share(soc_percent)
        return min(wanted * 1000.0, limit_w)

    def soc_after(self, soc_percent: float, energy_wh: float) -> float:
        """State of charge in percent after that energy, never above 100."""
        return min(FULL_PERCENT, soc_percent + energy_wh / (self.battery_kwh * 10.0))
