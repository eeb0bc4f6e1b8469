import asyncio
from pathlib import Path

import msgspec
from simulator.native.generated.messages import ExternalMeter
from simulator.native.queue import MessageQueue


def meter(register_wh: int) -> ExternalMeter:
    return ExternalMeter(sequence=0, at="2026-11-25T10:00:00Z", register_wh=register_wh)


def filled(count: int, file: Path | None = None) -> MessageQueue:
    queue = MessageQueue(file)
    assert [queue.put(meter(number)) for number in range(count)] == list(range(1, count + 1))
    return queue


async def sent(queue: MessageQueue, after: int, window: int = 10) -> list[int]:
    """The numbers that may be sent now."""
    numbers = []
    try:
        while True:
            async with asyncio.timeout(0.01):
                after, text = await queue.after(after, window)
            numbers.append(after)
            assert msgspec.json.decode(text, type=ExternalMeter).sequence == after
    except TimeoutError:
        return numbers


class TestQueue:
    async def test_keeps_until_acknowledged(self) -> None:
        queue = filled(5)
        queue.acknowledge(2)
        assert (len(queue), await sent(queue, 2), await sent(queue, 4)) == (3, [3, 4, 5], [5])

    async def test_the_window_holds_back(self) -> None:
        queue = filled(5)
        assert await sent(queue, 0, window=2) == [1, 2]
        queue.acknowledge(1)
        assert await sent(queue, 2, window=2) == [3]

    def test_an_older_acknowledgement_changes_nothing(self) -> None:
        queue = filled(3)
        queue.acknowledge(2)
        queue.acknowledge(1)
        assert (queue.acknowledged_sequence, len(queue)) == (2, 1)

    def test_nothing_is_acknowledged_that_was_not_sent(self) -> None:
        queue = filled(3)
        queue.acknowledge(99)
        assert (queue.acknowledged_sequence, len(queue)) == (3, 0)

    async def test_outlives_the_process(self, tmp_path: Path) -> None:
        before = filled(3, tmp_path / "queue.json")
        before.acknowledge(1)
        after = MessageQueue(tmp_path / "queue.json")
        assert after.passport() == before.passport()
        assert await sent(after, 1) == [2, 3]
        assert after.put(meter(9)) == 4

    async def test_waits_for_the_acknowledgement(self) -> None:
        queue = filled(2)
        waiting = asyncio.create_task(queue.acknowledged(2))
        queue.acknowledge(1)
        await asyncio.wait({waiting}, timeout=0.01)
        assert not waiting.done()
        queue.acknowledge(2)
        await waiting
