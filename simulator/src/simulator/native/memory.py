"""What a live station knows on every line: its queue, when it was switched on, the orders it has had."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from weakref import WeakKeyDictionary

from simulator.native.generated.messages import CommandResult
from simulator.native.queue import MessageQueue
from simulator.native.sayings import Storyteller
from simulator.native.surroundings import Surroundings
from simulator.native.texts import moment
from simulator.station.outbox import Entry, Outbox
from simulator.station.station import Station

SUFFIX = ".native.json"


@dataclass
class Memory:
    """Of one station, from switching on to switching off; the queue's part outlives that when there is a file."""

    queue: MessageQueue
    restarted_at: str = field(default_factory=lambda: moment(datetime.now(UTC)))
    restart_cause: str = "power_loss"
    results: dict[str, CommandResult] = field(default_factory=dict)
    surroundings: Surroundings | None = None

    @property
    def storyteller(self) -> Storyteller:
        return Storyteller(self.queue)

    def surroundings_of(self, station: Station) -> Surroundings:
        """What goes on around the sessions of this station, told over all of its lines."""
        if self.surroundings is None:
            self.surroundings = Surroundings(station, self.queue)
        return self.surroundings

    def restart(self, cause: str) -> None:
        """The station restarts: the next hello says so."""
        self.restarted_at, self.restart_cause = moment(datetime.now(UTC)), cause

    def take(self, entry: Entry) -> int:
        """Put what the entry tells into the queue, once; the number of its last message."""
        notes = self.queue.notes
        if notes.get("entry") != entry.id:
            for message in list(self.storyteller.messages(entry)):
                self.queue.put(message)
            notes["entry"] = entry.id
        return self.queue.last_sequence if self.queue else 0


_memories: WeakKeyDictionary[Outbox, Memory] = WeakKeyDictionary()


def memory_of(outbox: Outbox) -> Memory:
    """The memory of the station that this outbox belongs to."""
    if outbox not in _memories:
        file = outbox.file.with_suffix(SUFFIX) if outbox.file is not None else None
        _memories[outbox] = Memory(MessageQueue(file))
    return _memories[outbox]
