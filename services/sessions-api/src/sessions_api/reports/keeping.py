"""Finds the session that a report is about and keeps or tells it; a session itself never changes by it."""

from collections.abc import Sequence
from uuid import UUID

from common.events import Envelope
from common.outbox import Outbox
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from sessions_api.dumps.told import keep_lines
from sessions_api.reports.facts import DUMP, KINDS, VEHICLE, NativeReport
from sessions_api.sessions.deeds import record_created
from sessions_api.sessions.models import Session
from sessions_api.vehicles.told import keep_vehicles

# the session of that connector that was going on then; a report may be stamped a little before or after it
_SESSIONS = text(
    """
    select r.place, found.id
    from unnest(cast(:stations as uuid[]), cast(:connectors as integer[]), cast(:moments as timestamptz[]))
      with ordinality r(station_id, connector_number, at, place)
    cross join lateral (
      select id from sessions s
      where s.station_id = r.station_id and s.connector_number = r.connector_number
        and s.started_at <= r.at + interval '2 minutes' and s.started_at > r.at - interval '7 days'
        and (s.ended_at is null or s.ended_at >= r.at - interval '2 minutes')
      order by s.started_at desc limit 1) found
    """
)
Kept = tuple[UUID, NativeReport]
"""(session, what was told about it)"""


class NativeReports:
    """Collects a batch's reports; saved after its sessions are written."""

    def __init__(self, session: AsyncSession, outbox: Outbox) -> None:
        self._session, self._outbox, self._reports = session, outbox, list[NativeReport]()

    async def take(self, envelope: Envelope) -> None:
        """Most kinds are about the station and not about a session: they are not even read."""
        if envelope.data.get("kind") in KINDS:
            report = NativeReport.model_validate({"received_at": envelope.time, **envelope.data})
            if report.connector_number is not None:
                self._reports.append(report)

    async def save(self) -> None:
        if self._reports:
            kept = await self._with_sessions()
            await keep_vehicles(self._session, [one for one in kept if one[1].kind == VEHICLE])
            await keep_lines(self._session, [one for one in kept if one[1].kind == DUMP])
            await self._record([session_id for session_id, report in kept if report.is_opening])

    async def _record(self, opened: Sequence[UUID]) -> None:
        if opened:
            found = await self._session.scalars(select(Session).where(Session.id.in_(opened)).order_by(Session.id))
            record_created(self._outbox, found)

    async def _with_sessions(self) -> Sequence[Kept]:
        values = {
            "stations": [report.station_id for report in self._reports],
            "connectors": [report.connector_number for report in self._reports],
            "moments": [report.at for report in self._reports],
        }
        rows = await self._session.execute(_SESSIONS, values)
        return [(row.id, self._reports[row.place - 1]) for row in rows]
