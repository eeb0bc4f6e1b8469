from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field


class SoftwareRead(BaseModel):
    """`until`: when another version was reported; null while this one is.

    `update_status`: what the station last said of an update, in its own word (Downloading, InstallationFailed, …).
    """

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    station_id: UUID
    station_number: Annotated[str, Field(examples=["CP-0042"])]
    version: Annotated[str, Field(examples=["5.2.1"])]
    since: datetime
    until: Annotated[datetime | None, Field(examples=[None])]
    is_current: bool
    update_status: Annotated[str | None, Field(examples=["Installed"])]
    update_status_since: datetime | None
