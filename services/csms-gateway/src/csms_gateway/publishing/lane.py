"""Records of one partition: what waits, in order, and the one batch that is with Kafka."""

from collections import deque
from collections.abc import Iterable
from typing import Final

from csms_gateway.events import Delivery
from csms_gateway.publishing.records import Record

_JAM: Final = 256


class Lane:
    """The queue in front of one partition. At most one batch is outstanding, so order survives every failure."""

    __slots__ = ("_slots", "outstanding", "partition", "size_bytes", "waiting")

    def __init__(self, partition: int) -> None:
        self.partition = partition
        self.waiting: deque[Record] = deque()
        self.outstanding: list[Record] = []
        self.size_bytes = 0
        self._slots: dict[tuple[bytes, str], Record] = {}

    def append(self, record: Record) -> None:
        """Add at the end. In a jam a record with a slot replaces the older one, so that an outage fills no memory."""
        if record.slot:
            place = (record.key, record.slot)
            older = self._slots.get(place)
            if older is not None and len(self.waiting) > _JAM:
                self._remove(older)
            self._slots[place] = record
        self.waiting.append(record)
        self.size_bytes += len(record.value)

    def _remove(self, record: Record) -> None:
        self.waiting.remove(record)
        self.size_bytes -= len(record.value)

    def take(self, record: Record) -> None:
        """Move the first waiting record into the outstanding batch."""
        self.waiting.popleft()
        self.size_bytes -= len(record.value)
        self.outstanding.append(record)
        if record.slot and self._slots.get((record.key, record.slot)) is record:
            del self._slots[record.key, record.slot]

    def finish(self) -> list[Record]:
        """The outstanding records, which Kafka has confirmed."""
        done, self.outstanding = self.outstanding, []
        return done

    def put_back(self) -> None:
        """Kafka refused the batch: what somebody misses goes to the front again, in the same order."""
        failed, self.outstanding = self.outstanding, []
        for record in reversed(failed):
            if record.delivery is not Delivery.LOSSY and not _is_abandoned(record):
                self.waiting.appendleft(record)
                self.size_bytes += len(record.value)
                if record.slot:
                    self._slots.setdefault((record.key, record.slot), record)

    def overdue(self, now: float) -> Iterable[Record]:
        """Held records, with Kafka or before it, whose station has waited long enough."""
        return (
            record
            for queue in (self.outstanding, self.waiting)
            for record in queue
            if record.delivery is Delivery.HELD and record.deadline <= now
        )

    def drop_abandoned(self) -> int:
        """Forget what belongs to connections that gave up; their stations repeat it, in their own order."""
        kept = [record for record in self.waiting if not _is_abandoned(record)]
        dropped = len(self.waiting) - len(kept)
        self.waiting = deque(kept)
        self.size_bytes = sum(len(record.value) for record in kept)
        return dropped


def _is_abandoned(record: Record) -> bool:
    return record.delivery is Delivery.HELD and record.owner is not None and record.owner.is_given_up
