"""A fleet from creating its stations to its summary."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

from ocpp.v16.enums import ChargePointErrorCode, Reason

from simulator.api import Access, Api
from simulator.cars.catalogue import catalogue
from simulator.faults import FaultPlan
from simulator.fleet.guests import Clock, Guests
from simulator.fleet.plan import DEFAULT_MIX, Member, cards, members, parse_mix
from simulator.fleet.summary import FleetSummary, summary_of
from simulator.identity import DEFAULT_SEED, station_secret
from simulator.protocols import speech
from simulator.replay.progress import Silent
from simulator.replay.provision import provision_stations, provision_users
from simulator.station.accidents import have_accidents
from simulator.station.build import Blueprint
from simulator.station.power import PoweredStation
from simulator.station.station import Behaviour
from simulator.tasks import end
from simulator.wire import Address

STATIONS_PER_CARD = 3
METER_INTERVAL_SECONDS = 5


@dataclass(frozen=True)
class FleetSettings:
    """Where and what; `gateway` is the websocket address before the station's key.

    `speed`: simulated seconds in a real one. `sessions_a_day`: of a connector, in simulated time. `members` and `cards`
    (number by user) replace the drawn ones. `folder` keeps meters and queues from one run to the next. `taken_share` of
    the connectors have a car at once, the `broken` ones (station, connector) have that fault.
    `faults_of` gives each station faults of its own.
    """

    gateway: str
    api: str
    access: Access
    stations: int = 20
    mix: str = DEFAULT_MIX
    seed: int = 1
    speed: float = 60.0
    sessions_a_day: float = 12.0
    faults: FaultPlan | None = None
    secret_seed: str = DEFAULT_SEED
    goodbye_seconds: float = 60.0
    members: tuple[Member, ...] = ()
    cards: Mapping[str, str] = field(default_factory=dict)
    folder: Path | None = None
    taken_share: float = 0.0
    broken: Mapping[tuple[str, int], ChargePointErrorCode] = field(default_factory=dict)
    faults_of: Callable[[Member], FaultPlan | None] | None = None


@dataclass
class Fleet:
    """The stations of a run. `station_ids` gives their ids in the product by number."""

    settings: FleetSettings
    say: Callable[[str], None]
    station_ids: dict[str, str] = field(default_factory=dict)
    powered: dict[str, PoweredStation] = field(default_factory=dict)
    members: list[Member] = field(init=False)

    def __post_init__(self) -> None:
        settings = self.settings
        self.members = [*settings.members] or members(settings.stations, parse_mix(settings.mix), settings.seed)
        count = max(2, settings.stations // STATIONS_PER_CARD)
        self._cards = dict(settings.cards) or cards(count, settings.seed, settings.secret_seed)

    async def create(self) -> None:
        """Create the stations, users and cards that are missing.

        Raises:
            ApiError: the API refused.

        """
        settings = self.settings
        async with Api(settings.api, settings.access) as api:
            for name in {member.protocol for member in self.members}:
                plans = [member.plan for member in self.members if member.protocol is name]
                self.station_ids |= await provision_stations(
                    api, plans, self._secret, Silent(), speech(name).station_protocol
                )
            await provision_users(api, "fleet", self._cards, Silent())

    async def live(self, stopping: asyncio.Event) -> FleetSummary:
        """Let cars come and go until `stopping`; then end what charges, tell what is queued, and sum up."""
        clock = Clock(self.settings.speed, datetime.now(UTC))
        for member in self.members:
            self.powered[member.number] = self._switch_on(member)
        power = [asyncio.create_task(powered.run()) for powered in self.powered.values()]
        people = [asyncio.create_task(work) for work in self._people(clock)]
        stopper = asyncio.create_task(stopping.wait())
        done, _ = await asyncio.wait([stopper, *power, *people], return_when=asyncio.FIRST_COMPLETED)
        await end(*people)
        await self._say_goodbye()
        await end(stopper, *power)
        for task in done - {stopper}:
            task.result()  # nothing but the end may end a task: raise what did
        return self.summary()

    def summary(self) -> FleetSummary:
        """What was done so far."""
        return summary_of(self.members, {number: powered.station for number, powered in self.powered.items()})

    def _secret(self, number: str) -> str:
        return station_secret(self.settings.secret_seed, number)

    def _switch_on(self, member: Member) -> PoweredStation:
        settings, spoken = self.settings, speech(member.protocol)
        plan = settings.faults_of(member) if settings.faults_of is not None else settings.faults
        faults = plan.of_station(f"{settings.seed}/{member.number}") if plan else None
        blueprint = Blueprint(
            key=member.number,
            plugs=dict(enumerate(member.model.plugs, 1)),
            car=catalogue()[0],
            maker=member.model.maker,
            model=member.model.name,
            meter_interval=METER_INTERVAL_SECONDS,
            behaviour=Behaviour(speed=settings.speed, reboot_seconds=1.0),
            queue_file=settings.folder / f"{member.number}.json" if settings.folder else None,
            seed=settings.secret_seed,
            faults=faults,
        )
        address = Address(spoken.base(settings.gateway), member.number, self._secret(member.number), faults)
        station = blueprint.build()
        for number in station.connectors:
            station.connectors[number].fault = settings.broken.get((member.number, number))
        return PoweredStation(station, address, lambda _: None, spoken.open_line)

    def _people(self, clock: Clock) -> list[Coroutine[Any, Any, None]]:
        """The drivers of each connector, and the accidents of each station."""
        works: list[Coroutine[Any, Any, None]] = []
        for number, powered in self.powered.items():
            for connector in powered.station.connectors.values():
                random = Random(f"{self.settings.seed}/{number}/{connector.number}")
                settings, numbers = self.settings, list(self._cards.values())
                is_taken = settings.taken_share > 0 and random.random() < settings.taken_share
                guests = Guests(powered, connector, numbers, clock, random, settings.sessions_a_day, is_taken)
                works.append(guests.come_and_go())
            if powered.address.faults is not None:
                works.append(have_accidents(powered, powered.address.faults))
        return works

    async def _say_goodbye(self) -> None:
        for powered in self.powered.values():
            powered.pick_up()
            for connector in powered.station.connectors.values():
                if connector.transaction is not None:
                    powered.station.stop(connector.number, Reason.local)
                if connector.is_plugged:
                    powered.station.unplug(connector.number)
        stations = [powered.station for powered in self.powered.values()]
        drained = await asyncio.gather(*(station.outbox.drained(self.settings.goodbye_seconds) for station in stations))
        if not all(drained):
            self.say(f"{drained.count(False)} stations keep untold messages")
        for station in stations:
            await station.switch_off()
