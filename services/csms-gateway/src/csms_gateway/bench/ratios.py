"""CPU per message against the reference, in turns: gateway, reference, gateway, … so that noise meets both."""

from collections.abc import Sequence
from statistics import median
from typing import Final

from csms_gateway.bench.load import MakeFrame, Station, connect_fleet, heartbeat, meter_values, press
from csms_gateway.bench.reference import running_reference
from csms_gateway.bench.subject import Subject

FLEET: Final = 250
KINDS: Final[dict[str, MakeFrame]] = {
    "heartbeat_ratio": heartbeat(),
    "metervalues7_ratio": meter_values(7),
    "metervalues20_ratio": meter_values(20),
}


async def measure_ratios(subject: Subject, keys: Sequence[str], slices: int, seconds: float) -> dict[str, float]:
    """How many times more CPU the reference takes for a message, median of the slices.

    Ours includes the protocol log and answers after `acks=all`; the reference stores nothing.
    """
    async with running_reference() as reference:
        ours = await connect_fleet(subject.port, keys[:FLEET])
        theirs = await connect_fleet(reference.port, keys[:FLEET])
        result = {}
        for name, make in KINDS.items():
            ratios = []
            for _ in range(slices):
                cost = await _cost(subject, ours, seconds, make)
                ratios.append(await _cost(reference, theirs, seconds, make) / cost)
            result[name] = round(median(ratios), 2)
        for station in (*ours, *theirs):
            station.leave()
        return result


async def _cost(subject: Subject, fleet: list[Station], seconds: float, make: MakeFrame) -> float:
    before = subject.cpu_seconds()
    sent = await press(fleet, seconds, make)
    return (subject.cpu_seconds() - before) / sent
