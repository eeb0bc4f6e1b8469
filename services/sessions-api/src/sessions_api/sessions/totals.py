"""Kept counters of sessions: the summary of an unfiltered list at any size (docs/adr/0002-summary-counters.md)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Numeric, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from sessions_api.db import Base
from sessions_api.sessions.models import Session

NO_ORGANIZATION = UUID(int=0)


class SessionTotals(Base):
    """One row per combination of what a list can be narrowed to by kind."""

    __tablename__ = "session_totals"

    organization_id: Mapped[UUID] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(primary_key=True)
    connector_type: Mapped[str] = mapped_column(primary_key=True)
    is_station_activated: Mapped[bool] = mapped_column(primary_key=True)
    is_open: Mapped[bool] = mapped_column(primary_key=True)
    is_zero: Mapped[bool] = mapped_column(primary_key=True)
    count: Mapped[int] = mapped_column(BigInteger)
    energy_wh: Mapped[int] = mapped_column(BigInteger)
    amount: Mapped[Decimal] = mapped_column(Numeric(18, 2))


Key = tuple[UUID, str, str, bool, bool, bool]


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one session adds to the counters."""

    key: Key
    energy_wh: int
    amount: Decimal


def contribution(session: Session) -> Contribution:
    key = (
        session.organization_id or NO_ORGANIZATION,
        session.state,
        session.connector_type,
        session.is_station_activated,
        session.is_open,
        not session.is_open and session.energy_wh == 0,
    )
    return Contribution(key, session.energy_wh, session.amount or Decimal(0))


class TotalsLedger:
    """Collects the changes of a batch and writes them in one statement."""

    def __init__(self) -> None:
        self._before: dict[UUID, Contribution] = {}

    def remember(self, session: Session) -> None:
        """Call with each session as it stands in the database; a new one is not remembered."""
        self._before[session.id] = contribution(session)

    def changes(self, sessions: Iterable[Session]) -> list[dict[str, Any]]:
        counts, energy, amounts = Counter[Key](), Counter[Key](), dict[Key, Decimal]()
        for session in sessions:
            for part, sign in ((self._before.get(session.id), -1), (contribution(session), 1)):
                if part is not None:
                    counts[part.key] += sign
                    energy[part.key] += sign * part.energy_wh
                    amounts[part.key] = amounts.get(part.key, Decimal(0)) + sign * part.amount
        changed = sorted(key for key in counts if counts[key] or energy[key] or amounts[key])
        return [_row(key, counts[key], energy[key], amounts[key]) for key in changed]

    async def write(self, session: AsyncSession, changed: Iterable[Session]) -> None:
        rows = self.changes(changed)
        if rows:
            statement = insert(SessionTotals).values(rows)
            added = {
                name: getattr(SessionTotals, name) + statement.excluded[name]
                for name in ("count", "energy_wh", "amount")
            }
            keys = list(SessionTotals.__table__.primary_key)
            await session.execute(statement.on_conflict_do_update(index_elements=keys, set_=added))


def _row(key: Key, count: int, energy_wh: int, amount: Decimal) -> dict[str, Any]:
    names = ("organization_id", "state", "connector_type", "is_station_activated", "is_open", "is_zero")
    return {**dict(zip(names, key, strict=True)), "count": count, "energy_wh": energy_wh, "amount": amount}


async def rebuild_totals(session: AsyncSession) -> None:
    """Counts everything anew: after a repair by hand, or a bulk load."""
    await session.execute(text("lock table session_totals in exclusive mode"))
    await session.execute(text("delete from session_totals"))
    await session.execute(
        text(
            """
            insert into session_totals
              (organization_id, state, connector_type, is_station_activated, is_open, is_zero, count, energy_wh, amount)
            select coalesce(organization_id, '00000000-0000-0000-0000-000000000000'), state, connector_type,
                   is_station_activated, is_open, not is_open and energy_wh = 0,
                   count(*), sum(energy_wh), sum(coalesce(amount, 0))
            from sessions group by 1, 2, 3, 4, 5, 6
            """
        )
    )
