"""Guessing gets slower: attempts are counted by account and by address, with a delay that doubles.

An attempt is counted before the password is checked and forgiven when it was right, so a hundred guesses sent at once
are a hundred attempts.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from common.clock import Clock
from common.db import Sessions
from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from identity_api.sign_in.errors import TooManyAttempts
from identity_api.sign_in.models import Attempts

FORGET_AFTER: Final = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Limit:
    """So many attempts are free; then one second of waiting, doubled with each further one up to `longest`."""

    free: int
    longest: timedelta

    def delay_after(self, failures: int) -> timedelta:
        beyond = failures - self.free
        return min(timedelta(seconds=2 ** min(beyond, 20)), self.longest) if beyond >= 0 else timedelta()


# an account must not be locked for long by a stranger; an address is its owner's own fault
ACCOUNT: Final = Limit(free=5, longest=timedelta(minutes=1))
ADDRESS: Final = Limit(free=30, longest=timedelta(minutes=15))


class Throttle:
    def __init__(self, sessions: Sessions, clock: Clock) -> None:
        self._sessions, self._clock = sessions, clock

    async def begin(self, account: str, address: str) -> None:
        """Counts an attempt; raises TooManyAttempts (and counts nothing) while the account or the address waits."""
        limits = {f"account:{account}": ACCOUNT, f"address:{address}": ADDRESS}
        now = self._clock.now()
        async with self._sessions.begin() as session:
            for row in await _locked(session, limits, now):
                _count(row, limits[row.subject], now)

    async def forgive(self, account: str, address: str) -> None:
        """The attempt was right: the account starts anew, the address gets this one back."""
        async with self._sessions.begin() as session:
            await session.execute(delete(Attempts).where(Attempts.subject == f"account:{account}"))
            await self._give_back(session, address)

    async def half_right(self, address: str) -> None:
        """The password was, the code is still to come: no fault of the address, but codes are guessed by account."""
        async with self._sessions.begin() as session:
            await self._give_back(session, address)

    async def _give_back(self, session: AsyncSession, address: str) -> None:
        of_address = select(Attempts).where(Attempts.subject == f"address:{address}")
        for row in await session.scalars(of_address.with_for_update()):
            row.failures, row.blocked_until = max(row.failures - 1, 0), self._clock.now()


async def _locked(session: AsyncSession, limits: Mapping[str, Limit], now: datetime) -> Iterable[Attempts]:
    rows = [{"subject": s, "failures": 0, "last_at": now, "blocked_until": now} for s in sorted(limits)]
    await session.execute(insert(Attempts).values(rows).on_conflict_do_nothing())
    statement = select(Attempts).where(Attempts.subject.in_(limits)).order_by(Attempts.subject)
    return (await session.scalars(statement.with_for_update())).all()


def _count(row: Attempts, limit: Limit, now: datetime) -> None:
    if now < row.blocked_until:
        raise TooManyAttempts(row.blocked_until - now)
    row.failures = 1 if now - row.last_at > FORGET_AFTER else row.failures + 1
    row.last_at, row.blocked_until = now, now + limit.delay_after(row.failures)
