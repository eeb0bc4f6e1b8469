"""Sessions in the security log (SEC-024): their start and end and those of their transactions, told by the station."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from common.audit import Audit, Link
from common.outbox import Outbox

from sessions_api.sessions.models import Session


@dataclass(frozen=True, slots=True)
class Stage:
    """How far a session has come."""

    is_begun: bool = False
    transaction_id: UUID | None = None
    is_transaction_over: bool = False
    is_over: bool = False

    @classmethod
    def of(cls, session: Session) -> "Stage":
        transaction = session.transaction
        if transaction is None:
            return cls(is_begun=True, is_over=not session.is_open)
        return cls(True, transaction.id, transaction.ended_at is not None, not session.is_open)


NOTHING_YET = Stage()


def deeds(before: Stage, after: Stage) -> list[str]:
    """Operations between two stages, in their order; (S): recorded by the server (SEC-019)."""
    is_other = before.transaction_id != after.transaction_id
    happened = {
        "session_started_s": not before.is_begun,
        "transaction_started_s": is_other and after.transaction_id is not None,
        "transaction_ended_s": after.is_transaction_over and (is_other or not before.is_transaction_over),
        "session_ended_s": after.is_over and not before.is_over,
    }
    return [operation for operation, is_so in happened.items() if is_so]


def record_correction(
    outbox: Outbox, audit: Audit, session: Session, before: dict[str, Any], after: dict[str, Any]
) -> None:
    """A person changed energy, end or state by hand (SES-191)."""
    audit.record(
        outbox,
        "session_corrected",
        Link("session", session.id, session.transaction_number),
        organization_id=session.organization_id,
        session_id=session.id,
        before=before,
        after=after,
    )


def record(outbox: Outbox, session: Session, before: Stage) -> None:
    """Tells the log what has happened to the session since `before`."""
    station = Audit.of_station(session.station_number, session.organization_id)
    for operation in deeds(before, Stage.of(session)):
        station.record(
            outbox,
            operation,
            Link("session", session.id, session.transaction_number),
            session_id=session.id,
            arguments={"connector_number": session.connector_number, "energy_wh": session.energy_wh},
        )
