"""What only native stations tell beside their transactions (native.reported.v1): sessions keep two kinds of it,
and tell the security log of a third.
"""

from typing import Any
from uuid import UUID

from sessions_api.facts import Fact, Moment, Words
from sessions_api.moments import plausible

VEHICLE, DUMP, SESSION = "vehicle", "dump", "session"
KINDS = frozenset({VEHICLE, DUMP, SESSION})


class NativeReport(Fact):
    """`queue_id` and `sequence` tell a repetition."""

    station_id: UUID
    kind: str
    body: dict[str, Any]
    queue_id: Words = ""
    sequence: int = 0
    device_at: Moment | None = None
    received_at: Moment

    @property
    def at(self) -> Moment:
        return plausible(self.device_at, self.received_at)

    @property
    def is_opening(self) -> bool:
        """The station has opened a session."""
        return self.kind == SESSION and self.body.get("event") == "opened"

    @property
    def connector_number(self) -> int | None:
        number = self.body.get("connector_number")
        return number if isinstance(number, int) and not isinstance(number, bool) else None
