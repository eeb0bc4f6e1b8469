"""What a replay gives back."""

from dataclasses import dataclass

from simulator.replay.comparison import Comparison
from simulator.replay.plan import ReplayPlan
from simulator.replay.sent import SentSession


@dataclass(frozen=True)
class ReplayResult:
    """Plan, what was sent, how it compares, and the ids of the stations in the product. Times in seconds."""

    plan: ReplayPlan
    sent: list[SentSession]
    comparison: Comparison
    station_ids: list[str]
    delivery_seconds: float
    settling_seconds: float
    reconnects: int

    @property
    def is_equal(self) -> bool:
        """Whether the product shows everything exactly as it was sent."""
        return self.comparison.is_equal
