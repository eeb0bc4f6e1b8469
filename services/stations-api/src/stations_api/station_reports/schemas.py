from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict


class ReportRead(BaseModel):
    """`kind` says how to read `body`.

    firmware, log {status, request_id}; security {kind, tech_info}; component {events}; a native kind (climate, device,
    incident and so on) has the body of its message.
    """

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    station_id: UUID
    kind: str
    connector_number: int | None
    device_at: datetime | None
    received_at: datetime
    body: dict[str, Any]
