"""Registers of a transaction, in Wh: what was told, in whatever order, and the energy that follows from it."""

from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy import BigInteger, DateTime, String
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from sessions_api.transactions.plausibility import is_possible

REGISTER_WENT_BACK = "register_went_back"
REGISTER_OVERFLOW = "register_overflow"
REGISTER_JUMPED = "register_jumped"
ENERGY_IMPLAUSIBLE = "energy_implausible"
ENERGY_OF_INTERVALS = "energy_of_intervals"
_OF_ENERGY = (REGISTER_WENT_BACK, REGISTER_OVERFLOW, REGISTER_JUMPED, ENERGY_IMPLAUSIBLE, ENERGY_OF_INTERVALS)
_MOST_INTERVALS = 5000
_SETTLE = timedelta(minutes=1)
"""How long after its end a transaction's own register may be stamped."""
_ROLLOVERS = (10**8, 10**9, 2**32)
"""Where registers begin anew: six figures of kWh, nine of Wh, an unsigned word."""
_NEAR = Decimal("0.01")
_MOST_AFTER_ROLLOVER = 10**6
_CLEARLY = 10
"""A jump must be beyond what is possible by this factor: a wrong clock alone must not change an energy."""


class RegistersMixin:
    """Columns and rules; every rule is a function of the set of what was told, not of its order."""

    started_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    ended_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    is_closed_by_rule: Mapped[bool]
    """Its stop is missing: ended by the next start, by the free connector or by time, until the truth arrives."""
    meter_start_wh: Mapped[int] = mapped_column(BigInteger)
    """As told, else the earliest register of its samples, else 0."""
    is_meter_start_told: Mapped[bool]
    meter_stop_wh: Mapped[int | None] = mapped_column(BigInteger)
    is_meter_stop_told: Mapped[bool]
    first_register_wh: Mapped[int | None] = mapped_column(BigInteger)
    first_register_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    last_register_wh: Mapped[int | None] = mapped_column(BigInteger)
    last_register_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    intervals: Mapped[dict[str, int] | None] = mapped_column(JSONB)
    """Energy.Active.Import.Interval by moment, kept while the registers do not tell the energy."""
    energy_wh: Mapped[int] = mapped_column(BigInteger)
    deviations: Mapped[list[str]] = mapped_column(ARRAY(String))

    @property
    def is_open(self) -> bool:
        return self.ended_at is None

    @property
    def lacks_stop(self) -> bool:
        return self.is_open or self.is_closed_by_rule

    def see_register(self, at: datetime, register_wh: int) -> None:
        """A register in time; after a stop that told its own it changes no energy (quirk T7)."""
        if self.first_register_at is None or at < self.first_register_at:
            self.first_register_at, self.first_register_wh = at, register_wh
        is_later = self.last_register_at is None or at >= self.last_register_at
        if is_later and self._takes_registers(at):
            self.last_register_at, self.last_register_wh = at, register_wh
        self.measure()

    def see_interval(self, at: datetime, energy_wh: int) -> None:
        """Energy of an interval that ends at `at`; the same moment counts once."""
        known = self.intervals or {}
        if not self._has_registers and len(known) < _MOST_INTERVALS and self._takes_registers(at):
            self.intervals = {**known, at.isoformat(): max(0, energy_wh)}
            self.measure()

    def _takes_registers(self, at: datetime) -> bool:
        if self.lacks_stop:
            return True
        return not self.is_meter_stop_told and self.ended_at is not None and at <= self.ended_at + _SETTLE

    @property
    def _has_registers(self) -> bool:
        """Two registers of different moments, told at the bounds or between."""
        until = self.ended_at if self.is_meter_stop_told else self.last_register_at
        if until is None:
            return False
        return self.is_meter_start_told or (self.first_register_at is not None and self.first_register_at < until)

    def measure(self) -> None:
        """Energy of what is known so far, never negative."""
        if self.deviations:
            for deviation in _OF_ENERGY:
                self.forget(deviation)
        if not self.is_meter_start_told:
            self.meter_start_wh = self.first_register_wh or 0
        if not self.is_open and not self.is_meter_stop_told:
            self.meter_stop_wh = self.meter_start_wh if self.last_register_wh is None else self.last_register_wh
        self.energy_wh = self._of_registers() if self._has_registers else self._of_intervals()

    def _of_intervals(self) -> int:
        if not self.intervals:
            return 0
        self.note(ENERGY_OF_INTERVALS)
        return sum(self.intervals.values())

    def _of_registers(self) -> int:
        if self.intervals is not None:
            self.intervals = None
        register_wh = self.meter_stop_wh if self.meter_stop_wh is not None else self.last_register_wh
        assert register_wh is not None
        difference = register_wh - self._meter_start()
        if difference < 0:
            return self._backwards(difference, register_wh)
        until = self.ended_at or self.last_register_at or self.started_at
        if not is_possible(difference, until - self.started_at):
            self.note(ENERGY_IMPLAUSIBLE)
        return difference

    def _meter_start(self) -> int:
        """A start told as 0 by a meter whose first register cannot follow from it was no register (quirk T10)."""
        first, at = self.first_register_wh, self.first_register_at
        is_zero = self.is_meter_start_told and self.meter_start_wh == 0
        if (
            is_zero
            and first is not None
            and at is not None
            and not is_possible(first // _CLEARLY, at - self.started_at)
        ):
            self.note(REGISTER_JUMPED)
            return first
        return self.meter_start_wh

    def _backwards(self, difference: int, register_wh: int) -> int:
        """A register that went back gives no energy (quirk T10); one that began anew goes on."""
        rolled = next((limit for limit in _ROLLOVERS if self._rolled_over(limit, register_wh)), None)
        self.note(REGISTER_WENT_BACK if rolled is None else REGISTER_OVERFLOW)
        return 0 if rolled is None else rolled + difference

    def _rolled_over(self, limit: int, register_wh: int) -> bool:
        """The meter stood just below a limit and stands just above zero."""
        is_near = 0 < limit - self.meter_start_wh <= limit * _NEAR
        return is_near and register_wh >= 0 and limit + register_wh - self.meter_start_wh <= _MOST_AFTER_ROLLOVER

    def note(self, deviation: str) -> None:
        if deviation not in self.deviations:
            self.deviations = [*self.deviations, deviation]

    def forget(self, deviation: str) -> None:
        if deviation in self.deviations:
            self.deviations = [known for known in self.deviations if known != deviation]
