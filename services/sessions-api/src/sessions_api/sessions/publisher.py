"""Decides which sessions of a batch are announced now, which later, and which have nothing new to tell."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from common.outbox import Outbox

from sessions_api.metering.curve import Point, checksum
from sessions_api.sessions.deeds import NOTHING_YET, Stage, record
from sessions_api.sessions.events import SessionStopRequested, event_of
from sessions_api.sessions.limits import StopReason
from sessions_api.sessions.models import Session

Facts = tuple[Any, ...]
_MILESTONES = ("state", "is_open", "started_at", "ended_at", "payer_kind", "payer_id", "organization_id")
_PROGRESS = (
    "energy_wh",
    "user_label",
    "start_source",
    "stop_source",
    "flags",
    "max_power_w",
    "max_current_a",
    "soc_start",
    "soc_end",
    "registers_checksum",
)


def milestones(session: Session) -> Facts:
    """What is told at once."""
    transaction = session.transaction
    facts = map(_loaded(session), _MILESTONES)
    return (*facts, *((transaction.id, transaction.ended_at) if transaction else (None, None)))


def progress(session: Session) -> Facts:
    """What may wait for the next regular update while the session runs."""
    transaction = session.transaction
    facts = tuple(map(_loaded(session), _PROGRESS))
    if transaction is None:
        return facts
    return (*facts, transaction.meter_start_wh, transaction.meter_stop_wh, transaction.energy_flow_ended_at)


def _loaded(session: Session) -> Callable[[str], Any]:
    """Reads an attribute past the mapper, which takes longer for it; one that nobody has set yet is None."""
    return vars(session).get


class Publisher:
    """Announces sessions through the outbox; the caller holds the locks of their rows."""

    def __init__(self, outbox: Outbox, now: datetime, every: timedelta) -> None:
        self._outbox, self._now, self._every = outbox, now, every
        self._before: dict[UUID, tuple[Facts, Facts]] = {}
        self._stages: dict[UUID, Stage] = {}

    def remember(self, session: Session) -> None:
        """Call with each session as it stands in the database."""
        self._before[session.id] = (milestones(session), progress(session))
        if session.published_at is not None:
            self._stages[session.id] = Stage.of(session)

    def is_changed(self, session: Session) -> bool:
        before = self._before.get(session.id)
        return session.is_unpublished or before != (milestones(session), progress(session))

    def publish(self, sessions: Iterable[Session], curves: Mapping[UUID, Sequence[Point]]) -> None:
        for session in sessions:
            if session.id in curves:
                session.registers_checksum = checksum(curves[session.id])
            before, after = self._before.get(session.id), (milestones(session), progress(session))
            if before != after:
                session.is_unpublished = True
            if session.is_unpublished and self._is_due(session, before, after):
                self.announce(session, curves.get(session.id, ()))

    def _is_due(self, session: Session, before: tuple[Facts, Facts] | None, after: tuple[Facts, Facts]) -> bool:
        if session.organization_id is None:  # the station's snapshot is still on its way
            return False
        if before is None or before[0] != after[0] or not session.is_open or session.published_at is None:
            return True
        return self._now - session.published_at >= self._every

    def ask_to_stop(self, sessions: Mapping[UUID, Session], stops: Mapping[UUID, StopReason]) -> None:
        """stations-api makes a command of it; a session that has ended meanwhile is not asked."""
        for session_id, reason in stops.items():
            if sessions[session_id].has_running_transaction:
                self._outbox.record(SessionStopRequested.of(sessions[session_id], reason), key=session_id)

    def announce(self, session: Session, curve: Sequence[Point]) -> None:
        session.revision += 1
        self._outbox.record(event_of(session, curve), key=session.id)
        record(self._outbox, session, self._stages.get(session.id, NOTHING_YET))
        self._stages[session.id] = Stage.of(session)
        session.published_at, session.is_unpublished = self._now, False
