"""What other services announce, as receivers read it."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from common.events import Envelope

from notifications_api.public_events.bodies import DOCUMENTS
from notifications_api.public_events.documents import Data

PUBLIC: Mapping[str, tuple[str, str]] = {
    "station.connected.v1": ("station.connected", "station_id"),
    "station.disconnected.v1": ("station.disconnected", "station_id"),
    "station.booted.v1": ("station.booted", "station_id"),
    "connector.status-changed.v1": ("connector.status_changed", "station_id"),
    "session.started.v1": ("session.started", "session_id"),
    "session.updated.v1": ("session.updated", "session_id"),
    "session.ended.v1": ("session.ended", "session_id"),
    "charge.priced.v1": ("charge.priced", "session_id"),
    "payment.changed.v1": ("payment.changed", "payment_id"),
    "command.created.v1": ("command.created", "command_id"),
    "command.changed.v1": ("command.changed", "command_id"),
    "incident.opened.v1": ("incident.opened", "station_id"),
    "incident.resolved.v1": ("incident.resolved", "station_id"),
}
"""Type on the topic → (public type, the field that names the thing whose events keep their order)."""


@dataclass(frozen=True, slots=True)
class PublicEvent:
    """`id` is the announcement's own: a message that is read again is the same event."""

    id: UUID
    type: str
    object_key: str
    envelope: Envelope
    station_id: UUID | None
    organization_id: UUID | None
    """As announced; None: the station's owner has to be looked up."""

    def data(self, station_number: str | None) -> Data:
        told = self.envelope.data
        if station_number is not None and not told.get("station_number"):
            told = {**told, "station_number": station_number}
        return DOCUMENTS[self.type].model_validate(told)


def translated(envelope: Envelope) -> PublicEvent:
    public_type, key = PUBLIC[envelope.type]
    told = envelope.data
    return PublicEvent(
        id=UUID(str(envelope.id)),
        type=public_type,
        object_key=f"{public_type.split('.')[0]}:{told[key]}" if key != "station_id" else f"station:{told[key]}",
        envelope=envelope,
        station_id=_uuid(told.get("station_id")),
        organization_id=_uuid(told.get("organization_id")),
    )


def _uuid(text: str | None) -> UUID | None:
    return UUID(text) if text else None
