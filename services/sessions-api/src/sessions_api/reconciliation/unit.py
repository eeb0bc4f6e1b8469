"""One batch of everything this service reads: replicas first, then the stations' facts, then prices."""

from collections.abc import Awaitable, Callable, Mapping
from uuid import UUID

from common.clock import Clock
from common.consumer import Handler, RawHandler
from common.events import TOMBSTONE, Envelope
from common.outbox import Outbox
from sqlalchemy.ext.asyncio import AsyncSession

from sessions_api.charges.copy import ChargeCopy
from sessions_api.commands.joining import START, join_start_command, join_stop_command
from sessions_api.commands.replica import CommandReplica
from sessions_api.db import OutboxMessage
from sessions_api.facts import (
    AuthorizationChecked,
    MeterValues,
    StationBooted,
    StationConnected,
    StationDisconnected,
    StatusChanged,
    TransactionEnded,
    TransactionStarted,
)
from sessions_api.plain_values import read_meter_values
from sessions_api.quarantine.rejected import RejectedFrames
from sessions_api.reconciliation.apply import StationFact, apply
from sessions_api.reconciliation.book import Book
from sessions_api.reconciliation.limiting import limit_sessions
from sessions_api.reconciliation.loader import load, sessions_of_users
from sessions_api.reconciliation.needs import Needs
from sessions_api.reconciliation.writer import Writer
from sessions_api.reports.keeping import NativeReports
from sessions_api.sessions.payers import UNKNOWN
from sessions_api.sessions.sources import REMOTE
from sessions_api.settings import SessionsSettings
from sessions_api.stations.replica import StationReplica
from sessions_api.users.replica import UserReplica

SOURCE = "sessions-api"
TOPICS = ("stations", "users", "commands", "station-events", "charges")
_FACTS: Mapping[str, type[StationFact]] = {
    "connector.status-changed.v1": StatusChanged,
    "transaction.started.v1": TransactionStarted,
    "transaction.meter-values.v1": MeterValues,
    "transaction.ended.v1": TransactionEnded,
    "station.connected.v1": StationConnected,
    "station.disconnected.v1": StationDisconnected,
    "station.booted.v1": StationBooted,
}


def new_book(clock: Clock, settings: SessionsSettings) -> Book:
    return Book(clock.now(), settings.overdue_after, settings.vanished_after, settings.booted_after)


class SessionsUnit:
    """Collects the batch, then loads, applies and writes it with a fixed number of statements."""

    def __init__(self, session: AsyncSession, clock: Clock, settings: SessionsSettings) -> None:
        self._session, self._clock, self._settings = session, clock, settings
        self._stations, self._commands, self._charges = StationReplica(session), CommandReplica(session), ChargeCopy()
        self._rejected, self._users = RejectedFrames(session), UserReplica(session)
        self._outbox = Outbox(session, OutboxMessage, SOURCE, clock)
        self._reports = NativeReports(session, self._outbox)
        self._facts: list[StationFact] = []

    @property
    def handlers(self) -> Mapping[str, Handler]:
        return {
            "station.snapshot.v1": self._stations.take,
            "user.snapshot.v1": self._users.take,
            "authorization.checked.v1": self._take_refusal,
            "command.created.v1": self._commands.take,
            "command.changed.v1": self._commands.take,
            "frame.rejected.v1": self._rejected.take,
            "charge.priced.v1": self._charges.take,
            "native.reported.v1": self._reports.take,
            TOMBSTONE: self._remove,
            **{kind: self._collector(model) for kind, model in _FACTS.items()},
        }

    @property
    def raw_handlers(self) -> Mapping[str, RawHandler]:
        return {"transaction.meter-values.v1": self._take_meter_values}

    def _take_meter_values(self, raw: bytes) -> None:
        self._facts.append(read_meter_values(raw))

    def _collector(self, model: type[StationFact]) -> Callable[[Envelope], Awaitable[None]]:
        async def collect(envelope: Envelope) -> None:
            about = {"received_at": envelope.time, "fact_id": envelope.id}
            self._facts.append(model.model_validate({**about, **envelope.data}))

        return collect

    async def _take_refusal(self, envelope: Envelope) -> None:
        """Most cards are accepted, and then nothing is to be done."""
        fact = AuthorizationChecked.model_validate({"received_at": envelope.time, **envelope.data})
        if fact.is_refused:
            self._facts.append(fact)

    async def _remove(self, envelope: Envelope) -> None:
        if envelope.position[0].endswith("stations"):
            self._stations.remove(UUID(envelope.key))
        elif envelope.position[0].endswith("users"):
            self._users.remove(UUID(envelope.key))

    async def finish(self) -> None:
        await self._stations.save()
        await self._users.save()
        await self._commands.save()
        await self._rejected.save()
        needs = self._needs()
        needs.session_ids |= await sessions_of_users(self._session, self._users.changed)
        book = new_book(self._clock, self._settings)
        await load(self._session, needs, book)
        writer = Writer(self._session, book, self._outbox, self._settings.publish_every)
        self._apply(book)
        await writer.write()
        await self._reports.save()

    def _needs(self) -> Needs:
        needs = Needs(session_ids=set(self._charges.session_ids), unplaced_station_ids=set(self._stations.changed))
        for fact in self._facts:
            needs.add(fact)
        for command in self._commands.changed:
            if command.kind == START and command.remote_token is not None:
                needs.remote_tokens.add(command.remote_token.upper())
            else:
                needs.station_ids.add(command.station_id)
                needs.remote_stops.setdefault(command.station_id, command.created_at)
        return needs

    def _apply(self, book: Book) -> None:
        for session in book.sessions.values():
            if session.organization_id is None and session.station_id in book.stations:
                session.place(book.stations[session.station_id])
        apply(book, self._facts)
        _join_commands(book)
        limit_sessions(book)
        self._charges.apply(book.sessions)


def _join_commands(book: Book) -> None:
    """A command may be told after the transaction that it caused: two topics have no common order."""
    for session in book.sessions.values():
        if session.start_source == REMOTE and session.payer_kind == UNKNOWN.kind:
            join_start_command(session, book.commands.values())
        if session.stop_user_label is None:
            join_stop_command(session, book.commands.values())
