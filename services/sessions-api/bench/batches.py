"""How many facts a second one worker applies: batches of meter values of many stations into an empty database.

DATABASE_URL=postgresql://… python services/sessions-api/bench/batches.py [stations] [batches]
"""

import asyncio
import os
import sys
import time
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

import orjson
from common.clock import SystemClock
from common.db import create_engine, session_factory
from common.events import Envelope
from common.ids import uuid7
from sessions_api.reconciliation.unit import SessionsUnit
from sessions_api.settings import SessionsSettings

BATCH = 2000


def envelope(kind: str, data: dict[str, Any]) -> Envelope:
    plain = orjson.loads(orjson.dumps(data))
    return Envelope("", "/bench", kind, "", datetime.now(UTC), plain, "", ("station-events", 0, 0))


def start(station: UUID, at: datetime) -> Envelope:
    return envelope(
        "transaction.started.v1",
        {
            "station_id": station,
            "connector_number": 1,
            "transaction_key": uuid5(station, "t"),
            "transaction_number": "17",
            "token": {"kind": "none"},
            "meter_start_wh": 0,
            "device_at": at,
            "received_at": at,
        },
    )


def values(station: UUID, at: datetime, step: int) -> Envelope:
    told = {
        "Energy.Active.Import.Register": step * 100,
        "Power.Active.Import": 11000,
        "Voltage": 230,
        "Current.Import": 16,
        "SoC": 40,
    }
    samples = [{"at": at, "measurand": name, "value": str(value)} for name, value in told.items()]
    data = {"station_id": station, "connector_number": 1, "transaction_number": "17"}
    return envelope("transaction.meter-values.v1", data | {"samples": samples, "received_at": at})


async def main(stations: int, batches: int) -> None:
    engine = create_engine(os.environ["DATABASE_URL"])
    sessions, settings = session_factory(engine), SessionsSettings()

    async def apply(messages: list[Envelope]) -> float:
        began = time.perf_counter()
        async with sessions.begin() as session:
            unit = SessionsUnit(session, SystemClock(), settings)
            for message in messages:
                await unit.handlers[message.type](message)
            await unit.finish()
        return time.perf_counter() - began

    ids, at = [uuid7() for _ in range(stations)], datetime.now(UTC)
    await apply([start(station, at) for station in ids])
    took, step = 0.0, 0
    for _ in range(batches):
        messages = list[Envelope]()
        while len(messages) < BATCH:
            step += 1
            messages += [values(station, at + timedelta(seconds=step), step) for station in ids]
        took += await apply(messages[:BATCH])
    print(
        f"{stations} stations: {batches * BATCH / took:,.0f} meter messages/s, {took / batches * 1000:.0f} ms a batch"
    )
    await engine.dispose()


if __name__ == "__main__":
    asyncio.run(main(*(int(argument) for argument in sys.argv[1:3] or (500, 5))))
