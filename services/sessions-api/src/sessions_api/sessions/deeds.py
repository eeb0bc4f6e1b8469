"""Sessions in the security log (SEC-024): their start and end and those of their transactions, told by the station."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from common.audit import Audit, Link
from common.outbox import Outbox

from sessions_api.sessions.models import Session
from sessions_api.sessions.sources import TOLD_FLAGS


@dataclass(frozen=True, slots=True)
class Stage:
    """How far a session has come."""

    is_begun: bool = False
    transaction_id: UUID | None = None
    is_start_told: bool = False
    """By the station: a rule assumes what was lost."""
    is_transaction_over: bool = False
    is_over: bool = False
    parameters: frozenset[str] = frozenset()
    """Flags of the session that only the station can tell (ENU-558..565)."""

    @classmethod
    def of(cls, session: Session) -> "Stage":
        transaction, told = session.transaction, TOLD_FLAGS.intersection(session.flags)
        return cls(
            is_begun=True,
            transaction_id=transaction.id if transaction else None,
            is_start_told=transaction is not None and not transaction.is_start_assumed,
            is_transaction_over=transaction is not None and transaction.ended_at is not None,
            is_over=not session.is_open,
            parameters=told,
        )


NOTHING_YET = Stage()


def deeds(before: Stage, after: Stage) -> list[str]:
    """Operations between two stages, in order; (S): recorded by the server, (T): told by the terminal (SEC-019)."""
    is_other = before.transaction_id != after.transaction_id
    happened = {
        "session_started_s": not before.is_begun,
        "session_started_t": after.is_start_told and (is_other or not before.is_start_told),
        "session_params_changed_t": before.is_begun and before.parameters != after.parameters,
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
    station, after = Audit.of_station(session.station_number, session.organization_id), Stage.of(session)
    for operation in deeds(before, after):
        is_of_parameters = operation == "session_params_changed_t"
        station.record(
            outbox,
            operation,
            Link("session", session.id, session.transaction_number),
            session_id=session.id,
            arguments={"connector_number": session.connector_number, "energy_wh": session.energy_wh},
            before={"parameters": sorted(before.parameters)} if is_of_parameters else None,
            after={"parameters": sorted(after.parameters)} if is_of_parameters else None,
        )


def record_created(outbox: Outbox, sessions: Iterable[Session]) -> None:
    """The station says that it has opened them, by a message of its own (native protocol)."""
    for session in sessions:
        Audit.of_station(session.station_number, session.organization_id).record(
            outbox,
            "session_created_t",
            Link("session", session.id, session.transaction_number),
            session_id=session.id,
            arguments={"connector_number": session.connector_number},
        )
