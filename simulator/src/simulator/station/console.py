"""Orders typed at the station."""

import asyncio
import contextlib
import os
from collections.abc import Callable
from threading import Thread

from ocpp.v16.enums import ChargePointErrorCode, Reason

from simulator.station.power import PoweredStation

STANDARD_INPUT = 0
CHUNK = 4096

HELP = """\
plug N [CARD]   a car comes to connector N; with a card it starts
stop N          the driver ends the transaction
unplug N        the car leaves
fault N [CODE]  the connector fails (default OtherError); clear N mends it
offline, online cut the line, pick it up again
status          what is at the connectors"""


def read_lines(loop: asyncio.AbstractEventLoop, lines: "asyncio.Queue[str | None]") -> None:
    """Put each line of the standard input into the queue, then None."""
    rest = b""
    with contextlib.suppress(OSError, RuntimeError):  # no standard input; the loop is closed
        # Not sys.stdin: a thread that waits in its buffer makes the interpreter's end fail.
        while chunk := os.read(STANDARD_INPUT, CHUNK):
            *whole, rest = (rest + chunk).split(b"\n")
            for line in whole:
                loop.call_soon_threadsafe(lines.put_nowait, line.decode(errors="replace"))
        loop.call_soon_threadsafe(lines.put_nowait, None)


class Console:
    """Reads lines and carries them out."""

    def __init__(self, powered: PoweredStation, say: Callable[[str], None]) -> None:
        self._powered, self._station, self._say = powered, powered.station, say

    async def read(self) -> None:
        """Carry out each line of the standard input, until it ends."""
        lines: asyncio.Queue[str | None] = asyncio.Queue()
        # A thread, because not every standard input (/dev/null, a file) can be polled; a daemon, because a read that
        # waits for a key must not hold up the end.
        Thread(target=read_lines, args=(asyncio.get_running_loop(), lines), daemon=True).start()
        while (line := await lines.get()) is not None:
            await self.obey(line)

    async def obey(self, line: str) -> None:
        """One order; a wrong one is answered with the list."""
        words = line.split()
        if not words:
            return
        try:
            await self._carry_out(words[0], words[1:])
        except (IndexError, KeyError, ValueError, AssertionError) as error:
            self._say(f"cannot {line.strip()}: {error}\n{HELP}")

    async def _carry_out(self, word: str, rest: list[str]) -> None:
        match word:
            case "plug" if len(rest) > 1:
                await self._powered.present(int(rest[0]), rest[1])
            case "plug":
                self._station.plug(int(rest[0]))
            case "stop":
                self._station.stop(int(rest[0]), Reason.local)
            case "unplug":
                self._station.unplug(int(rest[0]))
            case "fault" | "clear":
                self._fail(int(rest[0]), rest[1] if rest[1:] else None, is_failing=word == "fault")
            case "offline":
                self._powered.hang_up()
            case "online":
                self._powered.pick_up()
            case "status":
                self._say(self._status())
            case _:
                self._say(HELP)

    def _fail(self, number: int, code: str | None, *, is_failing: bool) -> None:
        connector = self._station.connectors[number]
        failure = ChargePointErrorCode(code) if code else ChargePointErrorCode.other_error
        connector.fault = failure if is_failing else None
        if is_failing and connector.transaction is not None:
            self._station.stop(number, Reason.other)
        self._station.tell_status(number)

    def _status(self) -> str:
        lines = [
            f"{item.number}: {item.status.value}, {item.power_w / 1000:.1f} kW, "
            f"{item.register_wh / 1000:.3f} kWh, {item.soc_percent:.0f} %"
            for item in self._station.connectors.values()
        ]
        return "\n".join([*lines, f"untold messages: {len(self._station.outbox)}"])
