"""Who may not go on charging: a blocked user, a station that is not his, a limit that is used up (USR-093..108)."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sessions_api.users.models import User


class StopReason(StrEnum):
    """Why we want a session to end."""

    ENERGY_LIMIT = "energy_limit"
    USER_BLOCKED = "user_blocked"

    @property
    def source(self) -> str:
        """Stop source of a session that ends by it (ENU-536, ENU-537)."""
        return "user_limit_exhausted" if self is StopReason.ENERGY_LIMIT else "user_forbidden"


@dataclass(frozen=True, slots=True)
class Consumption:
    """What the user's unfinished sessions have taken so far, in Wh."""

    running_wh: int


def reason_to_stop(user: User, station_id: UUID, consumption: Consumption) -> StopReason | None:
    """None while he may charge on. `energy_left_wh` of the user counts his ended sessions only."""
    if user.is_blocked or not user.may_charge_at(station_id):
        return StopReason.USER_BLOCKED
    if user.energy_left_wh is not None and consumption.running_wh >= user.energy_left_wh:
        return StopReason.ENERGY_LIMIT
    return None
