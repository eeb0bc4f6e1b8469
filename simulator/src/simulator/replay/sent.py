"""What a run really sent: the JSON summary that the comparison reads."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from simulator.ocpp16.texts import timestamp
from simulator.protocols import Delivery
from simulator.replay.plan import PlannedSession
from simulator.replay.telling import Telling, session_registers

SessionKey = tuple[str, int, datetime]


@dataclass(frozen=True)
class SentSession:
    """A session as the station told it, with the answers; `registers` are the told (time, Wh) pairs."""

    session: PlannedSession
    connector_type: str
    zone: str
    transaction_id: str | None
    authorization: str | None
    is_told: bool
    registers: list[tuple[datetime, int]]

    @property
    def key(self) -> SessionKey:
        """Station number, connector number, start: one plug starts once at a second."""
        return session_key(self.session)

    def as_json(self) -> dict[str, Any]:
        """Wh as integers, times as ISO 8601 UTC."""
        session = self.session
        return {
            "session_id": session.session_id,
            "station_number": session.station_number,
            "connector_number": session.connector_number,
            "id_tag": session.id_tag,
            "started_at": timestamp(session.started_at),
            "ended_at": timestamp(session.ended_at),
            "meter_start_wh": session.meter_start_wh,
            "meter_stop_wh": session.meter_stop_wh,
            "energy_wh": session.energy_wh,
            "transaction_id": self.transaction_id,
            "authorization": self.authorization,
            "is_told": self.is_told,
        }


def session_key(session: PlannedSession) -> SessionKey:
    """The key of a planned session."""
    return session.station_number, session.connector_number, session.started_at


def sent_sessions(deliveries: Iterable[Delivery]) -> list[SentSession]:
    """All sessions of all stations with what became of them."""
    return [sent_session(delivery, telling) for delivery in deliveries for telling in delivery.tellings]


def sent_session(delivery: Delivery, telling: Telling) -> SentSession:
    """One session after its delivery."""
    return SentSession(
        session=telling.session,
        connector_type=delivery.plan.connectors[telling.session.connector_number].type,
        zone=delivery.plan.zone,
        transaction_id=telling.transaction_id,
        authorization=telling.authorization,
        is_told=telling.is_told,
        registers=session_registers(telling.session),
    )
