"""Native stations: rows of the session history, acknowledged in bulk, beside MeterValues of the same size."""

import asyncio
from collections.abc import Sequence
from statistics import median
from typing import Final

import orjson

from csms_gateway.bench.crowds import until_empty
from csms_gateway.bench.load import MakeFrame, Station, connect_fleet, masked_text, meter_values, press
from csms_gateway.bench.subject import Subject
from csms_gateway.native.protocol import SUBPROTOCOL

FLEET: Final = 250
_AT: Final = "2026-11-25T12:00:00Z"
_ROW: Final = {"at": _AT, "register_wh": 150, "power_w": 22_000, "voltage_v": 400.1, "current_a": 55.0,
               "soc_percent": 44, "battery_temperature_c": 21.5, "connector_temperature_c": 30.5}  # fmt: skip


class NativeStation(Station):
    """Numbers its messages by itself; an acknowledgement answers all up to its number."""

    ROOT, PROTOCOL = "native", SUBPROTOCOL

    def __init__(self) -> None:
        super().__init__()
        self.is_welcome: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    async def enter(self, key: str, password: str | None = None) -> None:
        await super().enter(key, password)
        queue = {"id": key, "last_sequence": 0, "acknowledged_sequence": 0}
        self.write(masked_text(orjson.dumps({"type": "hello", "queue": queue, "maker": "B", "model": "B"})))
        await self.is_welcome

    def send(self, frame: bytes) -> None:
        """The text of a message; an @ in it becomes the number."""
        super().send(masked_text(frame.replace(b"@", str(self.sent + 1).encode())))

    def take(self, data: bytes) -> None:
        if not self.is_welcome.done():
            self.is_welcome.set_result(None)
            return
        marks = data.split(b'"sequence":')[1:]
        if marks:
            acknowledged = int(marks[-1].partition(b"}")[0])
            self.note_answers(acknowledged - self.answered)


def session_rows(_number: int) -> bytes:
    """A row of seven values; the station puts its own number where the @ stands."""
    transaction = {"session_number": "s", "transaction_number": "t", "connector_number": 1}
    message = {"type": "session_rows", "sequence": "@", "at": _AT, **transaction, "rows": [_ROW]}
    return orjson.dumps(message).replace(b'"@"', b"@")


async def measure_native(subject: Subject, keys: Sequence[str], slices: int, seconds: float) -> dict[str, float]:
    """CPU microseconds per `session_rows` message, and per MeterValues with as many values, in turns."""
    native = await connect_fleet(subject.port, keys[:FLEET], kind=NativeStation)
    ocpp = await connect_fleet(subject.port, keys[FLEET : 2 * FLEET])
    costs: dict[str, list[float]] = {"native_rows_cpu_us": [], "metervalues7_cpu_us": []}
    for _ in range(slices):
        costs["native_rows_cpu_us"].append(await _cost(subject, native, seconds, session_rows))
        costs["metervalues7_cpu_us"].append(await _cost(subject, ocpp, seconds, meter_values(7)))
    for station in (*native, *ocpp):
        station.leave()
    await until_empty(subject)
    return {name: round(median(told), 1) for name, told in costs.items()}


async def _cost(subject: Subject, fleet: Sequence[Station], seconds: float, make: MakeFrame) -> float:
    before = subject.cpu_seconds()
    sent = await press(fleet, seconds, make)
    return (subject.cpu_seconds() - before) / sent * 1e6
