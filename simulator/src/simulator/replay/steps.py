"""What a station tells about its sessions, message by message, in the order in which it happened."""

import heapq
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import uuid4

from simulator.replay.plan import StationPlan
from simulator.replay.telling import Telling


@dataclass
class Step:
    """One message about a session. The message id stays the same however often it is sent."""

    telling: Telling
    at: datetime
    message_id: str = field(default_factory=lambda: str(uuid4()))

    def request(self) -> Any:
        """The dataclass of `ocpp.….call` to send."""
        raise NotImplementedError

    def answered(self, answer: Any) -> None:
        """Take over what the central system said."""

    @property
    def is_update(self) -> bool:
        """Whether it may change places with another one: neither the first nor the last of its session."""
        return False

    @property
    def is_last(self) -> bool:
        """Whether the session is told once this is answered."""
        return self.telling.is_told


def station_steps(
    plan: StationPlan, session_steps: Callable[[Telling], Iterable[Step]]
) -> tuple[list[Telling], list[Step]]:
    """All sessions of a station and the queue of its messages, oldest first over all connectors."""
    tellings = [Telling(session) for session in plan.sessions]
    by_connector: dict[int, list[Step]] = {}
    for telling in tellings:
        by_connector.setdefault(telling.session.connector_number, []).extend(session_steps(telling))
    return tellings, list(heapq.merge(*by_connector.values(), key=lambda step: step.at))
