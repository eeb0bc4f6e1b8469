"""Who is connected, on disk: only what has changed is looked at, and nothing of it is forgotten."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, cast

import pytest_asyncio
from common.clock import SystemClock
from csms_gateway.connections.connection_book import ConnectionBook
from csms_gateway.connections.registry import Registry
from csms_gateway.publishing.group_commit import GroupCommit
from csms_gateway.replicas.store import ReplicaStore


class Connection:
    """As much of one as a register looks at."""

    def __init__(self, station_id: str, epoch: int) -> None:
        self.station_id, self.epoch = station_id, epoch

    def close(self, *_: object) -> None:
        """The older one of a station is told to go."""


@pytest_asyncio.fixture
async def store(tmp_path: Path) -> AsyncIterator[ReplicaStore]:
    store = ReplicaStore(tmp_path / "replicas.sqlite")
    await store.open()
    yield store
    await store.close()


async def test_the_disk_holds_who_is_connected(store: ReplicaStore) -> None:
    registry: Any = Registry()
    book = ConnectionBook(store, registry, cast("GroupCommit", None), SystemClock())
    first, second, newer = Connection("a", 1), Connection("b", 2), Connection("a", 3)
    enter, leave = registry.enter, registry.leave
    stories: list[tuple[list[tuple[Any, Connection]], dict[str, int]]] = [
        ([(enter, first), (enter, second)], {"a": 1, "b": 2}),
        ([(enter, newer), (leave, first)], {"a": 3, "b": 2}),
        ([(leave, second)], {"a": 3}),
        ([(leave, newer), (enter, newer)], {"a": 3}),
        ([(enter, second), (leave, second)], {"a": 3}),
    ]
    for scenes, expected in stories:
        for happens, connection in scenes:
            happens(connection)
        await book.save()
        assert await store.connections() == expected
        assert registry.changes == {}
