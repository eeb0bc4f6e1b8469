"""The working set of one batch: every session, connector and stray fact that its events can touch.

The loader fills it from the database, the handlers (starts, ends, statuses, meters) change it in memory, the writer
saves it with a few statements. Nothing in it does any I/O, so that the same rules are tested without a database.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from common.ids import uuid7_of

from sessions_api.commands.models import Command
from sessions_api.metering.history import HistoryBook
from sessions_api.reconciliation.models import WAITING, ConnectorState, UnmatchedFact
from sessions_api.sessions.limits import StopReason
from sessions_api.sessions.models import Session, SessionEvent
from sessions_api.stations.models import Station
from sessions_api.users.models import User

Connector = tuple[UUID, int]
"""(station id, connector number)"""
Number = tuple[UUID, str]
"""(station id, transaction number)"""


@dataclass
class Book:
    """`now` is the server's time of the batch."""

    now: datetime
    overdue_after: timedelta = timedelta(hours=12)
    vanished_after: timedelta = timedelta(hours=12)
    booted_after: timedelta = timedelta(minutes=15)
    stations: dict[UUID, Station] = field(default_factory=dict)
    sessions: dict[UUID, Session] = field(default_factory=dict)
    connectors: dict[Connector, ConnectorState] = field(default_factory=dict)
    unmatched: dict[Number, list[UnmatchedFact]] = field(default_factory=lambda: defaultdict(list))
    commands: dict[UUID, Command] = field(default_factory=dict)
    users: dict[UUID, User] = field(default_factory=dict)
    """Those whose charging is limited in some way, of the users that the batch is about."""
    elsewhere_wh: dict[UUID, int] = field(default_factory=dict)
    """By user: what his unfinished sessions outside this book have taken."""
    stops: dict[UUID, StopReason] = field(default_factory=dict)
    """Sessions that have to end, and why."""
    history: HistoryBook = field(default_factory=HistoryBook)
    events: dict[tuple[UUID, datetime, str], SessionEvent] = field(default_factory=dict)
    new: list[Session | ConnectorState | UnmatchedFact] = field(default_factory=list)
    fact_id: str | None = None
    """The fact that is being applied; None while a rule is."""
    _by_connector: dict[Connector, list[Session]] = field(default_factory=lambda: defaultdict(list))
    _by_number: dict[Number, list[Session]] = field(default_factory=lambda: defaultdict(list))
    _by_key: dict[UUID, Session] = field(default_factory=dict)

    def know(self, session: Session) -> None:
        """Makes a session findable; again after it has taken a transaction."""
        if session.id not in self.sessions:
            self.sessions[session.id] = session
            self._by_connector[session.station_id, session.connector_number].append(session)
        if session.transaction is not None:
            self._by_key[session.transaction.transaction_key] = session
            known = self._by_number[session.station_id, session.transaction.number]
            if session not in known:
                known.append(session)

    def forget_transaction(self, session: Session) -> None:
        """The session is about to lose its transaction to another one."""
        assert session.transaction is not None
        self._by_number[session.station_id, session.transaction.number].remove(session)
        del self._by_key[session.transaction.transaction_key]

    def open_session(self, connector: Connector, started_at: datetime, *, is_late: bool = False) -> Session:
        session = Session.open(*connector, started_at, is_late=is_late)
        session.id = self._name(session)
        if (station := self.stations.get(session.station_id)) is not None:
            session.place(station)
        self.know(session)
        self.new.append(session)
        return session

    def _name(self, session: Session) -> UUID:
        """After the fact that opens it: a database put back to an older day gives a session told again its old id.

        Else billing, which may have heard of it before, would ask for its money twice.
        """
        if not self.fact_id:
            return session.id
        names = self.fact_id, session.connector_number, session.is_late, session.started_at.isoformat()
        name = uuid7_of(session.started_at, *names)
        return session.id if name in self.sessions else name

    def live(self, connector: Connector) -> Session | None:
        """The open session that stands for the connector's present."""
        return self._open(connector, is_late=False)

    def late(self, connector: Connector) -> Session | None:
        """The open session of a transaction that was delivered late."""
        return self._open(connector, is_late=True)

    def _open(self, connector: Connector, *, is_late: bool) -> Session | None:
        known = self._by_connector[connector]
        return next((session for session in known if session.is_open and session.is_late is is_late), None)

    def without_transaction(self, connector: Connector) -> Iterator[Session]:
        return (session for session in self._by_connector[connector] if session.transaction is None)

    def has_transaction(self, key: UUID) -> bool:
        return key in self._by_key

    def of_number(self, station_id: UUID, number: str) -> list[Session]:
        return self._by_number[station_id, number]

    def open_of_station(self, station_id: UUID) -> Iterable[Session]:
        return (session for session in self.sessions.values() if session.station_id == station_id and session.is_open)

    def running_wh(self, user_id: UUID) -> int:
        """What all unfinished sessions of the user have taken so far."""
        of_user = [one for one in self.sessions.values() if one.payer_id == user_id and one.is_open]
        return self.elsewhere_wh.get(user_id, 0) + sum(one.energy_wh for one in of_user if one.payer_kind == "user")

    def note(self, session: Session, at: datetime, kind: str, **params: str) -> None:
        """Adds to the session's chain of events; the same moment told twice is one event."""
        event = SessionEvent(session_id=session.id, at=at, type=kind, params=params)
        self.events.setdefault((session.id, at, kind), event)

    def put_aside(self, fact: UnmatchedFact) -> None:
        """Keeps a fact whose transaction is not known; the same fact again changes nothing."""
        waiting = self.unmatched[fact.station_id, fact.transaction_number]
        if all((known.kind, known.fingerprint) != (fact.kind, fact.fingerprint) for known in waiting):
            waiting.append(fact)
            self.new.append(fact)

    def take_unmatched(self, station_id: UUID, number: str) -> list[UnmatchedFact]:
        """The facts that wait for this transaction, in the order of their receipt."""
        waiting = [fact for fact in self.unmatched[station_id, number] if fact.state == WAITING]
        return sorted(waiting, key=lambda fact: fact.received_at)

    def see_connector(self, state: ConnectorState) -> None:
        self.connectors[state.station_id, state.connector_number] = state
        self.new.append(state)
