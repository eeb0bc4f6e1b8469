from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict


class SoftwareRead(BaseModel):
    """`until`: when another version was reported; null while this one is.

    `update_status`: what the station last said of an update, in its own word (Downloading, InstallationFailed, …).
    """

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    station_id: UUID
    station_number: str
    version: str
    since: datetime
    until: datetime | None
    is_current: bool
    update_status: str | None
    update_status_since: datetime | None
