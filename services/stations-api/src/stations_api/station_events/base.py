from typing import ClassVar
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict


class Fact(BaseModel):
    """`id` and `at` come from the envelope: the event's id and the server's time."""

    model_config = ConfigDict(extra="ignore", frozen=True)
    type: ClassVar[str]

    id: UUID
    at: AwareDatetime
    station_id: UUID
    epoch: int
