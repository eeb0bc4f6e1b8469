"""What sensors and the external meter of a station told in the last days, for charts (STN-117, STN-118)."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from pydantic import BaseModel, ConfigDict
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

SPAN: Final = timedelta(hours=72)
STEP: Final = timedelta(minutes=15)
"""At most 289 points a line, however often the station tells."""

# by the station's time of a reading: after a time without line they come all at once
_READINGS = text(
    """
    with told as (
      select date_bin(:step, coalesce(device_at, received_at), :since) as at, body from station_reports
      where station_id = :station_id and received_at >= :since and kind in ('sensor', 'external_meter')
    ), numbers as (
      select at, entry.key, entry.value::text::numeric as value
      from told, jsonb_each(body) as entry where at >= :since and jsonb_typeof(entry.value) = 'number'
    )
    select at, avg(value) filter (where key = 'temperature_c') as temperature_c,
           avg(value) filter (where key = 'humidity_percent') as humidity_percent,
           max(value) filter (where key = 'register_wh') as register_wh,
           avg(value) filter (where key = 'power_w') as power_w
    from numbers group by at order by at
    """
)


_BY_SENSOR = text(
    """
    with told as (
      select date_bin(:step, coalesce(device_at, received_at), :since) as at, body from station_reports
      where station_id = :station_id and received_at >= :since and kind = 'sensor'
    )
    select at, body ->> 'sensor_id' as sensor_id,
           avg(entry.value::text::numeric) filter (where entry.key = 'temperature_c') as temperature_c,
           avg(entry.value::text::numeric) filter (where entry.key = 'humidity_percent') as humidity_percent
    from told, jsonb_each(body) as entry
    where at >= :since and jsonb_typeof(entry.value) = 'number' and body ? 'sensor_id'
    group by at, sensor_id order by at, sensor_id
    """
)


class Reading(BaseModel):
    """Means of the step that begins at `at`; the register is the last of it. Null: nothing was told."""

    model_config = ConfigDict(from_attributes=True)

    at: datetime
    temperature_c: float | None
    humidity_percent: float | None
    register_wh: float | None
    power_w: float | None


class SensorReading(BaseModel):
    """Means of one sensor in the step that begins at `at` (STN-123)."""

    model_config = ConfigDict(from_attributes=True)

    at: datetime
    sensor_id: str
    temperature_c: float | None
    humidity_percent: float | None


class Readings(BaseModel):
    """Of the last 72 hours, a quarter of an hour a step; steps of which nothing is known are absent.

    `series`: over all sensors, with the meter; `sensors`: each by itself.
    """

    since: datetime
    step_seconds: int
    series: list[Reading]
    sensors: list[SensorReading]


async def read_readings(session: AsyncSession, station_id: UUID, now: datetime) -> Readings:
    since = now - SPAN
    asked = {"station_id": station_id, "since": since, "step": STEP}
    series = [Reading.model_validate(row) for row in await session.execute(_READINGS, asked)]
    sensors = [SensorReading.model_validate(row) for row in await session.execute(_BY_SENSOR, asked)]
    return Readings(since=since, step_seconds=int(STEP.total_seconds()), series=series, sensors=sensors)
