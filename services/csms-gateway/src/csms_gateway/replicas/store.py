"""The replicas on disk: one SQLite file, so that the gateway starts and authorises with everything else away."""

import asyncio
import sqlite3
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import orjson

_SCHEMA = """
create table if not exists snapshots (
    topic text not null, key text not null, data blob not null, primary key (topic, key)
) without rowid;
create table if not exists positions (
    topic text not null, partition integer not null, next_offset integer not null, primary key (topic, partition)
) without rowid;
create table if not exists connections (station_id text primary key, epoch integer not null) without rowid;
create table if not exists station_memories (
    station_id text primary key, saved_at real not null, data blob not null
) without rowid;
create table if not exists native_journals (
    station_id text primary key, queue_id text not null, durable integer not null, boot_mark text
) without rowid;
"""


class Change(NamedTuple):
    """New public state of one thing; None: it is gone."""

    key: str
    data: dict[str, Any] | None


class JournalRow(NamedTuple):
    """How far the queue of a native station is stored, and what the station last said of its last restart."""

    station_id: str
    queue_id: str
    durable: int
    boot_mark: str | None


class ReplicaStore:
    """All calls run in one thread of their own: the event loop never waits for the disk."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        self._thread = ThreadPoolExecutor(1, "replica-store")
        self._connection: sqlite3.Connection | None = None

    async def open(self) -> None:
        await self._run(self._open)

    async def close(self) -> None:
        await self._run(self._db().close)
        self._thread.shutdown(wait=False)

    async def snapshots(self, topic: str) -> list[Change]:
        """All things of a topic as last saved."""
        changes: list[Change] = await self._run(self._snapshots, topic)
        return changes

    async def save(self, topic: str, changes: Iterable[Change], positions: dict[int, int]) -> None:
        """Changes and the read position of each partition, in one transaction."""
        await self._run(self._save, topic, list(changes), dict(positions))

    async def positions(self, topic: str) -> dict[int, int]:
        positions: dict[int, int] = await self._run(self._positions, topic)
        return positions

    async def save_connections(self, opened: dict[str, int], closed: dict[str, int]) -> None:
        """Who is connected, by epoch: after a crash they are announced as gone."""
        await self._run(self._save_connections, dict(opened), dict(closed))

    async def connections(self) -> dict[str, int]:
        epochs: dict[str, int] = await self._run(self._connections)
        return epochs

    async def save_journals(self, rows: list[JournalRow]) -> None:
        await self._run(self._save_journals, rows)

    async def journals(self) -> list[JournalRow]:
        rows: list[JournalRow] = await self._run(self._load_journals)
        return rows

    async def save_memories(self, memories: list[tuple[str, bytes]], at: float) -> None:
        """What stations said last, as text of its owner; `at` is in Unix seconds."""
        await self._run(self._save_memories, memories, at)

    async def memories(self, since: float) -> list[tuple[str, bytes]]:
        """Those saved since then (Unix seconds); older ones are forgotten."""
        rows: list[tuple[str, bytes]] = await self._run(self._load_memories, since)
        return rows

    async def _run(self, function: Any, *arguments: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._thread, function, *arguments)

    def _db(self) -> sqlite3.Connection:
        assert self._connection is not None, "open() comes first"
        return self._connection

    def _open(self) -> None:
        self._connection = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False)
        self._connection.execute("pragma journal_mode = wal")
        self._connection.execute("pragma synchronous = normal")
        self._connection.executescript(_SCHEMA)

    def _snapshots(self, topic: str) -> list[Change]:
        rows = self._db().execute("select key, data from snapshots where topic = ?", (topic,))
        return [Change(key, orjson.loads(data)) for key, data in rows]

    def _save(self, topic: str, changes: list[Change], positions: dict[int, int]) -> None:
        put = [(topic, change.key, orjson.dumps(change.data)) for change in changes if change.data is not None]
        gone = [(topic, change.key) for change in changes if change.data is None]
        places = [(topic, partition, offset) for partition, offset in positions.items()]
        with _transaction(self._db()) as db:
            db.executemany("insert or replace into snapshots values (?, ?, ?)", put)
            db.executemany("delete from snapshots where topic = ? and key = ?", gone)
            db.executemany("insert or replace into positions values (?, ?, ?)", places)

    def _positions(self, topic: str) -> dict[int, int]:
        rows = self._db().execute("select partition, next_offset from positions where topic = ?", (topic,))
        return dict(rows.fetchall())

    def _save_connections(self, opened: dict[str, int], closed: dict[str, int]) -> None:
        with _transaction(self._db()) as db:
            db.executemany("delete from connections where station_id = ? and epoch <= ?", list(closed.items()))
            db.executemany("insert or replace into connections values (?, ?)", list(opened.items()))

    def _connections(self) -> dict[str, int]:
        return dict(self._db().execute("select station_id, epoch from connections").fetchall())

    def _save_journals(self, rows: list[JournalRow]) -> None:
        with _transaction(self._db()) as db:
            db.executemany("insert or replace into native_journals values (?, ?, ?, ?)", rows)

    def _save_memories(self, memories: list[tuple[str, bytes]], at: float) -> None:
        rows = [(station_id, at, data) for station_id, data in memories]
        with _transaction(self._db()) as db:
            db.executemany("insert or replace into station_memories values (?, ?, ?)", rows)

    def _load_memories(self, since: float) -> list[tuple[str, bytes]]:
        with _transaction(self._db()) as db:
            db.execute("delete from station_memories where saved_at < ?", (since,))
        return self._db().execute("select station_id, data from station_memories").fetchall()

    def _load_journals(self) -> list[JournalRow]:
        rows = self._db().execute("select station_id, queue_id, durable, boot_mark from native_journals")
        return [JournalRow(*row) for row in rows]


class _transaction:  # noqa: N801 - reads as a statement
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def __enter__(self) -> sqlite3.Connection:
        self._connection.execute("begin immediate")
        return self._connection

    def __exit__(self, kind: object, *_: object) -> None:
        self._connection.execute("commit" if kind is None else "rollback")
