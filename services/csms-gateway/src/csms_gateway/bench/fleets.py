"""CPU per message at 10, 2,000 and 10,000 stations: gateways side by side, measured in turns."""

from collections.abc import Sequence
from contextlib import AsyncExitStack
from statistics import median
from typing import Final

from csms_gateway.bench.load import MakeFrame, Station, connect_fleet, meter_values, play, until_answered
from csms_gateway.bench.subject import Subject, running_subject

FLEETS: Final = (10, 2_000, 10_000)
_RATE: Final = 500


async def measure_fleets(
    bootstrap: str, prefix: str, keys: Sequence[str], slices: int, seconds: float
) -> dict[str, float]:
    """Median CPU microseconds per MeterValues message, by number of connected stations."""
    make = meter_values()
    async with AsyncExitStack() as stack:
        runs: list[tuple[Subject, list[Station], list[float]]] = []
        for instance, count in enumerate(FLEETS):
            subject = await stack.enter_async_context(running_subject(bootstrap, prefix, instance))
            runs.append((subject, await connect_fleet(subject.port, keys[:count]), []))
        for _ in range(slices):
            for subject, fleet, costs in runs:
                costs.append(await _cost(subject, fleet, seconds, make))
        return {str(len(fleet)): round(median(costs), 1) for _, fleet, costs in runs}


async def _cost(subject: Subject, fleet: list[Station], seconds: float, make: MakeFrame) -> float:
    before = subject.cpu_seconds()
    sent = await play(fleet, _RATE, seconds, make)
    await until_answered(fleet)
    return (subject.cpu_seconds() - before) / sent * 1e6
