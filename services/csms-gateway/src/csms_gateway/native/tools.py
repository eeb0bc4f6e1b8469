"""What native conversations may use besides the message."""

from collections.abc import Callable
from dataclasses import dataclass

from csms_gateway.authorization import Authorizer


@dataclass(frozen=True, slots=True)
class NativeTools:
    """Shared by all conversations."""

    authorizer: Authorizer
    next_heartbeat: Callable[[], int]
    """Seconds until the station should speak again, jittered."""
    late_after: float
    """Seconds after which a station's report counts as delivered late."""
    window: int
    """Messages of one station that may be under way."""
