"""What a batch must know before it can be applied: collected from its events."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from sessions_api.facts import (
    AuthorizationChecked,
    MeterValues,
    StatusChanged,
    Token,
    TransactionEnded,
    TransactionStarted,
)
from sessions_api.moments import plausible
from sessions_api.reconciliation.apply import StationFact
from sessions_api.reconciliation.book import Connector, Number
from sessions_api.sessions.sources import REMOTE, stop_source

STOP_COMMAND_AGE = timedelta(minutes=20)


@dataclass
class Needs:
    station_ids: set[UUID] = field(default_factory=set)
    connectors: set[Connector] = field(default_factory=set)
    numbers: set[Number] = field(default_factory=set)
    keys: set[UUID] = field(default_factory=set)
    starts: set[tuple[UUID, int, datetime]] = field(default_factory=set)
    session_ids: set[UUID] = field(default_factory=set)
    unplaced_station_ids: set[UUID] = field(default_factory=set)
    remote_tokens: set[str] = field(default_factory=set)
    user_ids: set[UUID] = field(default_factory=set)
    """Whose limits matter beyond those of the sessions that are loaded."""
    remote_stops: dict[UUID, datetime] = field(default_factory=dict)
    """Station → since when its stop commands matter."""

    def add(self, fact: StationFact) -> None:
        self.station_ids.add(fact.station_id)
        match fact:
            case StatusChanged():
                self.connectors.add((fact.station_id, fact.connector_number))
            case TransactionStarted():
                self._add_start(fact)
            case MeterValues():
                self._add_user(fact.token)
                if fact.transaction_number is not None:
                    self.numbers.add((fact.station_id, fact.transaction_number))
            case TransactionEnded():
                self._add_end(fact)
            case AuthorizationChecked():
                self._add_user(fact.token)

    def _add_start(self, fact: TransactionStarted) -> None:
        self.keys.add(fact.transaction_key)
        self._add_user(fact.token)
        self.numbers.add((fact.station_id, fact.transaction_number))
        self.starts.add((fact.station_id, fact.connector_number, plausible(fact.device_at, fact.received_at)))
        if fact.token.remote_token is not None:
            self.remote_tokens.add(fact.token.remote_token.upper())

    def _add_user(self, token: Token | None) -> None:
        if token is not None and token.user_id is not None:
            self.user_ids.add(token.user_id)

    def _add_end(self, fact: TransactionEnded) -> None:
        self.numbers.add((fact.station_id, fact.transaction_number))
        if stop_source(fact.reason) == REMOTE:
            since = fact.received_at - STOP_COMMAND_AGE
            self.remote_stops[fact.station_id] = min(since, self.remote_stops.get(fact.station_id, since))
