"""How many requests a receiver bears at once: more while it takes them, half as many after each that it does not."""

from uuid import UUID

_FIRST = 4.0
_STEP = 0.5


class Pace:
    def __init__(self, most: int) -> None:
        self._most, self._widths = most, dict[UUID, float]()

    def width(self, webhook_id: UUID) -> int:
        return int(self._widths.get(webhook_id, min(_FIRST, self._most)))

    def learn(self, webhook_id: UUID, *, is_taken: bool) -> None:
        width = self._widths.get(webhook_id, min(_FIRST, self._most))
        self._widths[webhook_id] = min(self._most, width + _STEP) if is_taken else max(1.0, width / 2)
