"""Lines of a dump as a native station tells them, saved with their session; nothing in them is interpreted."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from sessions_api.dumps.models import DumpLines
from sessions_api.reports.facts import NativeReport

_LONGEST = 2000
"""Characters of a line that are kept."""


async def keep_lines(session: AsyncSession, told: Iterable[tuple[UUID, NativeReport]]) -> None:
    rows = [
        {"session_id": session_id, "at": report.at, "queue_id": report.queue_id, "sequence": report.sequence}
        | {"lines": _lines(report)}
        for session_id, report in told
    ]
    if rows:
        await session.execute(insert(DumpLines).values(rows).on_conflict_do_nothing())


def _lines(report: NativeReport) -> list[str]:
    lines = report.body.get("lines")
    return [_line(one) for one in lines if isinstance(one, str)] if isinstance(lines, list) else []


def _line(text: str) -> str:
    """One line stays one line, and has nothing that PostgreSQL does not keep."""
    return " ".join(text.replace("\x00", "").splitlines())[:_LONGEST]
