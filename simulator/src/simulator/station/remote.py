"""What the central system's orders do at the station."""

import asyncio
import contextlib
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from ocpp.v16.enums import (
    AvailabilityType,
    ChargePointStatus,
    FirmwareStatus,
    MessageTrigger,
    ReadingContext,
    Reason,
    ResetType,
)

from simulator.station.connector import Connector
from simulator.station.line import Line
from simulator.station.station import Station

FIRMWARE_STEPS = (
    FirmwareStatus.downloading,
    FirmwareStatus.downloaded,
    FirmwareStatus.installing,
    FirmwareStatus.installed,
)
FIRMWARE_STEP_SECONDS = 1.0
FLUSH_BEFORE_RESET_SECONDS = 5.0


@dataclass
class RemoteControl:
    """Carries out orders. `restarting` is set when the line shall be cut and the station boot anew."""

    station: Station
    secret: str | None = None
    restarting: asyncio.Event = field(default_factory=asyncio.Event)
    _reservations: dict[int, int] = field(default_factory=dict)  # reservation id → connector number

    triggers = frozenset(
        {
            MessageTrigger.boot_notification,
            MessageTrigger.heartbeat,
            MessageTrigger.meter_values,
            MessageTrigger.status_notification,
        }
    )

    def choose_connector(self, number: int | None, id_tag: str) -> int | None:
        """The named connector if a transaction may begin there, else the first; one with a car comes first."""
        candidates = [item for item in self.station.connectors.values() if number in {None, item.number}]
        free = [item for item in candidates if item.can_start(id_tag)]
        free.sort(key=lambda item: not item.is_plugged)
        return free[0].number if free else None

    async def start_remotely(self, line: Line, number: int, id_tag: str, remote_start_id: int | None = None) -> None:
        """Wait for the car, ask for the card if so configured, begin."""
        connector = self.station.connectors[number]
        if self.station.configuration.is_true("AuthorizeRemoteTxRequests") and not await line.authorize(id_tag):
            return
        if not connector.is_plugged:
            await self._await_car(connector)
        if connector.is_plugged and connector.can_start(id_tag):
            self.station.start(number, id_tag, remote_start_id)

    async def _await_car(self, connector: Connector) -> None:
        arrives_after = self.station.behaviour.arrives_after
        if arrives_after is not None:
            await asyncio.sleep(arrives_after)
            self.station.plug(connector.number)
            return
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self.station.configuration.seconds("ConnectionTimeOut")):
                await connector.arrival.wait()

    def running_connector(self, transaction_id: str) -> Connector | None:
        """The connector that charges under the central system's transaction id."""
        own = self.station.outbox.transaction_of(transaction_id) or transaction_id
        return self.station.charging(own)

    def stop_remotely(self, transaction_id: str) -> None:
        """End the transaction and let the car drive away."""
        connector = self.running_connector(transaction_id)
        if connector is not None:
            self.station.stop(connector.number, Reason.remote)
            self.station.leave_later(connector.number)

    def unlock(self, number: int) -> None:
        """End what runs there; the plug comes free."""
        if self.station.connectors[number].transaction is not None:
            self.station.stop(number, Reason.unlock_command)
        if self.station.connectors[number].is_plugged:
            self.station.unplug(number)

    async def restart(self, line: Line, kind: str) -> None:  # noqa: ARG002 - orders share one form
        """End all transactions, tell what can be told, boot anew."""
        reason = Reason.hard_reset if kind == ResetType.hard else Reason.soft_reset
        for connector in self.station.connectors.values():
            if connector.transaction is not None:
                self.station.stop(connector.number, reason)
        if kind == ResetType.soft:
            await self.station.outbox.drained(FLUSH_BEFORE_RESET_SECONDS)
        self.restarting.set()

    def change_availability(self, number: int, kind: str) -> bool:
        """Switch one connector, or the station with all of them (0); says whether a transaction has to end first."""
        is_operative = kind == AvailabilityType.operative
        if number == 0:
            self.station.is_operative = is_operative
            self.station.tell_status(0)
        chosen = [item for item in self.station.connectors.values() if number in {0, item.number}]
        for connector in chosen:
            connector.is_operative = is_operative
            self.station.tell_status(connector.number)
        return not is_operative and any(connector.transaction is not None for connector in chosen)

    def use_secret(self, secret: str) -> None:
        """The password of the next connection."""
        self.secret = secret

    def reserve(self, number: int, id_tag: str, reservation_id: int) -> bool:
        """Keep a free connector for a card; 0 means any."""
        wanted = [item for item in self.station.connectors.values() if number in {0, item.number}]
        free = next((item for item in wanted if item.status == ChargePointStatus.available), None)
        if free is None:
            return False
        free.reserved_for = id_tag
        self._reservations[reservation_id] = free.number
        self.station.tell_status(free.number)
        return True

    def cancel_reservation(self, reservation_id: int) -> bool:
        """Give the connector free; says whether the reservation was known."""
        number = self._reservations.pop(reservation_id, None)
        if number is None:
            return False
        self.station.connectors[number].reserved_for = None
        self.station.tell_status(number)
        return True

    async def tell(self, line: Line, message: str, number: int | None) -> None:
        """Send what TriggerMessage asks for; without a connector, for all."""
        numbers = [number] if number is not None else list(self.station.connectors)
        if message == MessageTrigger.boot_notification:
            await line.boot()
        elif message == MessageTrigger.heartbeat:
            await line.beat()
        elif message == MessageTrigger.status_notification:
            for each in numbers:
                self.station.tell_status(each, is_asked=True)
        else:
            for each in numbers:
                self.station.tell_meter(each, ReadingContext.trigger)

    async def update_firmware(self, line: Line, location: str) -> None:
        """Go through the steps of an update; the file's name becomes the version, told at the next boot."""
        for status in FIRMWARE_STEPS:
            await line.tell_firmware(status)
            await asyncio.sleep(FIRMWARE_STEP_SECONDS)
        self.station.firmware_version = PurePosixPath(urlsplit(location).path).stem or self.station.firmware_version
        await self.restart(line, ResetType.soft)
