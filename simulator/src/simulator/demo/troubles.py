"""What goes wrong in the network, so that there is something to see to."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import chain, cycle, repeat
from typing import Final

from ocpp.v16 import call
from ocpp.v16.enums import ChargePointErrorCode

from simulator.faults import FaultPlan
from simulator.fleet import Fleet
from simulator.fleet.plan import Member
from simulator.identity import station_secret
from simulator.native.generated.messages import IncidentEnded, IncidentStarted
from simulator.native.memory import memory_of
from simulator.native.sayings import NEW
from simulator.native.texts import moment
from simulator.ocpp16.link import SUBPROTOCOL
from simulator.ocpp16.replay_link import ReplayLink
from simulator.protocols import ProtocolName, speech
from simulator.wire import LINK_ERRORS, Address, over_socket

Plug = tuple[str, int]
BROKEN: Final[Mapping[Plug, ChargePointErrorCode]] = {
    ("SC005", 1): ChargePointErrorCode.high_temperature,
    ("SC022", 1): ChargePointErrorCode.high_temperature,
    ("SC033", 3): ChargePointErrorCode.ground_failure,
}
"""Nobody mends them."""
MENDED: Final[tuple[tuple[Plug, ChargePointErrorCode], ...]] = (
    (("SC018", 2), ChargePointErrorCode.ev_communication_error),
    (("SC032", 3), ChargePointErrorCode.connector_lock_failure),
    (("SC023", 2), ChargePointErrorCode.over_current_failure),
)
"""They break one after the other, and somebody comes."""
SLOW: Final = {"SC006": FaultPlan(clock="-150")}
"""A clock is judged by what is measured: a car charges there from the beginning."""
RESTLESS: Final = "SC020"
"""Now and then a second socket of the same charger: the line goes to and fro between the two."""
COMPLAINING, RELIEVED = "SC031", "SC011"
STATIONS: Final = frozenset(
    {*SLOW, RESTLESS, COMPLAINING, RELIEVED, *(number for number, _ in BROKEN), *(plug[0] for plug, _ in MENDED)}
)
LINES = 7
FIRST_BROKEN_SECONDS, BROKEN_SECONDS = 15.0, 240.0
FIRST_PAUSE_SECONDS, PAUSE_SECONDS = 1.0, 900.0
BETWEEN_LINES_SECONDS, RESTLESS_EVERY_SECONDS = 0.3, 3600.0


def faults_of(member: Member) -> FaultPlan | None:
    """What is wrong with a station for ever."""
    return SLOW.get(member.number)


async def befall(fleet: Fleet, gateway: str, seed: str) -> None:
    """For ever, beside the living fleet."""
    report(fleet)
    await asyncio.gather(break_and_mend(fleet), be_restless(gateway, seed))


def report(fleet: Fleet) -> None:
    """Native stations tell of incidents themselves: of one that stays, and of one that is over."""
    now = moment(datetime.now(UTC))
    fan = IncidentStarted(
        sequence=NEW,
        at=now,
        incident_id="module-fan-2",
        kind="module_fan",
        severity="warning",
        text="Вентилятор силового модуля 2 не вращается",
    )
    door = IncidentStarted(
        sequence=NEW, at=now, incident_id="door", kind="door_open", severity="info", text="Открыта дверь шкафа"
    )
    closed = IncidentEnded(sequence=NEW, at=now, incident_id="door", text="Дверь закрыта")
    for number, message in ((COMPLAINING, fan), (RELIEVED, door), (RELIEVED, closed)):
        memory_of(fleet.powered[number].station.outbox).queue.put(message)


async def break_and_mend(fleet: Fleet) -> None:
    """Soon once each, so that the list is not empty; then as often as such things happen. Never while a car charges."""
    first = repeat((FIRST_BROKEN_SECONDS, FIRST_PAUSE_SECONDS), len(MENDED))
    times = chain(first, repeat((BROKEN_SECONDS, PAUSE_SECONDS)))
    for ((number, connector_number), fault), (broken, pause) in zip(cycle(MENDED), times, strict=False):
        connector = fleet.powered[number].station.connectors[connector_number]
        if connector.transaction is None:
            connector.fault = fault
            await asyncio.sleep(broken)
            connector.fault = None
        await asyncio.sleep(pause)


async def be_restless(gateway: str, seed: str) -> None:
    """More lines within a minute than a healthy charger needs in a day."""
    base = speech(ProtocolName.ocpp16).base(gateway)
    address = Address(base, RESTLESS, station_secret(seed, RESTLESS))
    while True:
        for _ in range(LINES):
            try:
                await over_socket(address, SUBPROTOCOL, ReplayLink, _beat)
            except LINK_ERRORS as error:  # that is what a bad line is like
                print(f"{RESTLESS}: {error!r}", flush=True)
            await asyncio.sleep(BETWEEN_LINES_SECONDS)
        await asyncio.sleep(RESTLESS_EVERY_SECONDS)


async def _beat(link: ReplayLink) -> None:
    await link.ask(call.Heartbeat())
