"""What one station said last, EVSE by EVSE: OCPP 2.x tells status and charging state in different messages.

It outlives the connection, because after a reconnect a station repeats neither, and a restart of the gateway, which
writes it down (memory_keeper.py). What is lost all the same the next TransactionEvent brings back.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

import msgspec

from csms_gateway.ocpp16.statuses import ConnectorState

_OPEN_LIMIT: Final = 64


@dataclass(slots=True)
class OpenTransaction:
    """A transaction that has not ended, as far as we heard (quirk T15: later events may leave these out)."""

    connector_number: int | None = None
    charging_state: str | None = None


@dataclass(slots=True)
class ConnectorMemory:
    """`has_charged` holds until the cable is out: a car that is full still stands there."""

    status: str | None = None
    charging_state: str | None = None
    transaction: str | None = None
    is_authorized: bool = False
    has_charged: bool = False
    faults: dict[str, str] = field(default_factory=dict)
    """Open alerts of NotifyEvent: component/variable → text that may name the fault."""
    told: ConnectorState | None = None
    """The state that was published last."""


@dataclass(slots=True)
class StationMemory:
    """Made on first use, one per station."""

    connectors: dict[int, ConnectorMemory] = field(default_factory=dict)
    transactions: dict[str, OpenTransaction] = field(default_factory=dict)
    is_changed: bool = False
    """Since it was last written down."""

    def connector(self, number: int) -> ConnectorMemory:
        """What was said of the connector, to be changed."""
        self.is_changed = True
        return self.connectors.setdefault(number, ConnectorMemory())

    def transaction(self, transaction_id: str) -> OpenTransaction:
        """The open transaction of that id, new when we have not heard of it; the oldest are forgotten."""
        self.is_changed = True
        known = self.transactions.get(transaction_id)
        if known is None:
            if len(self.transactions) >= _OPEN_LIMIT:
                del self.transactions[next(iter(self.transactions))]
            known = self.transactions[transaction_id] = OpenTransaction()
        return known

    def end(self, transaction_id: str) -> None:
        """The transaction is over."""
        self.is_changed = True
        self.transactions.pop(transaction_id, None)


class Memories:
    """The memories of all stations of this process."""

    def __init__(self) -> None:
        self._by_station: dict[str, StationMemory] = {}

    def of(self, station_id: str) -> StationMemory:
        return self._by_station.setdefault(station_id, StationMemory())

    def fill(self, rows: Iterable[tuple[str, bytes]]) -> None:
        """What the last process wrote down. What this release does not understand is forgotten."""
        for station_id, text in rows:
            try:
                memory = msgspec.json.decode(text, type=StationMemory)
            except msgspec.MsgspecError:
                continue
            memory.is_changed = False
            self._by_station[station_id] = memory

    def changes(self) -> list[tuple[str, bytes]]:
        """Memories to write down; called once for each writing."""
        changed = [(station_id, memory) for station_id, memory in self._by_station.items() if memory.is_changed]
        for _, memory in changed:
            memory.is_changed = False
        return [(station_id, msgspec.json.encode(memory)) for station_id, memory in changed]
