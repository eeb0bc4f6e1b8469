from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID

from common.auth import Principal
from common.lists import ListQuery, ListTable, PageInfo, Where
from pydantic import Field
from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from stations_api.commands.kinds import CommandKind
from stations_api.commands.models import Command, CommandStatus, command_numbers

COMMANDS = ListTable(
    key=Command.id,
    default="-created_at",
    sorts={"created_at": Command.created_at, "station_number": Command.station_number},
)
OPEN = (CommandStatus.SCHEDULED, CommandStatus.RECEIVED)


class CommandQuery(ListQuery):
    station_id: Annotated[UUID | None, Where(lambda station: Command.station_id == station)] = None
    number: Annotated[int | None, Where(lambda number: Command.number == number)] = None
    station_number: Annotated[
        str | None, Where(lambda number: Command.station_number == number), Field(max_length=100)
    ] = None
    kind: Annotated[CommandKind | None, Where(lambda kind: Command.kind == kind)] = None
    status: Annotated[CommandStatus | None, Where(lambda status: Command.status == status)] = None


class CommandRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, command: Command) -> None:
        self._session.add(command)

    async def next_number(self) -> int:
        """A number for people; it is also what the token of a remote start is made from."""
        return int(await self._session.scalar(select(command_numbers.next_value())) or 0)

    async def page(self, principal: Principal, query: CommandQuery, since: datetime) -> tuple[list[Command], PageInfo]:
        """Commands created after `since` (RCM-001)."""
        visible = select(Command).where(principal.scope(Command.organization_id), Command.created_at >= since)
        return await COMMANDS.page(self._session, visible, query)

    async def get(self, principal: Principal, command_id: UUID) -> Command | None:
        visible = select(Command).where(Command.id == command_id, principal.scope(Command.organization_id))
        return await self._session.scalar(visible)

    async def lock_of_batch(self, stations: Collection[UUID], answered: Collection[UUID]) -> Sequence[Command]:
        """What is open at these stations, and the commands that were answered, in the order of their creation."""
        is_open = Command.station_id.in_(stations) & Command.status.in_(OPEN)
        statement = select(Command).where(or_(is_open, Command.id.in_(answered)) if answered else is_open)
        return (await self._session.scalars(statement.order_by(Command.number).with_for_update())).all()

    async def lock_due(self, now: datetime, limit: int) -> Sequence[Command]:
        """Open commands whose time is over; those that another transaction holds come next time."""
        due = select(Command).where(Command.status.in_(OPEN), Command.due_at <= now).order_by(Command.due_at)
        return (await self._session.scalars(due.limit(limit).with_for_update(skip_locked=True))).all()
