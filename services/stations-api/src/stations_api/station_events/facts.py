"""Our view of the gateway's facts (topic `station-events`): only what we use, the rest is ignored."""

from typing import Any, ClassVar, Literal
from uuid import UUID

from common.events import Envelope
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from stations_api.connectors.reports import StatusReport
from stations_api.connectors.types import ConnectorStatus
from stations_api.station_events.base import Fact, StationFact
from stations_api.station_events.meter_values import MeterValues, read_data
from stations_api.station_reports.facts import REPORTS
from stations_api.texts import without_nul


class Connected(Fact):
    type: ClassVar = "station.connected.v1"

    gateway: int
    command_partition: int
    remote_address: str = ""
    protocol: str = "ocpp1.6"


class Disconnected(Fact):
    type: ClassVar = "station.disconnected.v1"

    reason: str = ""


class Seen(Fact):
    type: ClassVar = "station.seen.v1"


class Booted(Fact):
    type: ClassVar = "station.booted.v1"

    vendor: str | None = None
    model: str | None = None
    serial_number: str | None = None
    firmware_version: str | None = None
    raw: dict[str, Any] = Field(default_factory=dict)


class PassportShown(Fact):
    """A native station's hello."""

    type: ClassVar = "station.passport.v1"

    passport: dict[str, Any]


class StatusChanged(Fact):
    type: ClassVar = "connector.status-changed.v1"

    connector_number: int
    ocpp_status: str
    status: ConnectorStatus
    controller_status: str
    mark: str | None = None
    error_code: str | None = None
    vendor_error_code: str | None = None
    info: str | None = None
    device_at: AwareDatetime | None = None
    received_at: AwareDatetime

    @property
    def report(self) -> StatusReport:
        fields = StatusReport.__dataclass_fields__
        return StatusReport(**{name: getattr(self, name) for name in fields})


class Token(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    kind: str = "none"
    remote_token: str | None = None


class TransactionStarted(Fact):
    type: ClassVar = "transaction.started.v1"

    connector_number: int
    transaction_number: str
    token: Token = Token()
    device_at: AwareDatetime | None = None
    received_at: AwareDatetime
    is_late: bool = False


class TransactionEnded(Fact):
    type: ClassVar = "transaction.ended.v1"

    transaction_number: str
    device_at: AwareDatetime | None = None
    received_at: AwareDatetime


class DeviceModelReported(Fact):
    """NotifyReport (OCPP 2.0.1), one part of it."""

    type: ClassVar = "device-model.reported.v1"

    variables: list[dict[str, Any]] = Field(default_factory=list)


class CommandDelivered(Fact):
    type: ClassVar = "command.delivered.v1"

    command_id: UUID
    answer_seconds: float = 0.0
    """How long the gateway waits for the answer."""


class Explanation(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    code: str = ""
    description: str = ""


class CommandAnswered(Fact):
    type: ClassVar = "command.answered.v1"

    command_id: UUID
    outcome: Literal["accepted", "rejected", "error", "timeout"]
    answer: dict[str, Any] | None = None
    error: Explanation | None = None

    @property
    def explanation(self) -> str | None:
        """What the station said besides: its status word, or the error's code and text."""
        if self.error is not None:
            return f"{self.error.code} {self.error.description}".strip() or None
        if self.answer and "status" in self.answer:
            return str(self.answer["status"])
        return _worst(self.answer)


def _worst(answer: dict[str, Any] | None) -> str | None:
    """SetVariables (2.0.1, B05) is answered per variable: the first that was not simply accepted speaks for all."""
    rows = (answer or {}).get("setVariableResult")
    if not isinstance(rows, list):
        return None
    words = [str(row["attributeStatus"]) for row in rows if isinstance(row, dict) and "attributeStatus" in row]
    return next((word for word in words if word != "Accepted"), words[0] if words else None)


FACTS: tuple[type[Fact | MeterValues], ...] = (
    Connected,
    Disconnected,
    Seen,
    Booted,
    PassportShown,
    StatusChanged,
    TransactionStarted,
    MeterValues,
    TransactionEnded,
    DeviceModelReported,
    CommandDelivered,
    CommandAnswered,
    *REPORTS,
)
FACT_OF: dict[str, type[Fact | MeterValues]] = {kind.type: kind for kind in FACTS}


def read_fact(envelope: Envelope) -> StationFact:
    """Raises ValidationError when the message is not what the contract says; it becomes a dead letter."""
    kind = FACT_OF[envelope.type]
    if issubclass(kind, MeterValues):
        return read_data(envelope.data, envelope.time)
    about: dict[str, Any] = {"id": envelope.id, "at": envelope.data.get("at") or envelope.time}
    return kind.model_validate({**without_nul(envelope.data), **about})
