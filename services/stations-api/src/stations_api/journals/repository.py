from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from stations_api.commands.models import Command
from stations_api.journals.archive import archive_of
from stations_api.journals.models import Journal
from stations_api.station_reports.facts import JOURNAL
from stations_api.station_reports.models import StationReport

MOST: Final = 62
"""Days that are kept of one station: the newest."""
_PIECES: Final = timedelta(days=2)
"""Pieces of one journal come within this time."""


class JournalRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def of(self, station_id: UUID) -> Sequence[Journal]:
        """The oldest day first (STN-176)."""
        found = select(Journal).where(Journal.station_id == station_id).order_by(Journal.day)
        return (await self._session.scalars(found)).all()

    async def content(self, station_id: UUID, day: date) -> bytes | None:
        wanted = (Journal.station_id == station_id, Journal.day == day)
        content: bytes | None = await self._session.scalar(select(Journal.content).where(*wanted))
        return content

    async def put_together(self, station_id: UUID, command_id: UUID, now: datetime) -> None:
        """The last piece has come: all of them become the archive of the day that was asked for."""
        command = await self._session.get(Command, command_id)
        day = _day_of(command)
        if command is None or command.station_id != station_id or day is None:
            return
        content = archive_of(await self._parts(command, now))
        row = {"requested_at": command.created_at, "size": len(content), "content": content}
        statement = insert(Journal).values(station_id=station_id, day=day, **row)
        await self._session.execute(statement.on_conflict_do_update(index_elements=["station_id", "day"], set_=row))
        await self._drop_oldest(station_id)

    async def _parts(self, command: Command, now: datetime) -> Sequence[dict[str, Any]]:
        of_command = (
            StationReport.station_id == command.station_id,
            StationReport.received_at >= now - _PIECES,
            StationReport.kind == JOURNAL,
            StationReport.body["command_id"].astext == str(command.id),
        )
        return (await self._session.scalars(select(StationReport.body).where(*of_command))).all()

    async def _drop_oldest(self, station_id: UUID) -> None:
        kept = select(Journal.day).where(Journal.station_id == station_id).order_by(Journal.day.desc()).limit(MOST)
        await self._session.execute(delete(Journal).where(Journal.station_id == station_id, Journal.day.not_in(kept)))


def _day_of(command: Command | None) -> date | None:
    try:
        return date.fromisoformat(command.parameters["date"]) if command is not None else None
    except (KeyError, TypeError, ValueError):
        return None
