"""Messages that a reader could not apply: look at them, apply one again, or let it go.

A letter is replayed through the unit of the consumer that put it aside, in one transaction with its deletion. It comes
after younger messages of its key: readers keep out of trouble by revisions and natural keys, as with any repetition.
"""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from common.consumer import ConsumerSpec
from common.db import Sessions, is_outage
from common.errors import Conflict, NotFound
from common.events import TOMBSTONE, Envelope

log = structlog.get_logger()


class LetterNotFound(NotFound):
    code = "dead_letter_not_found"

    def __init__(self, letter_id: UUID) -> None:
        super().__init__(f"There is no dead letter {letter_id}, or it is being replayed.", id=str(letter_id))


class LetterUnwanted(Conflict):
    """Its consumer, or the consumer's handler for its type, is gone: nothing would be done."""

    code = "dead_letter_unwanted"


class DeadLetters:
    """The letters of one service; `table` is its class with the columns of DeadLetterMixin."""

    def __init__(self, sessions: Sessions, table: type[Any], specs: Iterable[ConsumerSpec]) -> None:
        self._sessions, self._table = sessions, table
        self._specs = {spec.name: spec for spec in specs}

    async def all(self) -> list[Any]:
        """Rows in the order in which their messages stand in Kafka."""
        table = self._table
        async with self._sessions() as session:
            order = (table.consumer, table.topic, table.partition, table.offset)
            return list(await session.scalars(select(table).order_by(*order)))

    async def get(self, letter_id: UUID) -> Any:
        async with self._sessions() as session:
            letter = await session.get(self._table, letter_id)
        if letter is None:
            raise LetterNotFound(letter_id)
        return letter

    async def dismiss(self, letter_id: UUID) -> None:
        async with self._taken(letter_id) as (session, letter):
            log.warning("dead_letter.dismissed", **_described(letter))
            await session.delete(letter)

    async def replay(self, letter_id: UUID) -> None:
        """Applies the letter and deletes it; a new failure counts as an attempt, is kept as the reason and raised."""
        try:
            async with self._taken(letter_id) as (session, letter):
                await self._apply(session, letter)
                await session.delete(letter)
                log.info("dead_letter.replayed", **_described(letter))
        except (LetterNotFound, LetterUnwanted):
            raise
        except Exception as error:
            if not is_outage(error):
                await self._count_failure(letter_id, error)
            raise

    @asynccontextmanager
    async def _taken(self, letter_id: UUID) -> AsyncIterator[tuple[AsyncSession, Any]]:
        """The letter, locked, in a transaction of its own: two operators never apply it twice."""
        wanted = select(self._table).where(self._table.id == letter_id).with_for_update(skip_locked=True)
        async with self._sessions.begin() as session:
            letter = await session.scalar(wanted)
            if letter is None:
                raise LetterNotFound(letter_id)
            yield session, letter

    async def _apply(self, session: AsyncSession, letter: Any) -> None:
        spec = self._specs.get(letter.consumer)
        unit = spec.unit(session) if spec else None
        handler = unit.handlers.get(letter.type) if unit else None
        if unit is None or handler is None:
            raise LetterUnwanted(f"Nobody reads {letter.type} as {letter.consumer} any more.", type=letter.type)
        await handler(_envelope(letter))
        await unit.finish()

    async def _count_failure(self, letter_id: UUID, error: Exception) -> None:
        async with self._taken(letter_id) as (_, letter):
            letter.attempts += 1
            letter.error = repr(error)[:2000]
            letter.last_failed_at = func.now()


def _envelope(letter: Any) -> Envelope:
    position = (letter.topic, letter.partition, letter.offset)
    if letter.type == TOMBSTONE:
        return Envelope.tombstone(letter.first_failed_at, letter.key, position)
    return Envelope.decode(letter.payload, letter.key, position)


def _described(letter: Any) -> dict[str, Any]:
    names = ("id", "consumer", "topic", "partition", "offset", "key", "type")
    return {name: str(getattr(letter, name)) for name in names}
