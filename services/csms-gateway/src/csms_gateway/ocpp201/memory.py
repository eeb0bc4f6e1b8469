"""What one station said last, EVSE by EVSE: OCPP 2.x tells status and charging state in different messages.

It outlives the connection, because after a reconnect a station repeats neither; a restart of the gateway loses it, and
the next TransactionEvent brings it back.
"""

from dataclasses import dataclass, field
from typing import Final

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

    def connector(self, number: int) -> ConnectorMemory:
        return self.connectors.setdefault(number, ConnectorMemory())

    def transaction(self, transaction_id: str) -> OpenTransaction:
        """The open transaction of that id, new when we have not heard of it; the oldest are forgotten."""
        known = self.transactions.get(transaction_id)
        if known is None:
            if len(self.transactions) >= _OPEN_LIMIT:
                del self.transactions[next(iter(self.transactions))]
            known = self.transactions[transaction_id] = OpenTransaction()
        return known


class Memories:
    """The memories of all stations of this process."""

    def __init__(self) -> None:
        self._by_station: dict[str, StationMemory] = {}

    def of(self, station_id: str) -> StationMemory:
        return self._by_station.setdefault(station_id, StationMemory())
