"""Reader of `station-events`: a batch becomes one lock, one read and a few writes, however many facts it holds."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

import structlog
from common.clock import Clock
from common.consumer import ConsumerSpec, Handler, RawHandler
from common.events import Envelope
from common.service import Runtime
from prometheus_client import Counter
from sqlalchemy.ext.asyncio import AsyncSession

from stations_api.commands.dispatch import CommandDispatch
from stations_api.commands.models import Command
from stations_api.commands.repository import CommandRepository
from stations_api.device_variables.repository import DeviceVariableRepository
from stations_api.incidents.log import IncidentLog
from stations_api.incidents.repository import IncidentRepository
from stations_api.journals.repository import JournalRepository
from stations_api.outbox import new_outbox
from stations_api.settings import StationsSettings
from stations_api.station_events.base import READER, StationFact
from stations_api.station_events.facts import FACT_OF, CommandAnswered, read_fact
from stations_api.station_events.folding import StationFold
from stations_api.station_events.meter_values import MeterValues, read_bytes
from stations_api.station_events.plain import PlainStations
from stations_api.station_reports.repository import StationReportRepository
from stations_api.stations.events import StationSnapshot
from stations_api.stations.models import Station
from stations_api.stations.repository import StationRepository
from stations_api.unknown_stations.consumers import UnknownSeen, UnknownStationsFold

log = structlog.get_logger()
BATCH = 2000
UNKNOWN = Counter("station_facts_unknown_total", "Facts of stations that are not in our table")


Facts = Mapping[UUID, Sequence[StationFact]]


class StationFactsUnit:
    """One batch of facts, kept per station and applied at its end."""

    def __init__(self, session: AsyncSession, settings: StationsSettings, clock: Clock) -> None:
        self._stations, self._commands = StationRepository(session), CommandRepository(session)
        self._session, self._outbox = session, new_outbox(session, clock)
        self._settings, self._clock = settings, clock
        self._facts: dict[UUID, list[StationFact]] = defaultdict(list)
        self._reports, self._variables = StationReportRepository(session), DeviceVariableRepository(session)
        self._incidents, self._journals = IncidentRepository(session), JournalRepository(session)
        self._unknown, self._plain = UnknownStationsFold(session, self._outbox), PlainStations(session)

    @property
    def handlers(self) -> Mapping[str, Handler]:
        return {**dict.fromkeys(FACT_OF, self._keep), UnknownSeen.type: self._unknown.keep}

    @property
    def raw_handlers(self) -> Mapping[str, RawHandler]:
        return {MeterValues.type: self._keep_measured}

    async def finish(self) -> None:
        await self._unknown.finish()
        settled = await self._plain.settle(self._facts)
        if others := {one: facts for one, facts in self._facts.items() if one not in settled}:
            await self._apply(others)

    async def _apply(self, told: Facts) -> None:
        stations = await self._stations.lock_many(told)
        commands = await self._commands_of(stations, told)
        incidents = await self._incidents.open_of(stations)
        folds = []
        for station_id, facts in told.items():
            if station_id in stations:
                log = IncidentLog(stations[station_id], incidents[station_id], self._outbox)
                folds.append(self._fold(stations[station_id], commands[station_id], facts, log))
                self._incidents.add(log.new)
            else:
                self._leave(station_id, facts)
        await self._stations.add_history([change for fold in folds for change in fold.history])
        await self._reports.add([report for fold in folds for report in fold.reports])
        for station_id, command_id in [one for fold in folds for one in fold.journals]:
            await self._journals.put_together(station_id, command_id, self._clock.now())
        await self._variables.save({key: row for fold in folds for key, row in fold.variables.items()})

    def _keep_measured(self, raw: bytes) -> None:
        fact = read_bytes(raw)
        self._facts[fact.station_id].append(fact)

    async def _keep(self, envelope: Envelope) -> None:
        fact = read_fact(envelope)
        self._facts[fact.station_id].append(fact)

    async def _commands_of(self, stations: Mapping[UUID, Station], told: Facts) -> Mapping[UUID, list[Command]]:
        facts = [fact for of_station in told.values() for fact in of_station]
        answered = {fact.command_id for fact in facts if isinstance(fact, CommandAnswered)}
        found: dict[UUID, list[Command]] = defaultdict(list)
        for command in await self._commands.lock_of_batch(stations, answered):
            found[command.station_id].append(command)
        return found

    def _fold(
        self, station: Station, commands: list[Command], facts: Sequence[StationFact], incidents: IncidentLog
    ) -> StationFold:
        fold = StationFold(station, commands, CommandDispatch(self._session, self._outbox), self._clock, incidents)
        fold.apply(facts, self._settings.offline_after)
        if station.is_snapshot_due:
            self._outbox.record(StationSnapshot.of(station), key=station.id)
            station.is_snapshot_due = False
        return fold

    def _leave(self, station_id: UUID, facts: Sequence[StationFact]) -> None:
        """A station that is gone, or a database restored from an older day: there is no state to change."""
        UNKNOWN.inc(len(facts))
        log.warning("station_facts.unknown_station", station_id=str(station_id), facts=len(facts))


def station_events_consumer(runtime: Runtime) -> ConsumerSpec:
    settings = runtime.settings
    assert isinstance(settings, StationsSettings)
    return ConsumerSpec(
        READER,
        ["station-events"],
        lambda session: StationFactsUnit(session, settings, runtime.clock),
        max_records=BATCH,
    )
