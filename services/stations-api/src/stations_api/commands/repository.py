from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from common.auth import Principal
from common.db import is_among
from sqlalchemy import and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from stations_api.commands.models import Command, CommandStatus, command_numbers

OPEN = (CommandStatus.SCHEDULED, CommandStatus.RECEIVED)
ON_THE_WAY = timedelta(seconds=10)
"""How long the word of a gateway that it has delivered a command may take, an outage of Kafka included."""


class CommandRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, command: Command) -> None:
        self._session.add(command)

    async def next_number(self) -> int:
        """A number for people; it is also what the token of a remote start is made from."""
        return int(await self._session.scalar(select(command_numbers.next_value())) or 0)

    async def get(self, principal: Principal, command_id: UUID) -> Command | None:
        visible = select(Command).where(Command.id == command_id, principal.scope(Command.organization_id))
        return await self._session.scalar(visible)

    async def lock_of_batch(self, stations: Collection[UUID], answered: Collection[UUID]) -> Sequence[Command]:
        """What is open at these stations, and the commands that were answered, in the order of their creation."""
        is_open = is_among(Command.station_id, stations) & Command.status.in_(OPEN)
        statement = select(Command).where(or_(is_open, is_among(Command.id, answered)) if answered else is_open)
        return (await self._session.scalars(statement.order_by(Command.number).with_for_update())).all()

    async def is_stop_open(self, station_id: UUID, transaction_number: str) -> bool:
        """Whether a stop of that transaction is under way."""
        of_transaction = (Command.station_id == station_id, Command.transaction_number == transaction_number)
        found = select(Command.id).where(*of_transaction, Command.status.in_(OPEN), Command.kind == "stop_session")
        return await self._session.scalar(found.limit(1)) is not None

    async def lock_due(self, now: datetime, limit: int) -> Sequence[Command]:
        """Open commands whose time is over; those that another transaction holds come next time.

        One that a gateway has had may have been delivered in its last second: «expired» says that it never will be.
        """
        is_awaited = and_(Command.status == CommandStatus.SCHEDULED, Command.sent_at.is_not(None))
        is_over = or_(~is_awaited, Command.due_at <= now - ON_THE_WAY)
        due = select(Command).where(Command.status.in_(OPEN), Command.due_at <= now, is_over).order_by(Command.due_at)
        return (await self._session.scalars(due.limit(limit).with_for_update(skip_locked=True))).all()
