"""Transaction ids that need no store: derived from what the station says, so a repetition gets the same one."""

from dataclasses import dataclass
from typing import Self
from uuid import UUID, uuid5


@dataclass(frozen=True, slots=True)
class TransactionId:
    """`key` names the transaction everywhere; `number` is the positive int32 that OCPP 1.6 wants (quirk T3)."""

    key: UUID
    number: int

    @classmethod
    def derive(
        cls,
        station_id: str,
        connector: int,
        timestamp: str,
        meter_start: int | str,
        id_tag: str,
        message_id: str = "",
        *,
        own_id: str = "",
    ) -> Self:
        """Ids of a transaction. `timestamp` is the text as sent.

        `message_id` is given only when the clock of the station is not to be trusted: then two starts of one day
        could look alike (quirk T11). `own_id` is the id that a station of OCPP 2.x chose.
        """
        parts = [str(connector), timestamp, str(meter_start), id_tag]
        parts += [part for part in (own_id, message_id) if part]
        # The unit separator cannot stand in any part: control characters are stripped on reading.
        key = uuid5(UUID(station_id), "\x1f".join(parts))
        return cls(key, key.int >> 97 or 1)
