"""From a command to the topics: what is told about it, and the way to the gateway."""

from datetime import datetime

from common.audit import Audit
from common.outbox import Outbox
from sqlalchemy import inspect
from sqlalchemy.ext.asyncio import AsyncSession

from stations_api.commands.deeds import record_created, record_ended
from stations_api.commands.events import CommandChanged, CommandCreated, CommandRequested
from stations_api.commands.models import Command
from stations_api.station_reports import ours
from stations_api.stations.events import StationSnapshot
from stations_api.stations.models import Station


class CommandDispatch:
    """Writes to the outbox and the operation log; the caller holds the lock of the station or of the command."""

    def __init__(self, session: AsyncSession, outbox: Outbox) -> None:
        self._session, self._outbox = session, outbox

    def announce(self, command: Command, station: Station, at: datetime) -> None:
        """Tells of a new command, then sends it: who joins its token to a start must have had the chance to know."""
        is_reachable = station.is_connected and station.command_partition is not None
        command.send(at) if is_reachable else command.wait_for_station()
        self._outbox.record(CommandCreated.of(command), key=command.station_id, subject=command.id)
        self._log(command)
        if is_reachable:
            self._request(command, station)

    def carried_out(self, command: Command, station: Station, at: datetime) -> None:
        """A command that is ours alone has succeeded at once; what it changed of the station is told with it."""
        command.receive(at)
        command.observe(at)
        self._outbox.record(CommandCreated.of(command), key=command.station_id, subject=command.id)
        record_ended(self._outbox, command)
        self._log(command)
        self._outbox.record(StationSnapshot.of(station), key=station.id)
        station.is_snapshot_due = False

    def send_again(self, command: Command, station: Station, at: datetime) -> None:
        """The station has a new connection: what it has not received goes there. The caller tells the change."""
        command.send(at)
        self._request(command, station)

    def tell_change(self, command: Command) -> None:
        if not command.status.is_open and inspect(command).attrs.status.history.has_changes():
            record_ended(self._outbox, command)
        command.revision += 1
        self._log(command)
        self._outbox.record(CommandChanged.of(command), key=command.station_id, subject=command.id)

    def record_created(self, audit: Audit, command: Command) -> None:
        record_created(self._outbox, audit, command)

    def _log(self, command: Command) -> None:
        self._session.add(ours.of_command(command))

    def _request(self, command: Command, station: Station) -> None:
        self._outbox.record(
            CommandRequested.of(command),
            key=command.station_id,
            subject=command.id,
            partition=station.command_partition,
        )
