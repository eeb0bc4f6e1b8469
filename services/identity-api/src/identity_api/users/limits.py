"""How much a user may charge, and how much he has (USR-094..106)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

HIGHEST_LIMIT_WH: Final = 999_999_000
"""999 999 kWh (USR-102)."""
STEP_WH: Final = 10
"""Two decimals of a kilowatt-hour (USR-103)."""


@dataclass(frozen=True, slots=True)
class Limits:
    consumed_energy_wh: int
    energy_limit_wh: int | None
    limit_set_at: datetime | None
    limit_changed_at: datetime | None

    @property
    def available_energy_wh(self) -> int | None:
        """Negative when more was consumed than the limit allows; None without a limit (USR-099..101)."""
        return None if self.energy_limit_wh is None else self.energy_limit_wh - self.consumed_energy_wh
