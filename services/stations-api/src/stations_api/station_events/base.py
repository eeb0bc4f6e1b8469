from datetime import datetime
from typing import ClassVar, Final, Protocol
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict

READER: Final = "stations.station-events"
"""Name of the one consumer that reads them."""


class StationFact(Protocol):
    """What every fact has: whose it is, by which connection it came, and the server's time."""

    @property
    def at(self) -> datetime: ...
    @property
    def station_id(self) -> UUID: ...
    @property
    def epoch(self) -> int: ...


class Fact(BaseModel):
    """`id` and `at` come from the envelope: the event's id and the server's time."""

    model_config = ConfigDict(extra="ignore", frozen=True)
    type: ClassVar[str]

    id: UUID
    at: AwareDatetime
    station_id: UUID
    epoch: int
