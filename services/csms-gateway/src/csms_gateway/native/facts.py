"""What a handler knows of a durable message besides the message: whose it is, when it came, what was odd in it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from csms_gateway.authorization import Authorizer
from csms_gateway.events import NATIVE_REPORTED, STATUS_CHANGED, Event
from csms_gateway.native.states import ConnectorState, ConnectorStates, error_code, ocpp_word
from csms_gateway.ocppj.timestamps import read_time


@dataclass(slots=True)
class Telling:
    """One durable message on its way to facts. `at` is the station's text, `device_at` what can be believed of it."""

    station_id: str
    epoch: int
    queue_id: str
    sequence: int
    at: str
    received_at: datetime
    authorizer: Authorizer
    late_after: float
    states: ConnectorStates
    deviations: list[str] = field(default_factory=list)
    device_at: datetime | None = field(init=False)

    def __post_init__(self) -> None:
        time = read_time(self.at, self.received_at)
        self.device_at = time.at
        self.deviations.extend(time.deviations)

    @property
    def is_late(self) -> bool:
        """The station kept this for itself for a while: it was offline."""
        return self.device_at is not None and (self.received_at - self.device_at).total_seconds() > self.late_after

    def event(self, event_type: str, **data: Any) -> Event:
        """A fact of this station and connection."""
        return Event(event_type, {"station_id": self.station_id, "epoch": self.epoch, **data})

    def status(
        self, number: int, state: ConnectorState, told_word: str | None = None, info: str | None = None
    ) -> Event:
        """connector.status-changed.v1 with the controller's real code; `told_word` is the aggregator's status."""
        return self.event(
            STATUS_CHANGED,
            connector_number=number,
            evse_id=None,
            evse_connector_id=None,
            ocpp_status=told_word or ocpp_word(state),
            status=state.status,
            controller_status=state.controller_status,
            mark=state.mark,
            error_code=error_code(state),
            vendor_error_code=None,
            info=info,
            device_at=self.device_at,
            received_at=self.received_at,
        )

    def report(self, kind: str, body: dict[str, Any]) -> Event:
        """native.reported.v1: what has no fact of its own; queue and number tell a repetition."""
        return self.event(
            NATIVE_REPORTED,
            kind=kind,
            body=body,
            queue_id=self.queue_id,
            sequence=self.sequence,
            device_at=self.device_at,
            received_at=self.received_at,
        )
