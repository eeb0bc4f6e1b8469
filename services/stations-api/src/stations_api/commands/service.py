from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from common.audit import Audit
from common.auth import Principal
from common.clock import Clock
from common.ids import uuid7
from common.tokens import sign_number

from stations_api.commands.dispatch import CommandDispatch
from stations_api.commands.errors import (
    CommandNotFound,
    ConnectorUnknown,
    LocationMissing,
    NoOpenTransaction,
    NotSupportedByProtocol,
    PayerBlocked,
    PayerHasDebt,
    PayerUnknown,
    RoleUnfit,
)
from stations_api.commands.kinds import RULES, CommandKind, protocol_in_use
from stations_api.commands.models import DOCUMENT, LOCATION, READ_BACK, Command, CommandStatus
from stations_api.commands.repository import CommandRepository
from stations_api.commands.schemas import CommandCreate, PayerIn
from stations_api.commands.settings_parts import parts_of
from stations_api.connectors.models import STATION_ITSELF
from stations_api.directory.models import UserCopy
from stations_api.directory.repository import DirectoryRepository
from stations_api.settings import StationsSettings
from stations_api.stations.errors import StationNotFound
from stations_api.stations.models import Station
from stations_api.stations.repository import StationRepository
from stations_api.stations.types import Protocol

TOKEN_PREFIX = "SC"  # noqa: S105 - first letters of every token, no secret
SYSTEM = Principal(UUID(int=0), "client", "system", frozenset(), None, "*")
"""Who gives the commands that follow from a rule, not from a person's wish."""
LET_IN = frozenset({"technik", "customer"})
"""Roles of those whom a remote authorisation may let in."""
NOBODY = {"kind": "none", "id": None, "label": None}


@dataclass(frozen=True, slots=True)
class StopWanted:
    """A session that has to end: at its connector this transaction, for this reason."""

    station_id: UUID
    connector_number: int
    transaction_number: str
    reason: str

    def as_command(self) -> CommandCreate:
        return CommandCreate(
            station_id=self.station_id,
            connector_number=self.connector_number,
            kind=CommandKind.STOP_SESSION,
            parameters={"reason": self.reason},
        )


class CommandService:
    """Use cases of remote commands."""

    def __init__(
        self,
        commands: CommandRepository,
        stations: StationRepository,
        directory: DirectoryRepository,
        dispatch: CommandDispatch,
        clock: Clock,
        settings: StationsSettings,
    ) -> None:
        self._commands, self._stations, self._directory = commands, stations, directory
        self._dispatch, self._clock, self._settings = dispatch, clock, settings

    async def get(self, principal: Principal, command_id: UUID) -> Command:
        command = await self._commands.get(principal, command_id)
        if command is None:
            raise CommandNotFound(command_id)
        return command

    async def create(self, principal: Principal, wanted: CommandCreate, audit: Audit) -> Command:
        """A new command, on its way when the station is connected, else waiting for it (CMD-036, RCM-006)."""
        station = await self._stations.lock(principal, wanted.station_id)
        if station is None:
            raise StationNotFound(wanted.station_id)
        _check_protocol(station, wanted)
        now = self._clock.now()
        first, *others = parts_of(station, wanted)
        command = await self._made(principal, station, first, now)
        command.payer = await self._payer(principal, wanted)
        await self._check_user(principal, wanted)
        self._begin(command, station, now, audit)
        for other in others:
            self._begin(await self._made(principal, station, other, now), station, now, audit)
        if command.parameters.get(READ_BACK):
            self._start(await self._made(principal, station, _read_back(wanted), now), station, now)
        return command

    def _begin(self, command: Command, station: Station, now: datetime, audit: Audit) -> None:
        self._start(command, station, now)
        self._dispatch.record_created(audit, command)

    async def stop_by_system(self, wanted: StopWanted) -> Command | None:
        """A stop that no person asked for; None when the session is over, or its stop is under way already."""
        station = await self._stations.lock(SYSTEM, wanted.station_id)
        connector = station.connector(wanted.connector_number) if station is not None else None
        if station is None or connector is None or connector.transaction_number != wanted.transaction_number:
            return None
        if await self._commands.is_stop_open(station.id, wanted.transaction_number):
            return None
        now = self._clock.now()
        command = await self._made(SYSTEM, station, wanted.as_command(), now)
        self._start(command, station, now)
        self._dispatch.record_created(Audit.of_service("stations-api"), command)
        return command

    def _start(self, command: Command, station: Station, now: datetime) -> None:
        self._commands.add(command)
        if not RULES[command.kind].is_ours:
            self._dispatch.announce(command, station, now)
            return
        station.is_activated = command.kind is CommandKind.ACTIVATE_STATION
        station.revise()
        self._dispatch.carried_out(command, station, now)

    async def _made(self, principal: Principal, station: Station, wanted: CommandCreate, now: datetime) -> Command:
        number = await self._commands.next_number()
        expires_at = now + self._settings.command_lifetime
        return Command(
            id=uuid7(),
            revision=1,
            number=number,
            station_id=station.id,
            station_number=station.number,
            station_serial_number=station.serial_number,
            organization_id=station.organization_id,
            connector_number=_connector_of(station, wanted),
            kind=wanted.kind,
            parameters=_parameters(station, wanted),
            transaction_number=_transaction_to_stop(station, wanted),
            remote_token=self._token(wanted.kind, number),
            status=CommandStatus.SCHEDULED,
            created_by=principal.login,
            created_by_id=principal.subject,
            created_at=now,
            expires_at=expires_at,
            due_at=expires_at,
        )

    def _token(self, kind: CommandKind, number: int) -> str | None:
        """What the station presents instead of a card: it proves that we asked, with everything else down."""
        is_start = kind is CommandKind.START_SESSION
        return sign_number(self._settings.token_key, TOKEN_PREFIX, number) if is_start else None

    async def _payer(self, principal: Principal, wanted: CommandCreate) -> dict[str, Any] | None:
        if wanted.kind is not CommandKind.START_SESSION:
            return None
        payer = wanted.payer
        if payer is None or payer.id is None:
            return NOBODY
        is_user = payer.kind == "user"
        label = (await self._user(principal, payer.id)).label if is_user else await self._company(principal, payer)
        if debt := await self._directory.debt(payer.id):
            raise PayerHasDebt(label, debt.amount, debt.currency)
        return {"kind": payer.kind, "id": str(payer.id), "label": label}

    async def _check_user(self, principal: Principal, wanted: CommandCreate) -> None:
        """Whom a remote authorisation lets in: who charges or mends, seen by the caller, not blocked (CMD-014)."""
        if wanted.kind is not CommandKind.REMOTE_AUTHORIZATION:
            return
        user = await self._user(principal, UUID(wanted.parameters["user_id"]))
        if LET_IN.isdisjoint(user.roles or ()):
            raise RoleUnfit(user.label)

    async def _user(self, principal: Principal, user_id: UUID) -> UserCopy:
        user = await self._directory.user(user_id)
        if user is None or not principal.sees(user.organization_id):
            raise PayerUnknown("user", user_id)
        if user.is_blocked:
            raise PayerBlocked(user.label)
        return user

    async def _company(self, principal: Principal, payer: PayerIn) -> str:
        assert payer.id is not None
        company = await self._directory.organization(payer.id)
        if company is None or not principal.sees(company.id):
            raise PayerUnknown(payer.kind, payer.id)
        return company.name


def _check_protocol(station: Station, wanted: CommandCreate) -> None:
    protocol = protocol_in_use(station.protocol, station.link_protocol)
    if protocol not in RULES[wanted.kind].protocols:
        raise NotSupportedByProtocol(wanted.kind, protocol)
    is_log = wanted.kind is CommandKind.GET_STATION_LOG
    if is_log and protocol is not Protocol.NATIVE and LOCATION not in wanted.parameters:
        raise LocationMissing


def _parameters(station: Station, wanted: CommandCreate) -> dict[str, Any]:
    is_native = protocol_in_use(station.protocol, station.link_protocol) is Protocol.NATIVE
    if is_native and wanted.kind in {CommandKind.GET_CONFIGURATION, CommandKind.SET_CONFIGURATION}:
        return {**{name: value for name, value in wanted.parameters.items() if name != READ_BACK}, DOCUMENT: True}
    return _dated(station, wanted)


def _dated(station: Station, wanted: CommandCreate) -> dict[str, Any]:
    """A day of the station's own calendar as two moments: OCPP asks for a log by time."""
    if LOCATION not in wanted.parameters or wanted.kind is not CommandKind.GET_STATION_LOG:
        return wanted.parameters
    if protocol_in_use(station.protocol, station.link_protocol) is Protocol.NATIVE:
        return {name: value for name, value in wanted.parameters.items() if name != LOCATION}
    day = datetime.fromisoformat(wanted.parameters["date"]).replace(tzinfo=ZoneInfo(station.time_zone))
    return {**wanted.parameters, "since": day.isoformat(), "until": (day + timedelta(days=1)).isoformat()}


def _read_back(wanted: CommandCreate) -> CommandCreate:
    """The question that follows a setting; its answer is the effect of the setting (station_events/effects.py)."""
    if wanted.kind is CommandKind.SET_VARIABLES:
        names = [
            {name: part for name, part in one.items() if name != "value"} for one in wanted.parameters["variables"]
        ]
        return CommandCreate(
            station_id=wanted.station_id, kind=CommandKind.GET_VARIABLES, parameters={"variables": names}
        )
    keys = {"keys": [wanted.parameters["key"]]}
    return CommandCreate(station_id=wanted.station_id, kind=CommandKind.GET_CONFIGURATION, parameters=keys)


def _connector_of(station: Station, wanted: CommandCreate) -> int | None:
    number = wanted.connector_number
    if number and station.connector(number) is None:
        raise ConnectorUnknown(number)
    return number


def _transaction_to_stop(station: Station, wanted: CommandCreate) -> str | None:
    if wanted.kind is not CommandKind.STOP_SESSION:
        return None
    number = wanted.connector_number or STATION_ITSELF
    connector = station.connector(number)
    if connector is None or connector.transaction_number is None:
        raise NoOpenTransaction(number)
    return connector.transaction_number
