"""What meter values change is written by two statements, and is what the mapper would have written."""

from typing import Any

import pytest
from sessions_api.reconciliation import writer
from sqlalchemy import event, text

from .factories import Message, Plug

_OWN = ("id", "session_id", "station_id", "station_number", "transaction_key", "number", "transaction_number")
_OWN_TOO = ("search_text", "payer_id", "created_at", "published_at")


def measured(plug: Plug, at: float, wh: int, **more: Any) -> Message:
    return plug.meter(at=at, wh=wh, Power_Active_Import="11000", SoC=str(20 + at), **more)


STORY = (
    lambda plug: [plug.snapshot(), plug.start(at=1)],
    lambda plug: [measured(plug, 2, 1200), measured(plug, 3, 1400)],
    lambda plug: [measured(plug, 4, 1500, Power_Offered="11000"), plug.status("charged", 5)],
    lambda plug: [measured(plug, 3.5, 1450), plug.meter(at=6, wh=900)],
    lambda plug: [measured(plug, 7, 1900, Voltage="640")],
    lambda plug: [plug.stop(at=8, meter=2000), measured(plug, 9, 2100)],
)


async def rows(sessions: Any, plug: Plug) -> list[dict[str, Any]]:
    async with sessions() as session:
        found = []
        for table in ("sessions", "transactions"):
            wanted = text(f"select * from {table} where station_id = :id")
            [row] = (await session.execute(wanted, {"id": plug.station_id})).mappings()
            found.append({name: value for name, value in row.items() if name not in (*_OWN, *_OWN_TOO)})
        return found


async def test_it_is_what_the_mapper_writes(feed, sessions, monkeypatch: pytest.MonkeyPatch) -> None:
    short, long = Plug(), Plug()

    async def nothing(*_: object) -> None:
        """The mapper has all to do."""

    for scene in STORY:
        await feed(*scene(short))
        with monkeypatch.context() as patched:
            patched.setattr(writer, "write_progress", nothing)
            await feed(*scene(long))
        assert await rows(sessions, short) == await rows(sessions, long)


async def test_running_sessions_take_one_statement_each_for_all(feed, engine) -> None:
    plugs = [Plug() for _ in range(5)]
    await feed(*[message for plug in plugs for message in (plug.snapshot(), plug.start(at=1))])
    await feed(*[measured(plug, 2, 1200) for plug in plugs])
    statements: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        statements.append(statement.strip().lower())

    event.listen(engine.sync_engine, "before_cursor_execute", note)
    try:
        await feed(*[measured(plug, 3, 1300) for plug in plugs])
    finally:
        event.remove(engine.sync_engine, "before_cursor_execute", note)
    updates = [one for one in statements if one.startswith("update")]
    assert [one.split()[1] for one in updates] == ["sessions", "transactions"]
