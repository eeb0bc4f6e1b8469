"""What a native station tells beside its sessions: devices, climate, sensors, modules, the external meter, the car."""

import asyncio
import math
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from simulator.identity import digest
from simulator.native.generated.messages import (
    ClimateState,
    Device,
    ExternalMeter,
    Message,
    Module,
    ModuleState,
    SensorState,
    VehicleData,
)
from simulator.native.queue import MessageQueue
from simulator.native.sayings import NEW
from simulator.native.texts import moment
from simulator.station.connector import Connector
from simulator.station.station import Station

EVERY_SECONDS = 60.0
MODULE_W = 30_000
IDLE_CELSIUS, BUSY_CELSIUS = 22.0, 46.0
UID_LENGTH = 16
ZONES = (("th1", "front", 0.0), ("th2", "rear", 1.6))
"""Sensor, zone, and how much warmer it is there."""
BUSY_RISE, DAILY_SWING, WARMEST_HOUR = 8.0, 3.0, 15
DC_BATTERY_VOLTAGE, DC_LARGEST_VOLTAGE = 350.0, 450.0

DEVICES = [
    Device(id="rfid", kind="rfid_reader", status="online"),
    Device(id="climate", kind="climate_control", status="online"),
    Device(id="th1", kind="temperature_humidity_sensor", status="online"),
    Device(id="th2", kind="temperature_humidity_sensor", status="online"),
    Device(id="meter", kind="energy_meter", status="online"),
]


@dataclass
class Surroundings:
    """Told at intervals, however often the line breaks: a bad line must not get more to carry with each break."""

    station: Station
    queue: MessageQueue
    due_at: float = field(default_factory=time.monotonic)

    async def tell(self) -> None:
        """For ever, while there is a line: how things are around the sessions."""
        while True:
            await asyncio.sleep(self.due_at - time.monotonic())
            for message in surroundings(self.station, moment(datetime.now(UTC))):
                self.queue.put(message)
            self.due_at = time.monotonic() + EVERY_SECONDS


def surroundings(station: Station, at: str) -> Iterator[Message]:
    """One round of states."""
    connectors = list(station.connectors.values())
    is_busy = any(connector.power_w > 0 for connector in connectors)
    yield ClimateState(
        sequence=NEW, at=at, status="cooling" if is_busy else "ok", main_relay_is_closed=True, fan_is_on=is_busy
    )
    yield from climate(at, BUSY_RISE if is_busy else 0.0)
    yield ExternalMeter(
        sequence=NEW,
        at=at,
        register_wh=int(sum(connector.register_wh for connector in connectors)),
        power_w=sum(connector.power_w for connector in connectors),
    )
    told = [module for connector in connectors if connector.is_dc for module in modules(connector)]
    if told:
        yield ModuleState(sequence=NEW, at=at, modules=told)


def climate(at: str, rise: float) -> Iterator[SensorState]:
    """The zones by which the climate is controlled: warmest in the afternoon, warmer still while something charges."""
    time_of_day = datetime.fromisoformat(at)
    hour = time_of_day.hour + time_of_day.minute / 60
    wave = math.cos((hour - WARMEST_HOUR) / 24 * 2 * math.pi)
    for sensor_id, zone, offset in ZONES:
        celsius = IDLE_CELSIUS + offset + rise + DAILY_SWING * wave
        yield SensorState(
            sequence=NEW,
            at=at,
            sensor_id=sensor_id,
            kind="temperature_humidity_sensor",
            zone=zone,
            temperature_c=round(celsius, 1),
            humidity_percent=round(40.0 - rise - DAILY_SWING * wave, 1),
        )


def modules(connector: Connector) -> Iterator[Module]:
    """The converters of a fast connector; they share its power."""
    count = max(connector.kind.max_power_w // MODULE_W, 1)
    is_active = connector.power_w > 0
    for place in range(count):
        yield Module(
            number=(connector.number - 1) * count + place + 1,
            status="active" if is_active else "idle",
            current_a=round(connector.power_w / count / DC_BATTERY_VOLTAGE, 1),
            voltage_v=DC_BATTERY_VOLTAGE if is_active else 0.0,
            temperature_c=BUSY_CELSIUS if is_active else IDLE_CELSIUS,
            connector_number=connector.number if is_active else None,
        )


def vehicle_data(connector: Connector, session_number: str, at: str) -> VehicleData | None:
    """What the car tells: over direct current only (SES-130)."""
    if not connector.is_dc:
        return None
    car = connector.car
    return VehicleData(
        sequence=NEW,
        at=at,
        session_number=session_number,
        connector_number=connector.number,
        vehicle_uid=digest("vehicle", car.name)[:UID_LENGTH].upper(),
        battery_capacity_wh=round(car.battery_kwh * 1000),
        battery_voltage_v=DC_BATTERY_VOLTAGE,
        max_power_w=car.max_dc_kw * 1000,
        max_voltage_v=DC_LARGEST_VOLTAGE,
        max_current_a=round(car.max_dc_kw * 1000 / DC_BATTERY_VOLTAGE),
        soc_percent=round(connector.soc_percent, 1),
    )
