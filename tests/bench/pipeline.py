"""From a station's frame to the row in PostgreSQL: `python tests/bench/pipeline.py --output var/bench.json`.

At most six minutes: a million sessions are stored, or as many as two minutes allow. Writes, beside what is there:

- `pipeline_rate`: the highest of the rates offered that is held: MeterValues a second (7 values each), answered after
  `acks=all`, applied by sessions-api (one row of the history each), visible with a p99 within the goal. When none is
  held, the lowest stands here, with what came of it;
- `row_visible_p99_ms` (and `_p50_ms`) at that rate: from sending a frame to its row being seen by another connection
  to the database, which looks every 50 ms (a look costs, and what it finds late counts as late);
- `pipeline_steps`: by rate offered: `rate`, what was carried, from the first frame sent to the last row seen; `p50_ms`
  and `p99_ms`; `cpu_us`, microseconds of processor time per message of everything, bench and databases included. The
  last step is the first whose rows come hopelessly late: there the rate is the most that the machine can;
- `pipeline_lost`: frames that were answered and have no row in the end, of all steps together;
- `pipeline_cpu_us_by_part`: by rate offered, CPU microseconds per message of every part of the product, and of the
  bench itself;
- `pipeline_logged`: share of the frames that the protocol log holds in the end: it gives way when Kafka is pressed;
- `start_ms_by_sessions`: median time to the answer of StartTransaction, by number of stored sessions.

The whole product runs on the machine's two cores, and the load with it. Goals of issue 5: 3,000 a second, 500 ms.
"""

import argparse
import asyncio
import json
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import median
from typing import Any, Self

import asyncpg
import httpx
import orjson
import uvloop
from cpu import cpu_by_part, difference
from csms_gateway.bench.crowds import allow_many_files
from csms_gateway.bench.load import Station, connect_fleet, masked_text
from launcher import commands
from launcher.addresses import admin_url
from launcher.testing import Stack

FLEET = 200
SECRET = "pipeline-password-0001"
POLL_SECONDS = 0.05
NUMBER, MOMENT, REGISTER = b"#number##", b"#moment-of-the-reading##", b"#wh-now#"
STARTS = 200
RATES = (1_000, 2_000, 3_000, 4_000, 5_000, 6_000)
GOAL_P99_MS, HOPELESS_P99_MS = 500, 2_500
WARM_UP_RATE, WARM_UP_SECONDS = 500, 5.0
PATIENCE_SECONDS = 120
LOG_QUIET_SECONDS = 1.0
SAMPLES = (("Voltage", "V"), ("Current.Import", "A"), ("Power.Active.Import", "W"), ("SoC", "Percent"),
           ("Temperature", "Celsius"), ("Power.Offered", "W"), ("Energy.Active.Import.Register", "Wh"))  # fmt: skip
# Copies of one ended session, so that the seed knows nothing of the table's columns but those that must differ.
ENDED_AT = "timestamptz '2026-01-01' - i * interval '37 seconds'"
DIFFERENT = {
    "id": "gen_random_uuid()",
    "station_id": "gen_random_uuid()",
    "is_open": "false",
    "is_unpublished": "false",
    "started_at": f"{ENDED_AT} - interval '30 minutes'",
    "ended_at": ENDED_AT,
}
COLUMNS = """
select quote_ident(column_name) from information_schema.columns
where table_schema = 'sessions' and table_name = 'sessions' and is_generated = 'NEVER'
"""
INDEXES = """
select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
from pg_index i where i.indrelid = 'sessions'::regclass and not i.indisunique
"""
SEED_CHUNK, SEED_SECONDS = 100_000, 120
VISIBLE = """
select t.number, (select max(at) from session_history h where h.session_id = t.session_id) as at
from transactions t where t.number = any($1::text[])
"""
LOGGED = "select count(*) from stations.protocol_log where action = 'MeterValues'"
COUNT = """
select count(*) from session_history
where session_id in (select session_id from transactions where number = any($1::text[]))
"""


@dataclass
class Charging:
    """A station with an open transaction; `sent` holds (time of its reading in ms, moment of sending)."""

    station: Station
    number: str
    frame: bytes
    register_wh: int = 0
    at_ms: int = 0
    sent: list[tuple[int, float]] = field(default_factory=list)
    seen: int = 0
    latencies: list[float] = field(default_factory=list)

    def begin_anew(self) -> None:
        """Before a step; the register and its time go on."""
        self.sent, self.latencies, self.seen = [], [], 0


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--output", type=Path, help="JSON file; other keys in it are kept")
    parser.add_argument(
        "--rates", type=int, nargs="+", default=RATES, help="offered in turn, up to one that is beyond it"
    )
    parser.add_argument("--seconds", type=float, default=10.0, help="of each step")
    parser.add_argument("--sessions", type=int, default=1_000_000, help="stored sessions of the second measure")
    options = parser.parse_args()
    allow_many_files()
    with tempfile.TemporaryDirectory(prefix="smartcharging-bench-") as folder, Stack.started(Path(folder)) as stack:
        result = uvloop.run(measure(stack, options.rates, options.seconds, options.sessions))
    result["pipeline_load_average"] = os.getloadavg()[0]
    print(json.dumps(result))
    if options.output is not None:
        earlier = json.loads(options.output.read_text()) if options.output.exists() else {}
        options.output.write_text(json.dumps({**earlier, **result}, indent=2) + "\n")


async def measure(stack: Stack, rates: Sequence[int], seconds: float, sessions: int) -> dict[str, Any]:
    keys = [f"PIPE{number:04d}" for number in range(FLEET)]
    await register(stack, keys)
    url = admin_url(stack.settings, commands.vault_of(stack.settings))
    database = await asyncpg.connect(url, server_settings={"search_path": "sessions"}, command_timeout=None)
    fleet = await connect_fleet(stack.settings.port("GATEWAY"), keys, password=SECRET)
    starts = {"0": await start_ms(fleet[0])}
    charging = [Charging(station, number := await begin(station), frame_of(number)) for station in fleet]
    result = await climb(stack, database, charging, rates, seconds)
    print(json.dumps(result), file=sys.stderr)
    await seed(database, sessions)
    stored = await database.fetchval("select count(*) from sessions")
    starts[str(stored)] = await start_ms(fleet[0])
    await database.close()
    return {**result, "start_ms_by_sessions": starts}


@dataclass(frozen=True, slots=True)
class Step:
    """What came of offering so many messages a second."""

    offered: int
    sent: int
    rate: int
    p99_ms: int
    p50_ms: int
    cpu_us: dict[str, int] = field(default_factory=dict)
    """By part."""

    @property
    def is_held(self) -> bool:
        return self.p99_ms <= GOAL_P99_MS

    @property
    def told(self) -> dict[str, int]:
        total = sum(self.cpu_us.values())
        return {"rate": self.rate, "p50_ms": self.p50_ms, "p99_ms": self.p99_ms, "cpu_us": total}


async def climb(
    stack: Stack, database: asyncpg.Connection, charging: list[Charging], rates: Sequence[int], seconds: float
) -> dict[str, Any]:
    """Up to the first step that is hopeless: beyond it only a queue grows."""
    sent = (await flow(database, charging, WARM_UP_RATE, WARM_UP_SECONDS)).sent
    steps: list[Step] = []
    for rate in rates:
        before = cpu_by_part(stack)
        step = await flow(database, charging, rate, seconds)
        spent = difference(before, cpu_by_part(stack))
        steps.append(replace(step, cpu_us={name: round(one / step.sent * 1e6) for name, one in spent.items()}))
        if step.p99_ms > HOPELESS_P99_MS:
            break
    sent += sum(step.sent for step in steps)
    best = max((step for step in steps if step.is_held), key=lambda step: step.offered, default=steps[0])
    return {
        "pipeline_rate": best.offered if best.is_held else best.rate,
        "row_visible_p99_ms": best.p99_ms,
        "row_visible_p50_ms": best.p50_ms,
        "pipeline_steps": {str(one.offered): one.told for one in steps},
        "pipeline_lost": sent - await database.fetchval(COUNT, [one.number for one in charging]),
        "pipeline_logged": round(await until_logged(database) / (2 * sent), 3),
        "pipeline_cpu_us_by_part": {str(one.offered): one.cpu_us for one in steps},
    }


async def register(stack: Stack, keys: list[str]) -> None:
    headers = {"Authorization": f"Bearer {stack.token()}"}
    connectors = [{"number": 1, "type": "ccs2", "max_power_w": 150_000}]
    async with httpx.AsyncClient(headers=headers, timeout=60) as client:
        for key in keys:
            body = {"number": key, "key": key, "name": key, "secret": SECRET, "connectors": connectors}
            (await client.post(stack.url("/api/v1/stations"), json=body)).raise_for_status()


# --- StartTransaction


class Listener:
    """The next answer of a station, whole."""

    def __init__(self, station: Station) -> None:
        self._station, self._usual = station, station.take
        self.text: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()

    def __enter__(self) -> Self:
        self._station.take = self._take  # type: ignore[method-assign]  # the generator only counts answers
        return self

    def _take(self, data: bytes) -> None:
        self._usual(data)
        if not self.text.done():
            self.text.set_result(data[data.index(b"[") :])

    def __exit__(self, *_: object) -> None:
        self._station.take = self._usual  # type: ignore[method-assign]  # as above


async def ask(station: Station, action: str, payload: dict[str, Any]) -> Any:
    with Listener(station) as listener:
        station.send(masked_text(orjson.dumps([2, f"{action}-{time.monotonic_ns()}", action, payload])))
        return orjson.loads(await listener.text)[2]


async def begin(station: Station) -> str:
    """Start a transaction; its number."""
    payload = {"connectorId": 1, "idTag": "BENCH", "meterStart": 0, "timestamp": text_of(now_ms())}
    return str((await ask(station, "StartTransaction", payload))["transactionId"])


async def start_ms(station: Station) -> float:
    """Median milliseconds until StartTransaction is answered; each is stopped again."""
    times = []
    for _ in range(STARTS):
        began = time.perf_counter()
        number = await begin(station)
        times.append((time.perf_counter() - began) * 1000)
        payload = {"transactionId": int(number), "meterStop": 10, "timestamp": text_of(now_ms())}
        await ask(station, "StopTransaction", payload)
    return round(median(times), 2)


# --- MeterValues


async def flow(database: asyncpg.Connection, charging: list[Charging], rate: int, seconds: float) -> Step:
    for one in charging:
        one.begin_anew()
    watching = asyncio.create_task(watch(database, charging))
    began = time.monotonic()
    sent = await offer(charging, rate, seconds)
    seen_at = await watching
    latencies = sorted(latency for one in charging for latency in one.latencies)
    p99, p50 = latencies[int(len(latencies) * 0.99)], median(latencies)
    return Step(rate, sent, round(sent / (seen_at - began)), round(p99 * 1000), round(p50 * 1000))


async def offer(charging: list[Charging], rate: int, seconds: float) -> int:
    """Send at a fixed rate over the stations in turn. Messages sent."""
    began, sent = time.monotonic(), 0
    while (now := time.monotonic()) < began + seconds:
        due = int((now - began) * rate)
        while sent < due:
            tell(charging[sent % len(charging)], sent)
            sent += 1
        await asyncio.sleep(0.002)
    for one in charging:
        one.seen = one.seen or -1  # from here on the watcher may stop
    return sent


def tell(one: Charging, number: int) -> None:
    at = one.at_ms = max(now_ms(), one.at_ms + 1)
    one.sent.append((at, time.monotonic()))
    one.register_wh += 1
    frame = one.frame.replace(NUMBER, b"%09d" % number).replace(MOMENT, text_of(at).encode())
    one.station.send(frame.replace(REGISTER, b"%08d" % one.register_wh))


def frame_of(number: str) -> bytes:
    """MeterValues of a transaction, with marks of the right length for what differs: making frames must cost little."""
    values = [
        {"value": str(100 + place), "measurand": name, "unit": unit} for place, (name, unit) in enumerate(SAMPLES)
    ]
    values[-1]["value"] = REGISTER.decode()
    moment = {"timestamp": MOMENT.decode(), "sampledValue": values}
    payload = {"connectorId": 1, "transactionId": int(number), "meterValue": [moment]}
    return masked_text(orjson.dumps([2, NUMBER.decode(), "MeterValues", payload]))


async def watch(database: asyncpg.Connection, charging: list[Charging]) -> float:
    """Look for new rows until all are there; when the last was seen. Raises AssertionError when some never come."""
    by_number = {one.number: one for one in charging}
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        rows = await database.fetch(VISIBLE, list(by_number))
        now = time.monotonic()
        for row in rows:
            if row["at"] is not None:
                note_visible(by_number[row["number"]], round(row["at"].timestamp() * 1000), now)
        if is_over(charging):
            return now
        await asyncio.sleep(POLL_SECONDS)
    raise AssertionError(f"rows are missing after {PATIENCE_SECONDS} s")


def note_visible(one: Charging, newest_ms: int, now: float) -> None:
    """A station's messages are applied in order, so the newest row stands for all before it."""
    while len(one.latencies) < len(one.sent) and one.sent[len(one.latencies)][0] <= newest_ms:
        one.latencies.append(now - one.sent[len(one.latencies)][1])


def is_over(charging: list[Charging]) -> bool:
    return all(one.seen == -1 and len(one.latencies) == len(one.sent) for one in charging)


async def until_logged(database: asyncpg.Connection) -> int:
    """Waits until the protocol log grows no more; it may be a little behind. Its frames of meter values."""
    known, count = -1, 0
    while count > known:
        await asyncio.sleep(LOG_QUIET_SECONDS)
        known, count = count, await database.fetchval(LOGGED)
    return count


def now_ms() -> int:
    return time.time_ns() // 1_000_000


def text_of(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(seconds)) + f".{rest:03d}Z"


# --- a long history


async def seed(database: asyncpg.Connection, count: int) -> None:
    """Copies of a session, as many as are wanted or as fit into the time; their indexes are built afterwards."""
    indexes, deadline = await database.fetch(INDEXES), time.monotonic() + SEED_SECONDS
    statement = copying(await database.fetch(COLUMNS))
    await database.execute("create temporary table original as select * from sessions where not is_open limit 1")
    for index in indexes:
        await database.execute(f"drop index {index['name']}")
    for first in range(0, count, SEED_CHUNK):
        if time.monotonic() > deadline:
            break
        await database.execute(statement, first, min(first + SEED_CHUNK, count) - 1)
    for index in indexes:
        await database.execute(index["definition"])


def copying(columns: list[asyncpg.Record]) -> str:
    names = [name for (name,) in columns]
    values = ", ".join(DIFFERENT.get(name, name) for name in names)
    return (
        f"insert into sessions ({', '.join(names)}) "
        f"select {values} from original, generate_series($1::integer, $2::integer) i"
    )


if __name__ == "__main__":
    main()
