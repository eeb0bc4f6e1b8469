"""Streams never end by themselves, so the server would wait for them in vain when it is told to stop."""

import asyncio
import signal
from collections.abc import Callable, Sequence
from types import FrameType

STOPS = (signal.SIGTERM, signal.SIGINT)


def on_stop(work: Callable[[], None], signals: Sequence[signal.Signals] = STOPS) -> None:
    """Calls `work` in the running loop as soon as the process is told to stop; the server's own handler follows."""
    loop = asyncio.get_running_loop()
    for number in signals:
        signal.signal(number, _chained(loop, work, signal.getsignal(number)))


def _chained(
    loop: asyncio.AbstractEventLoop, work: Callable[[], None], following: object
) -> Callable[[int, FrameType | None], None]:
    def handle(number: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(work)
        if callable(following):
            following(number, frame)

    return handle
