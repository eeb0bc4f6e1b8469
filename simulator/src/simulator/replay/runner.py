"""A replay from the folder to the verdict."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from simulator.api import Access, Api
from simulator.faults import FaultPlan
from simulator.history.write import write_history
from simulator.identity import DEFAULT_SEED, station_secret
from simulator.protocols import Delivery, ProtocolName, speech
from simulator.replay.cards import await_cards
from simulator.replay.crowd import Crowd, Pace
from simulator.replay.plan import ReplayPlan, StationPlan, plan_replay
from simulator.replay.progress import Reporter, Silent
from simulator.replay.provision import provision
from simulator.replay.result import ReplayResult
from simulator.replay.sent import sent_sessions
from simulator.replay.settle import Watch, settle
from simulator.wire import Address

HISTORY_SEED = 1
HISTORY_SESSIONS = 300


@dataclass(frozen=True)
class ReplaySettings:
    """Where and how to replay.

    `gateway` is the websocket address before the station's key, `api` the address of `/api/v1`; without `folder` the
    generated history of the fixed seed is played. `settling_seconds`: how long nothing may change while the product
    still lacks something, before the comparison is final.
    """

    gateway: str
    api: str
    access: Access
    folder: Path | None = None
    protocol: ProtocolName = ProtocolName.ocpp16
    limit: int | None = None
    stations_at_once: int = 50
    pace: Pace = field(default_factory=Pace)
    settling_seconds: float = 60.0
    poll_seconds: float = 1.0
    seed: str = DEFAULT_SEED
    faults: FaultPlan | None = None


async def run(settings: ReplaySettings, reporter: Reporter | None = None) -> ReplayResult:
    """Provision, deliver, wait, compare.

    Raises:
        ApiError: the REST API refused something or stayed away.
        UnknownRuleError: a tariff in force uses a rule that the reference calculator does not know.

    """
    reporter = reporter or Silent()
    plan = plan_of(settings)
    async with Api(settings.api, settings.access, settings.pace.patience_seconds) as api:
        station_ids = await provision(api, plan, settings.seed, reporter, speech(settings.protocol).station_protocol)
        began = time.monotonic()
        deliveries = await deliver(settings, plan, reporter)
        delivered = time.monotonic()
        sent = sent_sessions(deliveries)
        reporter.phase("Prices and payments", len(sent))
        watch = Watch(api, plan, sent, list(station_ids.values()))
        comparison = await settle(
            watch, stillness_seconds=settings.settling_seconds, poll_seconds=settings.poll_seconds
        )
        reporter.advance(comparison.found)
    return ReplayResult(
        plan=plan,
        sent=sent,
        comparison=comparison,
        station_ids=list(station_ids.values()),
        delivery_seconds=delivered - began,
        settling_seconds=time.monotonic() - delivered,
        reconnects=sum(delivery.reconnects for delivery in deliveries),
    )


def plan_of(settings: ReplaySettings) -> ReplayPlan:
    """The plan of the folder, or of the generated history."""
    if settings.folder is not None:
        return plan_replay(settings.folder, settings.seed, settings.limit)
    with TemporaryDirectory() as folder:
        write_history(Path(folder), HISTORY_SEED, HISTORY_SESSIONS)
        return plan_replay(Path(folder), settings.seed, settings.limit)


async def deliver(settings: ReplaySettings, plan: ReplayPlan, reporter: Reporter) -> list[Delivery]:
    """Let all stations tell their sessions, so many at once."""
    deliveries = [delivery_of(settings, station, reporter) for station in plan.stations]
    if not deliveries:
        return []
    spoken = speech(settings.protocol)
    reporter.phase("Cards known at the gateway", len(plan.users))
    unknown = await await_cards(partial(spoken.ask_for_cards, deliveries[0].address), plan.users.values())
    reporter.advance(len(plan.users) - len(unknown))
    if unknown:
        reporter.note(f"{len(unknown)} cards were not accepted; their sessions will have no payer")
    reporter.phase("Sessions", len(plan.sessions))
    await run_stations(deliveries, settings.stations_at_once)
    for delivery in deliveries:
        if not all(telling.is_told for telling in delivery.tellings):
            reporter.note(f"station {delivery.plan.number} gave up: {delivery.trouble}")
    return deliveries


def delivery_of(settings: ReplaySettings, station: StationPlan, reporter: Reporter) -> Delivery:
    """A station with its address and secret."""
    spoken = speech(settings.protocol)
    faults = settings.faults.of_station(f"{settings.seed}/{station.number}") if settings.faults else None
    address = Address(
        spoken.base(settings.gateway), station.number, station_secret(settings.seed, station.number), faults
    )
    return spoken.make_delivery(station, address, settings.pace, reporter)


async def run_stations(deliveries: Sequence[Delivery], at_once: int) -> None:
    """Run at most `at_once` stations side by side; if all fit, they stay connected until the last one is done."""
    gate = asyncio.Semaphore(at_once)
    crowd = Crowd({delivery.plan.number for delivery in deliveries}, stays=len(deliveries) <= at_once)

    async def run_one(delivery: Delivery) -> None:
        async with gate:
            await delivery.run(crowd)

    async with asyncio.TaskGroup() as stations:
        for delivery in deliveries:
            stations.create_task(run_one(delivery))
