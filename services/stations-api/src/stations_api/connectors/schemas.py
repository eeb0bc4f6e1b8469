from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from stations_api.connectors.types import ConnectorStatus


class StatusChangeRead(BaseModel):
    """`at`: the station's time where it can be true, else the server's."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    connector_number: int
    at: datetime
    device_at: datetime | None
    received_at: datetime
    status: ConnectorStatus
    controller_status: str
    ocpp_status: str
    mark: str | None
    error_code: str | None
    vendor_error_code: str | None
    info: str | None
