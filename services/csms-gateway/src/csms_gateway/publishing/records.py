"""One event on its way to Kafka, and who waits for it."""

from collections.abc import Callable
from typing import Protocol

from csms_gateway.events import Delivery


class Owner(Protocol):
    """The connection whose station waits for an answer."""

    is_given_up: bool
    """Set once its messages were dropped: everything of it that is still held must not be published any more."""

    def give_up(self) -> None:
        """Kafka did not take the message in time: close the socket, the station will repeat (contracts 3)."""
        ...


class Record:
    """A Kafka record in waiting. `deadline` (loop time) and `owner` belong to held ones only."""

    __slots__ = ("deadline", "delivery", "headers", "key", "on_durable", "owner", "slot", "value")

    def __init__(
        self,
        key: bytes,
        value: bytes,
        headers: list[tuple[str, bytes]],
        delivery: Delivery = Delivery.LOSSY,
        *,
        owner: Owner | None = None,
        deadline: float = 0.0,
        on_durable: Callable[[], None] | None = None,
        slot: str = "",
    ) -> None:
        self.key, self.value, self.headers = key, value, headers
        self.delivery, self.owner, self.deadline = delivery, owner, deadline
        self.on_durable = on_durable
        self.slot = slot
        """Kept records of one station with the same slot replace each other while they wait."""
