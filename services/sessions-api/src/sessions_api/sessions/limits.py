"""Who may not go on charging: a blocked user, a station that is not his, a limit that is used up (USR-093..108)."""

from enum import StrEnum
from uuid import UUID

from sessions_api.users.models import User

REFUSED_BY_SERVER = "ocpp_auth_error"
"""Stop source of a card that we know nothing of, or whose time is over (ENU-546)."""


class StopReason(StrEnum):
    """Why we want a session to end."""

    ENERGY_LIMIT = "energy_limit"
    USER_BLOCKED = "user_blocked"

    @property
    def source(self) -> str:
        """Stop source of a session that ends by it (ENU-536, ENU-537)."""
        return "user_limit_exhausted" if self is StopReason.ENERGY_LIMIT else "user_forbidden"


def reason_to_stop(user: User, station_id: UUID, running_wh: int) -> StopReason | None:
    """None while he may charge on. `running_wh`: what his unfinished sessions have taken; the rest is in his limit."""
    if user.is_blocked or not user.may_charge_at(station_id):
        return StopReason.USER_BLOCKED
    if user.energy_left_wh is not None and running_wh >= user.energy_left_wh:
        return StopReason.ENERGY_LIMIT
    return None


def source_of_refusal(result: str, user: User | None, station_id: UUID) -> str:
    """Stop source of an attempt that was refused: the gateway says «blocked» for all three of our reasons."""
    if result != "blocked":
        return REFUSED_BY_SERVER
    reason = reason_to_stop(user, station_id, 0) if user is not None else None
    return (reason or StopReason.USER_BLOCKED).source
