"""What the virtual station answers: every CALL that a central system can make in OCPP 1.6."""

import contextlib
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from ocpp.v16 import call, call_result
from ocpp.v16.enums import (
    Action,
    AvailabilityStatus,
    CancelReservationStatus,
    ChargingProfileStatus,
    ClearCacheStatus,
    ClearChargingProfileStatus,
    ConfigurationStatus,
    DataTransferStatus,
    DiagnosticsStatus,
    FirmwareStatus,
    GetCompositeScheduleStatus,
    RegistrationStatus,
    RemoteStartStopStatus,
    ReservationStatus,
    ResetStatus,
    TriggerMessageStatus,
    UnlockStatus,
    UpdateStatus,
)
from websockets.asyncio.client import ClientConnection

from simulator.ocpp16.link import SUBPROTOCOL, Link, afterwards, answers
from simulator.ocpp16.texts import timestamp
from simulator.station.configuration import AUTHORIZATION_KEY
from simulator.station.files import can_carry, log_name, send_log
from simulator.station.line import Boot, Line, Told
from simulator.station.outbox import METER, START, STATUS, STOP, Entry
from simulator.station.remote import RemoteControl
from simulator.wire import LINK_ERRORS, Address, over_socket

SHORTEST_SECRET = 8
LONGEST_SERIAL = 25
ACTIONS: dict[str, Callable[..., Any]] = {
    START: call.StartTransaction,
    # the transaction's number is put in when the message is sent: offline it is not known yet
    STOP: partial(call.StopTransaction, transaction_id=0),
    METER: call.MeterValues,
    STATUS: call.StatusNotification,
}
TRANSFERS = {
    None: DiagnosticsStatus.uploading,
    True: DiagnosticsStatus.uploaded,
    False: DiagnosticsStatus.upload_failed,
}


class StationLink(Link):
    """Translates CALLs into orders for the station; what takes time happens after the answer."""

    def __init__(self, key: str, socket: ClientConnection, remote: RemoteControl) -> None:
        super().__init__(key, socket)
        self._remote = remote
        self._station = remote.station
        self._accepted_start: int | None = None
        self._log_name: str | None = None

    @answers(Action.remote_start_transaction)
    def remote_start(
        self, id_tag: str, connector_id: int | None = None, charging_profile: dict[str, Any] | None = None
    ) -> call_result.RemoteStartTransaction:
        number = self._remote.choose_connector(connector_id, id_tag)
        self._accepted_start = number
        if number is None:
            return call_result.RemoteStartTransaction(status=RemoteStartStopStatus.rejected)
        if charging_profile is not None:
            self._station.profiles.put(number, charging_profile)
        return call_result.RemoteStartTransaction(status=RemoteStartStopStatus.accepted)

    @afterwards(Action.remote_start_transaction)
    async def remotely_started(self, id_tag: str, **_: Any) -> None:
        if self._accepted_start is not None:
            self._station.begin(self._remote.start_remotely(self, self._accepted_start, id_tag))

    @answers(Action.remote_stop_transaction)
    def remote_stop(self, transaction_id: int) -> call_result.RemoteStopTransaction:
        is_running = self._remote.running_connector(str(transaction_id)) is not None
        status = RemoteStartStopStatus.accepted if is_running else RemoteStartStopStatus.rejected
        return call_result.RemoteStopTransaction(status=status)

    @afterwards(Action.remote_stop_transaction)
    async def remotely_stopped(self, transaction_id: int) -> None:
        self._remote.stop_remotely(str(transaction_id))

    @answers(Action.reset)
    def reset(self, **_: Any) -> call_result.Reset:
        return call_result.Reset(status=ResetStatus.accepted)

    @afterwards(Action.reset)
    async def restart(self, type: str) -> None:  # noqa: A002 - the field's name in OCPP
        self._station.begin(self._remote.restart(self, type))

    @answers(Action.change_availability)
    def change_availability(self, connector_id: int, type: str) -> call_result.ChangeAvailability:  # noqa: A002
        if connector_id and connector_id not in self._station.connectors:
            return call_result.ChangeAvailability(status=AvailabilityStatus.rejected)
        is_scheduled = self._remote.change_availability(connector_id, type)
        status = AvailabilityStatus.scheduled if is_scheduled else AvailabilityStatus.accepted
        return call_result.ChangeAvailability(status=status)

    @answers(Action.change_configuration)
    def change_configuration(self, key: str, value: str) -> call_result.ChangeConfiguration:
        if key == AUTHORIZATION_KEY:
            status = ConfigurationStatus.rejected if len(value) < SHORTEST_SECRET else ConfigurationStatus.accepted
            if status is ConfigurationStatus.accepted:
                self._remote.use_secret(value)
            return call_result.ChangeConfiguration(status=status)
        return call_result.ChangeConfiguration(status=self._station.configuration.change(key, value))

    @answers(Action.get_configuration)
    def get_configuration(self, key: list[str] | None = None) -> call_result.GetConfiguration:
        found, unknown = self._station.configuration.read(key)
        return call_result.GetConfiguration(configuration_key=found, unknown_key=unknown or None)

    @answers(Action.trigger_message)
    def trigger_message(self, requested_message: str, connector_id: int | None = None) -> call_result.TriggerMessage:
        if connector_id and connector_id not in self._station.connectors:
            return call_result.TriggerMessage(status=TriggerMessageStatus.rejected)
        is_known = requested_message in self._remote.triggers
        status = TriggerMessageStatus.accepted if is_known else TriggerMessageStatus.not_implemented
        return call_result.TriggerMessage(status=status)

    @afterwards(Action.trigger_message)
    async def triggered(self, requested_message: str, connector_id: int | None = None) -> None:
        if requested_message in self._remote.triggers:
            self._station.begin(self._remote.tell(self, requested_message, connector_id))

    @answers(Action.unlock_connector)
    def unlock_connector(self, connector_id: int) -> call_result.UnlockConnector:
        is_known = connector_id in self._station.connectors
        return call_result.UnlockConnector(status=UnlockStatus.unlocked if is_known else UnlockStatus.not_supported)

    @afterwards(Action.unlock_connector)
    async def unlocked(self, connector_id: int) -> None:
        if connector_id in self._station.connectors:
            self._remote.unlock(connector_id)

    @answers(Action.clear_cache)
    def clear_cache(self) -> call_result.ClearCache:
        return call_result.ClearCache(status=ClearCacheStatus.accepted)

    @answers(Action.data_transfer)
    def data_transfer(self, **_: Any) -> call_result.DataTransfer:
        return call_result.DataTransfer(status=DataTransferStatus.unknown_vendor_id)

    @answers(Action.get_local_list_version)
    def get_local_list_version(self) -> call_result.GetLocalListVersion:
        return call_result.GetLocalListVersion(list_version=self._station.local_list_version)

    @answers(Action.send_local_list)
    def send_local_list(self, list_version: int, **_: Any) -> call_result.SendLocalList:
        self._station.local_list_version = list_version
        return call_result.SendLocalList(status=UpdateStatus.accepted)

    @answers(Action.reserve_now)
    def reserve_now(self, connector_id: int, id_tag: str, reservation_id: int, **_: Any) -> call_result.ReserveNow:
        is_free = self._remote.reserve(connector_id, id_tag, reservation_id)
        return call_result.ReserveNow(status=ReservationStatus.accepted if is_free else ReservationStatus.occupied)

    @answers(Action.cancel_reservation)
    def cancel_reservation(self, reservation_id: int) -> call_result.CancelReservation:
        is_known = self._remote.cancel_reservation(reservation_id)
        status = CancelReservationStatus.accepted if is_known else CancelReservationStatus.rejected
        return call_result.CancelReservation(status=status)

    @answers(Action.set_charging_profile)
    def set_charging_profile(
        self, connector_id: int, cs_charging_profiles: dict[str, Any]
    ) -> call_result.SetChargingProfile:
        if connector_id and connector_id not in self._station.connectors:
            return call_result.SetChargingProfile(status=ChargingProfileStatus.rejected)
        self._station.profiles.put(connector_id, cs_charging_profiles)
        return call_result.SetChargingProfile(status=ChargingProfileStatus.accepted)

    @answers(Action.clear_charging_profile)
    def clear_charging_profile(
        self,
        id: int | None = None,  # noqa: A002 - the field's name in OCPP
        connector_id: int | None = None,
        charging_profile_purpose: str | None = None,
        stack_level: int | None = None,
    ) -> call_result.ClearChargingProfile:
        were_any = self._station.profiles.clear(connector_id, id, charging_profile_purpose, stack_level)
        status = ClearChargingProfileStatus.accepted if were_any else ClearChargingProfileStatus.unknown
        return call_result.ClearChargingProfile(status=status)

    @answers(Action.get_composite_schedule)
    def get_composite_schedule(self, connector_id: int, duration: int, **_: Any) -> call_result.GetCompositeSchedule:
        if connector_id and connector_id not in self._station.connectors:
            return call_result.GetCompositeSchedule(status=GetCompositeScheduleStatus.rejected)
        begins, periods = self._station.schedule(connector_id, duration)
        schedule = {"duration": duration, "charging_rate_unit": "W", "charging_schedule_period": periods}
        return call_result.GetCompositeSchedule(
            status=GetCompositeScheduleStatus.accepted,
            connector_id=connector_id,
            schedule_start=timestamp(begins),
            charging_schedule=schedule,
        )

    @answers(Action.get_diagnostics)
    def get_diagnostics(self, location: str, **_: Any) -> call_result.GetDiagnostics:
        self._log_name = log_name(self._station) if can_carry(location) else None
        return call_result.GetDiagnostics(file_name=self._log_name)  # without a name nothing is uploaded (5.9)

    @afterwards(Action.get_diagnostics)
    async def diagnostics_wanted(self, location: str, **_: Any) -> None:
        if self._log_name is not None:
            self._station.begin(send_log(self._station, location, self._log_name, self._tell_diagnostics))

    async def _tell_diagnostics(self, arrived: bool | None) -> None:
        with contextlib.suppress(*LINK_ERRORS):
            await self.ask(call.DiagnosticsStatusNotification(status=TRANSFERS[arrived]))

    @answers(Action.update_firmware)
    def update_firmware(self, **_: Any) -> call_result.UpdateFirmware:
        return call_result.UpdateFirmware()

    @afterwards(Action.update_firmware)
    async def updated(self, location: str, **_: Any) -> None:
        self._station.begin(self._remote.update_firmware(self, location))

    async def boot(self) -> Boot:
        station = self._station
        request = call.BootNotification(
            charge_point_model=station.model,
            charge_point_vendor=station.maker,
            charge_point_serial_number=station.key[:LONGEST_SERIAL],
            firmware_version=station.firmware_version,
        )
        answer = await self.ask(request)
        return Boot(answer.status == RegistrationStatus.accepted, answer.interval)

    async def beat(self) -> None:
        await self.ask(call.Heartbeat())

    async def authorize(self, id_tag: str) -> bool:
        answer = await self.ask(call.Authorize(id_tag=id_tag))
        return str(answer.id_tag_info["status"]) == "Accepted"

    async def tell(self, entry: Entry) -> Told:
        if entry.kind not in ACTIONS:
            return Told()  # 1.6 has no charging state beside the status
        request = ACTIONS[entry.kind](**entry.payload)
        if entry.transaction is not None and entry.kind != START:
            request.transaction_id = int(self._station.outbox.transaction_id(entry.transaction) or 0)
        answer = await self.ask(request, message_id=entry.id)
        if entry.kind != START:
            return Told()
        return Told(str(answer.transaction_id), str(answer.id_tag_info["status"]))

    async def tell_firmware(self, status: str) -> None:
        await self.ask(call.FirmwareStatusNotification(status=FirmwareStatus(status)))


async def open_line(address: Address, remote: RemoteControl, job: Callable[[Line], Awaitable[None]]) -> None:
    """A line in OCPP 1.6; see `simulator.station.line.LineOpener`."""
    await over_socket(address, SUBPROTOCOL, lambda key, socket: StationLink(key, socket, remote), job)
