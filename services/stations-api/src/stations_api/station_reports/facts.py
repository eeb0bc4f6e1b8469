"""The gateway's facts that become entries of the operation log, each by its own small model."""

from typing import Annotated, Any, ClassVar
from uuid import UUID

from pydantic import AwareDatetime, Field

from stations_api.station_events.base import Fact
from stations_api.station_reports.models import StationReport


class Report(Fact):
    """A fact that is kept as it came; `body` is what is shown of it."""

    log_kind: ClassVar[str] = ""

    received_at: AwareDatetime
    device_at: AwareDatetime | None = None

    @property
    def kind_of_entry(self) -> str:
        return self.log_kind

    @property
    def connector_number(self) -> int | None:
        return None

    @property
    def body_of_entry(self) -> dict[str, Any]:
        return self.model_dump(mode="json", exclude={"id", "at", "station_id", "epoch", "received_at", "device_at"})

    def entry(self) -> StationReport:
        return StationReport(
            id=self.id,
            received_at=self.received_at,
            station_id=self.station_id,
            kind=self.kind_of_entry,
            connector_number=self.connector_number,
            device_at=self.device_at,
            body=self.body_of_entry,
        )


class _Progress(Report):
    status: str
    request_id: int | None = None


class FirmwareStatusChanged(_Progress):
    type: ClassVar = "firmware.status-changed.v1"
    log_kind: ClassVar = "firmware"


class LogStatusChanged(_Progress):
    type: ClassVar = "log.status-changed.v1"
    log_kind: ClassVar = "log"


class SecurityEventReported(Report):
    type: ClassVar = "security.event-reported.v1"
    log_kind: ClassVar = "security"

    kind: str
    tech_info: str | None = None


class ComponentEventReported(Report):
    """NotifyEvent (OCPP 2.0.1)."""

    type: ClassVar = "component.event-reported.v1"
    log_kind: ClassVar = "component"

    events: list[dict[str, Any]]


class AuthorizationChecked(Report):
    """Somebody presented himself (STN-149); of a card only its last digits are kept."""

    type: ClassVar = "authorization.checked.v1"
    log_kind: ClassVar = "authorization"

    told_connector_number: Annotated[int | None, Field(alias="connector_number")] = None
    result: str
    token: dict[str, Any] = Field(default_factory=dict)

    @property
    def connector_number(self) -> int | None:
        return self.told_connector_number

    @property
    def body_of_entry(self) -> dict[str, Any]:
        shown = {name: self.token.get(name) for name in ("kind", "last4", "user_id", "user_label")}
        return {"result": self.result, **shown}


JOURNAL = "journal"
"""Kind of a piece of log files."""
UPDATE = "update"
"""Kind of a step of an update."""
SETTINGS = "settings"
"""Kind of a settings document, and its member with the settings."""


class NativeReported(Report):
    """A delta or entry of a native station; its kind is the log's kind."""

    type: ClassVar = "native.reported.v1"

    kind: str
    body: dict[str, Any]

    @property
    def kind_of_entry(self) -> str:
        return self.kind

    @property
    def connector_number(self) -> int | None:
        number = self.body.get("connector_number")
        return number if isinstance(number, int) else None

    @property
    def body_of_entry(self) -> dict[str, Any]:
        return self.body

    @property
    def ended_journal(self) -> UUID | None:
        """The command whose log files end with this piece."""
        if self.kind != JOURNAL or self.body.get("is_last") is not True:
            return None
        try:
            return UUID(str(self.body.get("command_id")))
        except ValueError:
            return None


REPORTS: tuple[type[Report], ...] = (
    FirmwareStatusChanged,
    LogStatusChanged,
    SecurityEventReported,
    ComponentEventReported,
    AuthorizationChecked,
    NativeReported,
)
