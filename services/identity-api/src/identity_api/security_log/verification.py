"""`python -m identity_api verify-audit`: is the log still what was written?"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from common.commands import print_json
from common.db import Sessions, create_engine, session_factory
from sqlalchemy.ext.asyncio import AsyncSession

from identity_api.security_log.chain import beginning, next_hash
from identity_api.security_log.models import SecurityLogChain
from identity_api.security_log.repository import SecurityLogRepository
from identity_api.settings import IdentitySettings

Fault = Literal["changed", "missing", "cut_off", "unknown_month"]


@dataclass(frozen=True, slots=True)
class MonthVerdict:
    """`fault` None: whole. `position`: where it breaks first. `end`: the hash to be kept elsewhere."""

    month: date
    count: int
    end: str
    fault: Fault | None = None
    position: int | None = None


async def verify(sessions: Sessions) -> list[MonthVerdict]:
    """Every month, oldest first; one snapshot of the database, streamed."""
    async with sessions.begin() as session:
        await session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        log = SecurityLogRepository(session)
        chains = [chain for chain in await log.chains() if not chain.is_dropped]
        verdicts = [await _month(session, chain) for chain in chains]
        strange = await log.months_with_entries(but={chain.month for chain in chains})
    return verdicts + [MonthVerdict(month, 0, "", "unknown_month") for month in sorted(strange)]


async def _month(session: AsyncSession, chain: SecurityLogChain) -> MonthVerdict:
    previous, position = beginning(chain.month), 0
    async for entry in SecurityLogRepository(session).entries(chain.month):
        position += 1
        if entry["position"] != position:
            return MonthVerdict(chain.month, chain.count, chain.hash, "missing", position)
        previous = next_hash(previous, entry)
        if previous != entry["hash"]:
            return MonthVerdict(chain.month, chain.count, chain.hash, "changed", position)
    if (position, previous) != (chain.count, chain.hash):
        return MonthVerdict(chain.month, chain.count, chain.hash, "cut_off", position)
    return MonthVerdict(chain.month, chain.count, chain.hash)


def run(settings: IdentitySettings) -> int:
    """Prints a line a month; the exit status is 1 when a month is not whole."""
    verdicts = asyncio.run(_verified(settings))
    for verdict in verdicts:
        shown = {"month": f"{verdict.month:%Y-%m}", "entries": verdict.count, "end": verdict.end}
        print_json({**shown, "is_whole": verdict.fault is None, "fault": verdict.fault, "position": verdict.position})
    return 0 if is_whole(verdicts) else 1


async def _verified(settings: IdentitySettings) -> list[MonthVerdict]:
    engine = create_engine(settings.database_url, 1)
    try:
        return await verify(session_factory(engine))
    finally:
        await engine.dispose()


def is_whole(verdicts: Sequence[MonthVerdict]) -> bool:
    return all(verdict.fault is None for verdict in verdicts)
