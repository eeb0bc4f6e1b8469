"""How far each station's queue is stored: what is durable is acknowledged, what is on its way is not told twice."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final

from csms_gateway.native.generated.messages import Queue
from csms_gateway.native.states import ConnectorStates
from csms_gateway.replicas.store import JournalRow

_LARGEST_LEAP: Final = 10_000
"""A number so far beyond the last one is a mistake: believed, it would make everything after it look old."""
NOBODY: Final[Callable[[], None]] = lambda: None  # noqa: E731 - a default, no function of its own


@dataclass(slots=True)
class Journal:
    """One station's queue; outlives its sockets. `durable` ≤ `accepted`: what lies between is with Kafka."""

    queue_id: str = ""
    durable: int = 0
    accepted: int = 0
    life: int = 0
    """Counts how often the queue began anew: what an earlier one has under way confirms nothing of this."""
    promised: int = 0
    """The greatest number that the station had given when it said hello."""
    boot_mark: str | None = None
    """What the station last said of its last restart: a repetition is a reconnect, not a boot."""
    settings_version: int | None = None
    """Of the settings document that the station last told in this queue, as far as this process heard it."""
    states: ConnectorStates = field(default_factory=ConnectorStates)
    on_durable: Callable[[], None] = NOBODY
    """Called when `durable` grows: the newest socket sends the acknowledgement, whichever brought the message."""

    @property
    def under_way(self) -> int:
        return self.accepted - self.durable

    def open(self, queue: Queue) -> None:
        """A station said hello: from its own view and ours follows where it goes on.

        A queue of another name, or one whose numbers went back, begins anew: its messages must not be taken for those
        that are stored.
        """
        told = queue.acknowledged_sequence or 0
        if queue.id != self.queue_id or queue.last_sequence < self.accepted:
            self.queue_id, self.durable, self.accepted, self.life = queue.id, 0, 0, self.life + 1
            self.settings_version = None
        self.promised = queue.last_sequence
        # Another gateway may have stored more than this one knows of.
        self.durable = max(self.durable, min(told, queue.last_sequence))
        self.accepted = max(self.accepted, self.durable)

    def accept(self, sequence: int) -> bool:
        """Whether the number is new; from then on it is under way."""
        if sequence <= self.accepted:
            return False
        self.accepted = sequence
        return True

    def is_gap(self, sequence: int) -> bool:
        """The station has lost a message: on one socket nothing can overtake."""
        return sequence > self.accepted + 1

    def is_absurd(self, sequence: int) -> bool:
        """No station of sense gives this number now."""
        return sequence > max(self.accepted, self.promised) + _LARGEST_LEAP

    def confirm(self, life: int, sequence: int) -> None:
        """Kafka has stored everything up to this number."""
        if life == self.life and sequence > self.durable:
            self.durable = sequence
            self.on_durable()


class Journals:
    """All journals by station id, and which of them changed since they were last written down."""

    def __init__(self) -> None:
        self._journals: dict[str, Journal] = {}
        self._written: dict[str, JournalRow] = {}

    def fill(self, rows: Iterable[JournalRow]) -> None:
        """What the last process wrote down."""
        for row in rows:
            self._journals[row.station_id] = Journal(row.queue_id, row.durable, row.durable, boot_mark=row.boot_mark)
            self._written[row.station_id] = row

    def of(self, station_id: str) -> Journal:
        return self._journals.setdefault(station_id, Journal())

    def changes(self) -> list[JournalRow]:
        """Rows to write down; called once for each writing."""
        present = {
            key: JournalRow(key, journal.queue_id, journal.durable, journal.boot_mark)
            for key, journal in self._journals.items()
        }
        changed = [row for key, row in present.items() if self._written.get(key) != row]
        self._written = present
        return changed
