"""What the gateway publishes: names of the facts, and how one becomes a Kafka record."""

from collections.abc import Mapping
from datetime import datetime
from enum import Enum, auto
from typing import Any, Final, NamedTuple

from common.events import type_headers

from csms_gateway.publishing.envelopes import EnvelopeWriter

CONNECTED: Final = "station.connected.v1"
DISCONNECTED: Final = "station.disconnected.v1"
SEEN: Final = "station.seen.v1"
BOOTED: Final = "station.booted.v1"
STATUS_CHANGED: Final = "connector.status-changed.v1"
AUTHORIZATION_CHECKED: Final = "authorization.checked.v1"
TRANSACTION_STARTED: Final = "transaction.started.v1"
METER_VALUES: Final = "transaction.meter-values.v1"
TRANSACTION_ENDED: Final = "transaction.ended.v1"
COMMAND_DELIVERED: Final = "command.delivered.v1"
COMMAND_ANSWERED: Final = "command.answered.v1"
FRAME_REJECTED: Final = "frame.rejected.v1"
FRAME_LOGGED: Final = "frame.logged.v1"
UNKNOWN_SEEN: Final = "station.unknown-seen.v1"
FIRMWARE_STATUS: Final = "firmware.status-changed.v1"
LOG_STATUS: Final = "log.status-changed.v1"
SECURITY_EVENT: Final = "security.event-reported.v1"
DEVICE_MODEL: Final = "device-model.reported.v1"
COMPONENT_EVENT: Final = "component.event-reported.v1"
NATIVE_REPORTED: Final = "native.reported.v1"
PASSPORT: Final = "station.passport.v1"

TELLING: Final = frozenset({CONNECTED, BOOTED, STATUS_CHANGED, TRANSACTION_STARTED, METER_VALUES, TRANSACTION_ENDED})
"""Every reader of signs of life takes these for one: beside them SEEN would say nothing new."""

RAW_LIMIT: Final = 4096

_TYPES: Final = (
    CONNECTED,
    DISCONNECTED,
    SEEN,
    BOOTED,
    STATUS_CHANGED,
    AUTHORIZATION_CHECKED,
    TRANSACTION_STARTED,
    METER_VALUES,
    TRANSACTION_ENDED,
    COMMAND_DELIVERED,
    COMMAND_ANSWERED,
    FRAME_REJECTED,
    FRAME_LOGGED,
    UNKNOWN_SEEN,
    FIRMWARE_STATUS,
    LOG_STATUS,
    SECURITY_EVENT,
    DEVICE_MODEL,
    COMPONENT_EVENT,
    NATIVE_REPORTED,
    PASSPORT,
)
_HEADERS: Final = {name: type_headers(name) for name in _TYPES}
_WRITERS: Final = {name: EnvelopeWriter(name) for name in _TYPES}


class Delivery(Enum):
    """What happens to an event, and to the answer that goes with it, when Kafka is away."""

    HELD = auto()
    """The answer waits; when Kafka stays away the event is dropped, the station was told nothing and repeats it."""
    KEPT = auto()
    """The answer does not wait; the event stays in bounded memory until Kafka is back."""
    LOSSY = auto()
    """Nobody misses it: dropped when Kafka does not take it at once."""


class Event(NamedTuple):
    """One fact about a station; `data` is JSON as the contract says, datetimes and UUIDs allowed."""

    type: str
    data: Mapping[str, Any]

    def encode(self, subject: str, time: datetime) -> bytes:
        """The whole record; `time` is UTC."""
        return _WRITERS[self.type].write(subject, time, self.data)

    @property
    def headers(self) -> list[tuple[str, bytes]]:
        return _HEADERS[self.type]
