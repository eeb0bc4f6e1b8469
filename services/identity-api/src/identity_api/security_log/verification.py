"""`python -m identity_api verify-audit`: is the log still what was written?"""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from common.clock import SystemClock
from common.commands import print_json
from common.db import Sessions, create_engine, session_factory
from sqlalchemy.ext.asyncio import AsyncSession

from identity_api.security_log.chain import beginning, month_of, next_hash
from identity_api.security_log.models import SecurityLogChain
from identity_api.security_log.partitions import months_before
from identity_api.security_log.repository import SecurityLogRepository
from identity_api.settings import IdentitySettings

Fault = Literal["changed", "missing", "cut_off", "unknown_month", "missing_month", "dropped_early"]


@dataclass(frozen=True, slots=True)
class MonthVerdict:
    """`fault` None: whole. `position`: where it breaks first. `end`: the hash to be kept elsewhere."""

    month: date
    count: int
    end: str
    fault: Fault | None = None
    position: int | None = None


async def verify(sessions: Sessions, kept_from: date | None = None) -> list[MonthVerdict]:
    """Every month, oldest first; one snapshot of the database, streamed.

    `kept_from`: the oldest month that the retention keeps; a later one may be gone only if the log says so.
    """
    async with sessions.begin() as session:
        await session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        log = SecurityLogRepository(session)
        chains = await log.chains()
        links = _links(chains)
        kept = [chain for chain in chains if not chain.is_dropped]
        verdicts = [await _month(session, chain, links.get(chain.month, set())) for chain in kept]
        strange = sorted(await log.months_with_entries(but={chain.month for chain in kept}))
        early = _dropped_early(chains, kept_from, await log.told_dropped())
    gone = [MonthVerdict(month, 0, "", "missing_month") for month in sorted(set(links) - {one.month for one in chains})]
    return verdicts + early + gone + [MonthVerdict(month, 0, "", "unknown_month") for month in strange]


def _links(chains: Sequence[SecurityLogChain]) -> dict[date, set[str]]:
    """Month → its ends that months which began after it have seen."""
    links: dict[date, set[str]] = {}
    for chain in chains:
        if chain.previous_month is not None and chain.previous_hash is not None:
            links.setdefault(chain.previous_month, set()).add(chain.previous_hash)
    return links


def _dropped_early(
    chains: Sequence[SecurityLogChain], kept_from: date | None, told: Collection[str]
) -> list[MonthVerdict]:
    """Said to be dropped by the retention, which would have kept them, or says nothing of it."""
    early = [one for one in chains if one.is_dropped and kept_from is not None and one.month >= kept_from]
    untold = [one for one in early if f"{one.month:%Y-%m}" not in told]
    return [MonthVerdict(one.month, one.count, one.hash, "dropped_early") for one in untold]


async def _month(session: AsyncSession, chain: SecurityLogChain, seen: Collection[str]) -> MonthVerdict:
    """`seen`: ends that later months remember; each must still be on the way."""
    previous, position = beginning(chain.month, chain.previous_month, chain.previous_hash), 0
    unseen = set(seen) - {previous}
    async for entry in SecurityLogRepository(session).entries(chain.month):
        position += 1
        if entry["position"] != position:
            return MonthVerdict(chain.month, chain.count, chain.hash, "missing", position)
        previous = next_hash(previous, entry)
        if previous != entry["hash"]:
            return MonthVerdict(chain.month, chain.count, chain.hash, "changed", position)
        unseen.discard(previous)
    if (position, previous) != (chain.count, chain.hash) or unseen:
        return MonthVerdict(chain.month, chain.count, chain.hash, "cut_off", position)
    return MonthVerdict(chain.month, chain.count, chain.hash)


def run(settings: IdentitySettings) -> int:
    """Prints a line a month; the exit status is 1 when a month is not whole."""
    verdicts = asyncio.run(_verified(settings, SystemClock().now()))
    for verdict in verdicts:
        shown = {"month": f"{verdict.month:%Y-%m}", "entries": verdict.count, "end": verdict.end}
        print_json({**shown, "is_whole": verdict.fault is None, "fault": verdict.fault, "position": verdict.position})
    return 0 if is_whole(verdicts) else 1


async def _verified(settings: IdentitySettings, now: datetime) -> list[MonthVerdict]:
    kept_from = months_before(month_of(now), settings.security_log_months)
    engine = create_engine(settings.database_url, 1)
    try:
        return await verify(session_factory(engine), kept_from)
    finally:
        await engine.dispose()


def is_whole(verdicts: Sequence[MonthVerdict]) -> bool:
    return all(verdict.fault is None for verdict in verdicts)
