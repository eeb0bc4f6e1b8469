"""Many changes of one thing become one hint; the last one is never lost."""

import asyncio
from typing import Any

import pytest
from common.ids import uuid7
from common.testing.helpers import eventually
from notifications_api.stream.hints import Hint
from notifications_api.stream.pace import Gatherer, Pace

ORGANIZATION, OTHER, STATION = uuid7(), uuid7(), uuid7()


def _hint(revision: int | None = None, organization: Any = ORGANIZATION, thing: Any = STATION) -> Hint:
    return Hint("station", thing, revision, frozenset({organization}), "stations:read")


@pytest.fixture
def published() -> list[tuple[float, Hint]]:
    return []


@pytest.fixture
def gatherer(published: list[tuple[float, Hint]]) -> Gatherer:
    def publish(hint: Hint) -> None:
        published.append((asyncio.get_running_loop().time(), hint))

    return Gatherer(publish, Pace(delay=0.02, gap=0.2, seen_gap=3600))


async def _count(published: list[Any], count: int) -> None:
    async def enough() -> bool:
        return len(published) == count

    await eventually(enough)


class TestGatherer:
    async def test_a_burst_is_one_hint_with_the_last_revision_and_all_owners(
        self, gatherer: Gatherer, published: list[Any]
    ) -> None:
        for change in (_hint(1), _hint(3, OTHER), _hint(None)):
            gatherer.changed(change)
        assert published == []
        await _count(published, 1)
        assert published[0][1] == Hint("station", STATION, 3, frozenset({ORGANIZATION, OTHER}), "stations:read")

    async def test_two_hints_about_one_station_are_apart_and_others_do_not_wait(
        self, gatherer: Gatherer, published: list[Any]
    ) -> None:
        gatherer.changed(_hint(1))
        await _count(published, 1)
        gatherer.changed(_hint(2))
        gatherer.changed(_hint(7, thing=uuid7()))
        await _count(published, 3)
        assert [hint.revision for _, hint in published] == [1, 7, 2]
        assert published[2][0] - published[0][0] >= 0.2

    async def test_a_sign_of_life_counts_only_after_silence(self, gatherer: Gatherer, published: list[Any]) -> None:
        gatherer.seen(_hint())
        await _count(published, 1)
        gatherer.seen(_hint())
        gatherer.changed(_hint(9))
        await _count(published, 2)
        assert [hint.revision for _, hint in published] == [None, 9]

    async def test_the_last_hint_is_said_again_when_it_has_become_quiet(self, published: list[Any]) -> None:
        loop = asyncio.get_running_loop()
        echoing = Gatherer(lambda hint: published.append((loop.time(), hint)), Pace(delay=0.01, echo=0.2))
        for revision in (1, 2):
            echoing.changed(_hint(revision))
            await _count(published, revision)
        await _count(published, 3)
        assert [hint.revision for _, hint in published] == [1, 2, 2]
        assert published[2][0] - published[1][0] >= 0.2
