"""What we read of a session: sessions-api's session.started/updated/ended.v1."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from pydantic import AwareDatetime, BaseModel

from billing_api.tariffs.selection import Subject


class PayerKind(StrEnum):
    user = "user"
    organization = "organization"
    none = "none"
    unknown = "unknown"


class Payer(BaseModel):
    kind: PayerKind
    id: UUID | None = None
    label: str | None = None


class TransactionFacts(BaseModel):
    started_at: AwareDatetime
    ended_at: AwareDatetime | None = None
    energy_flow_ended_at: AwareDatetime | None = None
    meter_start_wh: int = 0


class SessionFacts(BaseModel):
    session_id: UUID
    revision: int
    station_id: UUID
    station_number: str
    connector_number: int
    connector_type: str
    organization_id: UUID
    time_zone: str
    is_open: bool
    is_late: bool = False
    started_at: AwareDatetime
    ended_at: AwareDatetime | None = None
    energy_wh: int
    payer: Payer
    transaction: TransactionFacts | None = None
    registers: list[tuple[AwareDatetime, int]] = []
    """Of an ended session: moments and registers in Wh; absent or empty when none were told between the bounds."""

    @property
    def subject(self) -> Subject:
        """What decides which tariffs may price this session."""
        user_id = self.payer.id if self.payer.kind is PayerKind.user else None
        return Subject(self.organization_id, self.station_id, user_id, self.connector_type, self.started_at)


class Told(BaseModel):
    """Facts and the server time at which they were told."""

    facts: SessionFacts
    at: datetime
