"""A station from switching on to switching off."""

import asyncio
import signal
from collections.abc import Callable, Iterable

from ocpp.v16.enums import Reason

from simulator.station.accidents import have_accidents
from simulator.station.console import Console
from simulator.station.line import LineOpener
from simulator.station.power import PoweredStation
from simulator.station.station import Station
from simulator.tasks import end
from simulator.wire import Address

GOODBYE_SECONDS = 10.0


async def live(
    station: Station, address: Address, open_line: LineOpener, orders: Iterable[str], say: Callable[[str], None]
) -> None:
    """Run until SIGINT or SIGTERM; then end what charges and tell it. `orders` are carried out at the start."""
    powered = PoweredStation(station, address, say, open_line)
    console = Console(powered, say)
    stopping = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    if address.faults is not None:
        station.begin(have_accidents(powered, address.faults))
    power, typing = asyncio.create_task(powered.run()), asyncio.create_task(console.read())
    for order in orders:
        await console.obey(order)
    stopper = asyncio.create_task(stopping.wait())
    await asyncio.wait({power, stopper}, return_when=asyncio.FIRST_COMPLETED)
    await say_goodbye(station, say)
    await end(power, typing, stopper)
    await station.switch_off()


async def say_goodbye(station: Station, say: Callable[[str], None]) -> None:
    """Transactions end here, and what is queued gets a last chance."""
    for connector in station.connectors.values():
        if connector.transaction is not None:
            station.stop(connector.number, Reason.power_loss)
    if not await station.outbox.drained(GOODBYE_SECONDS):
        say(f"{len(station.outbox)} messages stay untold")
