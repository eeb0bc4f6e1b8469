"""Stations that only measured in a batch: two numbers of a connector and a moment change, and nothing else.

To read and write whole stations for that was two thirds of a meter value's price. Whatever is not plain (another
connection, a clock that is off, a command under way, a power that connectors share, a status to be told) is left to the
general way (folding.py); a test holds the two against each other.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, cast
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from stations_api.connectors.models import STATION_ITSELF, Connector
from stations_api.connectors.types import ConnectorStatus
from stations_api.incidents.kinds import IncidentKind
from stations_api.station_events.base import StationFact
from stations_api.station_events.facts import Seen
from stations_api.station_events.meter_values import MeterValues
from stations_api.station_events.power import power_w, register_wh
from stations_api.stations.connection import SEEN_STEP
from stations_api.stations.health import logical_status, technical_status
from stations_api.stations.signs import is_news_of_clock
from stations_api.stations.types import LogicalStatus

_PLAIN: Final = frozenset((MeterValues, Seen))
# all stations of the batch, in the order of their ids, as StationRepository.lock_many does
_LOCK: Final = text(
    """
    select id, epoch, is_connected and epoch > closed_epoch, last_seen_at, clock_offset_s, technical_status,
      logical_status, booted_at is not null, told ->> 'logical_status',
      coalesce(power_limit_w, allocated_power_w, user_limit_w) is not null or told -> 'max_power_w' is not null
    from stations where id = any(cast(:ids as uuid[])) order by id for update
    """
)
_BUSY: Final = text(
    """
    select station_id from commands
      where station_id = any(cast(:ids as uuid[])) and status in ('scheduled', 'received')
    union
    select station_id from incidents
      where station_id = any(cast(:ids as uuid[])) and resolved_at is null and kind = :clock_drift
    """
)
_CONNECTORS: Final = text(
    """
    select station_id, id, number, status, ocpp_status, transaction_number, power_w, meter_reading_wh
    from connectors where station_id = any(cast(:ids as uuid[]))
    """
)
_MEASURE: Final = text(
    """
    update connectors set power_w = told.power_w, meter_reading_wh = told.meter_reading_wh
    from unnest(cast(:ids as uuid[]), cast(:powers as integer[]), cast(:registers as bigint[]))
      as told(id, power_w, meter_reading_wh)
    where connectors.id = told.id
    """
)
_SEE: Final = text(
    """
    update stations set last_seen_at = told.at, modified_at = now()
    from unnest(cast(:ids as uuid[]), cast(:moments as timestamptz[])) as told(id, at)
    where stations.id = told.id
    """
)


@dataclass(slots=True)
class PlainConnector:
    """As much of a connector as a measurement concerns."""

    id: UUID
    number: int
    status: ConnectorStatus
    ocpp_status: str | None
    transaction_number: str | None
    power_w: int
    meter_reading_wh: int | None
    is_changed: bool = False

    def take(self, fact: MeterValues) -> None:
        """As `Connector.measure` and `read_meter`."""
        was = (self.power_w, self.meter_reading_wh)
        number = self.transaction_number
        if number is not None and fact.transaction_number in {None, number}:
            power = power_w(fact.samples)
            self.power_w = self.power_w if power is None else power
        register = register_wh(fact.samples)
        if register is not None and 0 <= register < 2**63:
            self.meter_reading_wh = register
        self.is_changed |= was != (self.power_w, self.meter_reading_wh)


@dataclass(slots=True)
class PlainStation:
    """As much of a station as has to be known to see that a batch is plain for it."""

    id: UUID
    epoch: int
    is_connected: bool
    last_seen_at: datetime | None
    clock_offset_s: int | None
    technical_status: str
    logical_status: str
    is_configured: bool
    told_logical_status: str | None
    is_limited: bool
    is_busy: bool = False
    is_seen: bool = False
    connectors: dict[int, PlainConnector] = field(default_factory=dict)

    def take(self, facts: Iterable[StationFact]) -> bool:
        """False when they are not plain here; then this object is of no use any more."""
        return self._is_quiet and all(self._take(fact) for fact in facts)

    @property
    def _is_quiet(self) -> bool:
        plugs = self.connectors.keys() - {STATION_ITSELF}
        shares_power = self.is_limited and len(plugs) > 1
        return self.is_connected and not (self.is_busy or shares_power) and self._is_assessed

    @property
    def _is_assessed(self) -> bool:
        """What is stored is what `Station.assess` would find; a person may have edited since."""
        # the rules look at number, status and word of a connector, and these are here
        connectors = cast("Sequence[Connector]", list(self.connectors.values()))
        technical = technical_status(connectors, is_configured=self.is_configured, is_gone=False)
        word = self.told_logical_status
        logical = word if word in set(LogicalStatus) else logical_status(connectors)
        return technical == self.technical_status and logical == self.logical_status

    def _take(self, fact: StationFact) -> bool:
        if fact.epoch != self.epoch or self.last_seen_at is None:
            return False
        if isinstance(fact, MeterValues) and not self._measure(fact):
            return False
        if fact.at - self.last_seen_at >= SEEN_STEP:
            self.last_seen_at, self.is_seen = fact.at, True
        return True

    def _measure(self, fact: MeterValues) -> bool:
        told = fact.measured_at
        if told is not None and is_news_of_clock((told - fact.at).total_seconds(), self.clock_offset_s):
            return False
        if fact.connector_number in self.connectors:
            self.connectors[fact.connector_number].take(fact)
        return True


class PlainStations:
    """Works on the batch's session, before the general way."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def settle(self, facts: Mapping[UUID, Sequence[StationFact]]) -> set[UUID]:
        """Locks the stations of a batch and applies what is plain; the stations that are done with."""
        wanted = {one for one, told in facts.items() if all(type(fact) in _PLAIN for fact in told)}
        if not wanted:
            return wanted
        stations = await self._load(list(facts), wanted)
        done = [station for station in stations if station.take(facts[station.id])]
        await self._write(done)
        return {station.id for station in done}

    async def _load(self, ids: list[UUID], wanted: set[UUID]) -> list[PlainStation]:
        locked = await self._rows(_LOCK, ids=ids)
        busy = {one for (one,) in await self._rows(_BUSY, ids=list(wanted), clock_drift=IncidentKind.CLOCK_DRIFT.value)}
        connectors = defaultdict[UUID, dict[int, PlainConnector]](dict)
        for station_id, one, number, status, *rest in await self._rows(_CONNECTORS, ids=list(wanted)):
            connectors[station_id][number] = PlainConnector(one, number, ConnectorStatus(status), *rest)
        stations = [PlainStation(*row) for row in locked if row[0] in wanted]
        for station in stations:
            station.is_busy, station.connectors = station.id in busy, connectors[station.id]
        return stations

    async def _rows(self, statement: Any, **values: Any) -> Sequence[Any]:
        return (await self._session.execute(statement, values)).all()

    async def _write(self, stations: Sequence[PlainStation]) -> None:
        if seen := [station for station in stations if station.is_seen]:
            moments = {"ids": [one.id for one in seen], "moments": [one.last_seen_at for one in seen]}
            await self._session.execute(_SEE, moments)
        changed = [one for station in stations for one in station.connectors.values() if one.is_changed]
        if changed:
            values = {
                "ids": [one.id for one in changed],
                "powers": [one.power_w for one in changed],
                "registers": [one.meter_reading_wh for one in changed],
            }
            await self._session.execute(_MEASURE, values)
