from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict


class FrameRead(BaseModel):
    """A frame as it went over the wire; the parts are null where it could not be read."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    at: datetime
    station_id: UUID
    epoch: int
    direction: Literal["in", "out"]
    message_type: str | None
    message_id: str | None
    action: str | None
    raw: str
