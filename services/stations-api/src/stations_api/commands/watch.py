"""What time alone does to commands: they expire, or their effect fails to appear."""

from datetime import datetime, timedelta
from typing import Final

from common.clock import Clock
from common.consumer import Consumer
from common.service import Runtime
from sqlalchemy.ext.asyncio import AsyncSession

from stations_api.commands.dispatch import CommandDispatch
from stations_api.commands.models import CommandStatus
from stations_api.commands.repository import CommandRepository
from stations_api.outbox import new_outbox
from stations_api.periodic import periodically
from stations_api.station_events.base import READER

SECONDS = 1
BATCH = 500
PATIENCE: Final = timedelta(seconds=60)
"""How long to wait for our reader of the gateway's facts; after that another process has it, or there is no Kafka."""


class Hearing:
    """Whether we know what the gateway has told. While we were away, answers and effects went on coming, and what they
    say of a command comes before what time says.
    """

    def __init__(self, reader: Consumer | None, since: datetime) -> None:
        self._reader, self._heard_at = reader, since

    def is_current(self, now: datetime) -> bool:
        if self._reader is None:
            return True
        if self._reader.has_caught_up:
            self._heard_at = now
            return True
        return not self._reader.ready.is_set() and now - self._heard_at >= PATIENCE


async def settle_due(session: AsyncSession, clock: Clock) -> int:
    """Expires what the station did not get in time, fails what had no effect; gives how many."""
    now, dispatch = clock.now(), CommandDispatch(session, new_outbox(session, clock))
    commands = await CommandRepository(session).lock_due(now, BATCH)
    for command in commands:
        command.expire() if command.status is CommandStatus.SCHEDULED else command.give_up(now)
        dispatch.tell_change(command)
    return len(commands)


async def watch_commands(runtime: Runtime) -> None:
    """Loop of the worker."""
    readers = [one for one in runtime.consumers if isinstance(one, Consumer) and one.name == READER]
    hearing = Hearing(next(reversed(readers), None), runtime.clock.now())

    async def work() -> None:
        settled = BATCH
        while settled == BATCH and hearing.is_current(runtime.clock.now()):
            async with runtime.sessions.begin() as session:
                settled = await settle_due(session, runtime.clock)

    await periodically(runtime, "watch-commands", SECONDS, work)
