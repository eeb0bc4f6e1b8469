"""What time alone does to commands: they expire, or their effect fails to appear."""

from common.clock import Clock
from common.service import Runtime
from sqlalchemy.ext.asyncio import AsyncSession

from stations_api.commands.dispatch import CommandDispatch
from stations_api.commands.models import CommandStatus
from stations_api.commands.repository import CommandRepository
from stations_api.outbox import new_outbox
from stations_api.periodic import periodically

SECONDS = 1
BATCH = 500


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

    async def work() -> None:
        settled = BATCH
        while settled == BATCH:
            async with runtime.sessions.begin() as session:
                settled = await settle_due(session, runtime.clock)

    await periodically(runtime, "watch-commands", SECONDS, work)
