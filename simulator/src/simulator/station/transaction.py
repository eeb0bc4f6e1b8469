"""What a connector remembers of a charging transaction."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import uuid4

from simulator.ocpp16.texts import timestamp


@dataclass
class Transaction:
    """A transaction as the station measured it: times UTC, registers in Wh. `id` is the station's own."""

    connector_number: int
    id_tag: str
    started_at: datetime
    meter_start_wh: int
    id: str = field(default_factory=lambda: str(uuid4()))
    ended_at: datetime | None = None
    meter_stop_wh: int | None = None
    reason: str | None = None
    authorization: str | None = None
    messages: int = 0
    is_end_told: bool = True

    def next_sequence(self) -> int:
        """Number of its next message, from 0."""
        self.messages += 1
        return self.messages - 1

    def as_json(self, transaction_id: str | None) -> dict[str, Any]:
        """One line of the summary; `transaction_id` is the central system's."""
        energy_wh = None if self.meter_stop_wh is None else self.meter_stop_wh - self.meter_start_wh
        return {
            "connector_number": self.connector_number,
            "id_tag": self.id_tag,
            "transaction_id": transaction_id,
            "authorization": self.authorization,
            "started_at": timestamp(self.started_at),
            "ended_at": timestamp(self.ended_at) if self.ended_at else None,
            "meter_start_wh": self.meter_start_wh,
            "meter_stop_wh": self.meter_stop_wh,
            "energy_wh": energy_wh,
            "reason": self.reason,
            "is_end_told": self.is_end_told,
        }
