"""Told power against told energy: a meter whose power is off by ten or a thousand is found out (quirk M3)."""

from datetime import datetime, timedelta

from sqlalchemy import REAL, DateTime
from sqlalchemy.orm import Mapped, mapped_column

SCALES = {
    "power_scale_10": (5.0, 20.0),
    "power_scale_1000": (500.0, 2000.0),
    "power_scale_0_1": (0.05, 0.2),
    "power_scale_0_001": (0.0005, 0.002),
}
"""Deviation → energy over power within these bounds: what the told power would have to be multiplied by."""
LEAST_WH = 200
LONGEST_STEP = timedelta(minutes=10)
_HOUR = timedelta(hours=1)


class PowerColumns:
    """Integral of the told power, over the time that its samples cover; flags only, no value is changed."""

    power_wh: Mapped[float | None] = mapped_column(REAL)
    power_hours: Mapped[float | None] = mapped_column(REAL)
    power_last_w: Mapped[int | None]
    power_last_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))

    def see_power(self, at: datetime, power_w: int) -> None:
        """A sample that comes out of order, or after a long pause, only sets the mark anew."""
        before, last_w = self.power_last_at, self.power_last_w
        if before is not None and at <= before:
            return
        self.power_last_at, self.power_last_w = at, power_w
        if before is None or last_w is None or at - before > LONGEST_STEP:
            return
        hours = (at - before) / _HOUR
        self.power_wh = (self.power_wh or 0.0) + (last_w + power_w) / 2 * hours
        self.power_hours = (self.power_hours or 0.0) + hours

    def power_scale(self, energy_wh: int, duration: timedelta) -> str | None:
        """The deviation that the energy of the whole transaction gives away; None while there is too little of both."""
        hours = duration / _HOUR
        if not self.power_wh or not self.power_hours or hours <= 0 or energy_wh < LEAST_WH:
            return None
        ratio = (energy_wh / hours) / (self.power_wh / self.power_hours)
        return next((name for name, (least, most) in SCALES.items() if least <= ratio <= most), None)
