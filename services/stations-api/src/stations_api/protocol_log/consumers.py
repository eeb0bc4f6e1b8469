"""Reader of `station-log`: a batch of frames is one COPY."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Annotated, Any, ClassVar, Final, Literal
from uuid import UUID

import msgspec
from common.clock import Clock
from common.consumer import ConsumerSpec, Handler, RawHandler
from common.events import Envelope
from common.service import Runtime
from prometheus_client import Counter
from sqlalchemy.ext.asyncio import AsyncSession

from stations_api.protocol_log.models import COLUMNS
from stations_api.protocol_log.parsing import OpenCalls, parts_of
from stations_api.protocol_log.partitions import TABLE, ensure_days
from stations_api.settings import StationsSettings
from stations_api.storage import DiskGauge

BATCH = 2000
PER_SECOND = 5.0
"""A frame in the log may be a little late; the fewer batches, the fewer fetches and commits."""
LEAD = timedelta(minutes=5)
LEFT_OUT = Counter("protocol_log_left_out_total", "Frames that were not kept", ["reason"])


class FrameLogged(msgspec.Struct, gc=False, frozen=True):
    """Our view of `frame.logged.v1`. No model: every frame of every station passes here."""

    type: ClassVar = "frame.logged.v1"

    station_id: UUID
    epoch: int
    direction: Literal["in", "out"]
    at: Annotated[datetime, msgspec.Meta(tz=True)]
    raw: str


class _Envelope(msgspec.Struct, gc=False, frozen=True):
    id: UUID
    data: FrameLogged


_decode: Final = msgspec.json.Decoder(_Envelope).decode


class ProtocolLogUnit:
    """One batch. Frames of days that retention has dropped already, and all frames while the disk is full, are left."""

    def __init__(
        self, session: AsyncSession, calls: OpenCalls, disk: DiskGauge, first_kept: date, now: datetime
    ) -> None:
        self._session, self._calls, self._disk = session, calls, disk
        self._first_kept, self._now, self._latest = first_kept, now, now + LEAD
        self._rows: list[tuple[Any, ...]] = []
        self._days: set[date] = set()

    @property
    def handlers(self) -> Mapping[str, Handler]:
        return {FrameLogged.type: self._keep}

    @property
    def raw_handlers(self) -> Mapping[str, RawHandler]:
        return {FrameLogged.type: self._keep_raw}

    async def finish(self) -> None:
        if not self._rows:
            return
        if self._disk.is_full:
            LEFT_OUT.labels("disk_full").inc(len(self._rows))
            return
        await ensure_days(self._session, self._days)
        connection = await (await self._session.connection()).get_raw_connection()
        driver = connection.driver_connection
        assert driver is not None
        await driver.copy_records_to_table(TABLE, records=self._rows, columns=COLUMNS)

    async def _keep(self, envelope: Envelope) -> None:
        self._add(UUID(envelope.id), msgspec.convert(envelope.data, FrameLogged))

    def _keep_raw(self, raw: bytes) -> None:
        told = _decode(raw)
        self._add(told.id, told.data)

    def _add(self, event_id: UUID, frame: FrameLogged) -> None:
        at = frame.at if frame.at <= self._latest else self._now
        if (day := at.date()) < self._first_kept:
            LEFT_OUT.labels("too_old").inc()
            return
        raw = frame.raw.replace("\x00", "\u2400")  # PostgreSQL keeps no NUL: its picture stands for it
        parts = self._calls.named(frame.station_id, frame.direction, parts_of(raw))
        self._rows.append((at, event_id, frame.station_id, frame.epoch, frame.direction, *parts, raw))
        self._days.add(day)


def station_log_consumer(runtime: Runtime) -> ConsumerSpec:
    settings, calls = runtime.settings, OpenCalls()
    assert isinstance(settings, StationsSettings)
    disk = DiskGauge.of(settings)

    def unit(session: AsyncSession) -> ProtocolLogUnit:
        now = runtime.clock.now()
        return ProtocolLogUnit(session, calls, disk, first_day_kept(runtime.clock, settings), now)

    return ConsumerSpec("stations.station-log", ["station-log"], unit, max_records=BATCH, per_second=PER_SECOND)


def first_day_kept(clock: Clock, settings: StationsSettings) -> date:
    """UTC days, today counted."""
    return clock.now().date() - timedelta(days=settings.protocol_log_days - 1)
