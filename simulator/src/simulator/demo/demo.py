"""The demo from the first station to the last signal."""

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from simulator.api import Access, Api, ApiError
from simulator.demo import history, money, muddled, orders, receiver, troubles, views
from simulator.demo.groups import SEASIDE_CITY, provision_groups
from simulator.demo.network import provision
from simulator.demo.people import cards
from simulator.demo.places import SEED, Place, places
from simulator.demo.state import Progress, State, load
from simulator.demo.stranger import stranger
from simulator.fleet import Fleet, FleetSettings
from simulator.replay import ReplaySettings
from simulator.tasks import end

ABSENT = frozenset({"SC013"})
"""Their history is told, then nothing is heard of them: a network has such stations too."""
TAKEN_SHARE = 0.35
SESSIONS_A_DAY = 8.0
GOODBYE_SECONDS = 5.0


@dataclass(frozen=True)
class DemoSettings:
    """Where and with which secrets; the history of a new `folder` ends on the day before `today`.

    `admin`: login and password of the person who will look at it first.
    """

    gateway: str
    api: str
    access: Access
    folder: Path
    seed: str
    today: date
    admin: tuple[str | None, str | None] = (None, None)


class Demo:
    """Forty stations; `progress.json` in the folder tells how far they are."""

    def __init__(self, settings: DemoSettings) -> None:
        self._settings = settings
        self._places = places()
        self._state = load(settings.folder, State(history.first_day(settings.today)))
        self._progress = Progress(settings.folder)
        self._ids: dict[str, str] = {}

    async def live(self, stopping: asyncio.Event) -> None:
        """Create, tell the past, then let cars come and go until `stopping`."""
        # It listens before it is subscribed: an event that finds nobody waits for its retry.
        async with receiver.Receiver().listening(receiver.port_of(self._settings.folder)):
            beginning = asyncio.create_task(self._begin())
            if not await ended_first(beginning, stopping):
                return
            settings, fleet = self._settings, self._fleet()
            behind = [
                asyncio.create_task(stranger(settings.gateway, lambda _: None).run()),
                asyncio.create_task(self._end_beginning()),
                asyncio.create_task(troubles.befall(fleet, settings.gateway, settings.seed)),
            ]
            try:
                await fleet.live(stopping)
            finally:
                await end(*behind)

    async def _begin(self) -> None:
        settings = self._settings
        async with Api(settings.api, settings.access) as api:
            self._ids = await provision(api, self._places, settings.seed, self._progress)
            seaside = [place.member.number for place in self._places if is_seaside(place)]
            await provision_groups(api, self._ids, seaside)
            if not self._state.told:
                await money.misbehave(api)
        folder = settings.folder / "history"
        history.write(folder, self._places, self._state.first_day)
        replaying = ReplaySettings(settings.gateway, settings.api, settings.access, folder=folder, seed=settings.seed)
        await history.tell(replaying, self._places, self._state, self._progress, settings.folder)

    async def _end_beginning(self) -> None:
        """What needs the past, while the stations already live: nobody waits for it with an empty page."""
        settings = self._settings
        await views.keep(settings.api, *settings.admin, settings.folder)
        try:
            async with Api(settings.api, settings.access) as api:
                await muddled.mutter(api, settings.gateway, settings.seed)
                await orders.give(api, self._ids)
                await money.settle(api, self._progress, receiver.port_of(settings.folder))
        except ApiError as error:  # the network lives without it; the next start makes up for it
            print(f"beginning: {error}", flush=True)
        self._progress.complete()

    def _fleet(self) -> Fleet:
        settings = self._settings
        return Fleet(
            FleetSettings(
                settings.gateway,
                settings.api,
                settings.access,
                seed=SEED,
                speed=1.0,
                sessions_a_day=SESSIONS_A_DAY,
                secret_seed=settings.seed,
                goodbye_seconds=GOODBYE_SECONDS,
                members=tuple(place.member for place in self._places if is_there(place)),
                cards=cards(settings.seed),
                folder=settings.folder,
                taken_share=TAKEN_SHARE,
                broken=troubles.BROKEN,
                faults_of=troubles.faults_of,
            ),
            lambda text: print(text, flush=True),
        )


def is_seaside(place: Place) -> bool:
    """Whether the tariff of the seaside holds there."""
    return place.city == SEASIDE_CITY


def is_there(place: Place) -> bool:
    """Whether the station can be reached."""
    return place.member.number not in ABSENT


async def ended_first(work: Awaitable[None], stopping: asyncio.Event) -> bool:
    """Wait for the work, at most until `stopping`; whether it was done."""
    task, stopper = asyncio.ensure_future(work), asyncio.ensure_future(stopping.wait())
    await asyncio.wait({task, stopper}, return_when=asyncio.FIRST_COMPLETED)
    await end(stopper)
    if not task.done():
        await end(task)
        return False
    task.result()
    return True
