"""A live station's line in OCPP 2.0.1: what it tells and what it answers."""

from collections.abc import Awaitable, Callable
from typing import Any

from ocpp.v16.enums import AvailabilityType, MessageTrigger, ResetType
from ocpp.v201 import call, call_result
from ocpp.v201.enums import Action
from websockets.asyncio.client import ClientConnection

from simulator.ocpp201.delivery import is_card_accepted
from simulator.ocpp201.events import request_of
from simulator.ocpp201.files import Files
from simulator.ocpp201.limits import ACCEPTED, REJECTED, profile_of
from simulator.ocpp201.link import SUBPROTOCOL
from simulator.ocpp201.variables import read, write
from simulator.ocppj import afterwards, answers
from simulator.station.line import Boot, Line, Told
from simulator.station.outbox import Entry
from simulator.station.remote import RemoteControl
from simulator.wire import Address, over_socket

TRIGGERS = {
    "BootNotification": MessageTrigger.boot_notification,
    "Heartbeat": MessageTrigger.heartbeat,
    "MeterValues": MessageTrigger.meter_values,
    "TransactionEvent": MessageTrigger.meter_values,
    "StatusNotification": MessageTrigger.status_notification,
}
WORDS: dict[str, Any] = {word: word for word in ("Scheduled", "NotImplemented", "Unlocked", "UnknownConnector")}


class StationLink(Files):
    """Translates CALLs into orders for the station; what takes time happens after the answer."""

    def __init__(self, key: str, socket: ClientConnection, remote: RemoteControl) -> None:
        super().__init__(key, socket, remote.station)
        self._remote = remote
        self._accepted_start: int | None = None
        self._update_id: int | None = None

    async def boot(self) -> Boot:
        station = self._station
        who: Any = {
            "model": station.model,
            "vendorName": station.maker,
            "serialNumber": station.key[:25],
            "firmwareVersion": station.firmware_version,
        }
        reason: Any = "PowerUp"
        answer = await self.ask(call.BootNotification(charging_station=who, reason=reason))
        return Boot(answer.status == ACCEPTED, answer.interval)

    async def beat(self) -> None:
        await self.ask(call.Heartbeat())

    async def authorize(self, id_tag: str) -> bool:
        return await is_card_accepted(self, id_tag)

    async def tell(self, entry: Entry) -> Told:
        request = request_of(entry)
        if request is None:
            return Told()
        answer = await self.ask(request, message_id=entry.id)
        info = getattr(answer, "id_token_info", None)
        return Told(entry.transaction, str(info["status"]) if info else None)

    async def tell_firmware(self, status: str) -> None:
        word: Any = status
        await self.ask(call.FirmwareStatusNotification(status=word, request_id=self._update_id))

    @answers(Action.request_start_transaction)
    def request_start(
        self,
        id_token: dict[str, Any],
        evse_id: int | None = None,
        charging_profile: dict[str, Any] | None = None,
        **_: Any,
    ) -> call_result.RequestStartTransaction:
        number = self._accepted_start = self._remote.choose_connector(evse_id, id_token["id_token"])
        is_possible = number is not None
        if number is not None and charging_profile is not None:
            self._station.profiles.put(number, profile_of(charging_profile))
        return call_result.RequestStartTransaction(status=ACCEPTED if is_possible else REJECTED)

    @afterwards(Action.request_start_transaction)
    async def start_requested(self, id_token: dict[str, Any], remote_start_id: int, **_: Any) -> None:
        if self._accepted_start is not None:
            card = id_token["id_token"]
            self._station.begin(self._remote.start_remotely(self, self._accepted_start, card, remote_start_id))

    @answers(Action.request_stop_transaction)
    def request_stop(self, transaction_id: str) -> call_result.RequestStopTransaction:
        is_running = self._remote.running_connector(transaction_id) is not None
        return call_result.RequestStopTransaction(status=ACCEPTED if is_running else REJECTED)

    @afterwards(Action.request_stop_transaction)
    async def stop_requested(self, transaction_id: str) -> None:
        self._remote.stop_remotely(transaction_id)

    @answers(Action.reset)
    def reset(self, **_: Any) -> call_result.Reset:
        return call_result.Reset(status=ACCEPTED)

    @afterwards(Action.reset)
    async def restart(self, type: str, **_: Any) -> None:  # noqa: A002 - the field's name in OCPP
        kind = ResetType.hard if type == "Immediate" else ResetType.soft
        self._station.begin(self._remote.restart(self, kind))

    @answers(Action.change_availability)
    def change_availability(
        self, operational_status: str, evse: dict[str, Any] | None = None
    ) -> call_result.ChangeAvailability:
        number = evse["id"] if evse else 0
        if number and number not in self._station.connectors:
            return call_result.ChangeAvailability(status=REJECTED)
        is_scheduled = self._remote.change_availability(number, AvailabilityType(operational_status))
        return call_result.ChangeAvailability(status=WORDS["Scheduled"] if is_scheduled else ACCEPTED)

    @answers(Action.trigger_message)
    def trigger_message(self, requested_message: str, **_: Any) -> call_result.TriggerMessage:
        is_known = requested_message in TRIGGERS
        return call_result.TriggerMessage(status=ACCEPTED if is_known else WORDS["NotImplemented"])

    @afterwards(Action.trigger_message)
    async def triggered(self, requested_message: str, evse: dict[str, Any] | None = None) -> None:
        if requested_message in TRIGGERS:
            number = evse["id"] if evse else None
            self._station.begin(self._remote.tell(self, TRIGGERS[requested_message], number))

    @answers(Action.unlock_connector)
    def unlock_connector(self, evse_id: int, **_: Any) -> call_result.UnlockConnector:
        is_known = evse_id in self._station.connectors
        return call_result.UnlockConnector(status=WORDS["Unlocked" if is_known else "UnknownConnector"])

    @afterwards(Action.unlock_connector)
    async def unlocked(self, evse_id: int, **_: Any) -> None:
        if evse_id in self._station.connectors:
            self._remote.unlock(evse_id)

    @answers(Action.get_variables)
    def get_variables(self, get_variable_data: list[dict[str, Any]]) -> call_result.GetVariables:
        results = [read(self._station.configuration, item) for item in get_variable_data]
        return call_result.GetVariables(get_variable_result=results)

    @answers(Action.set_variables)
    def set_variables(self, set_variable_data: list[dict[str, Any]]) -> call_result.SetVariables:
        results = [write(self._station.configuration, item) for item in set_variable_data]
        return call_result.SetVariables(set_variable_result=results)

    @answers(Action.update_firmware)
    def update_firmware(self, request_id: int, **_: Any) -> call_result.UpdateFirmware:
        self._update_id = request_id
        return call_result.UpdateFirmware(status=ACCEPTED)

    @afterwards(Action.update_firmware)
    async def updated(self, firmware: dict[str, Any], **_: Any) -> None:
        self._station.begin(self._remote.update_firmware(self, firmware["location"]))

    @answers(Action.clear_cache)
    def clear_cache(self) -> call_result.ClearCache:
        return call_result.ClearCache(status=ACCEPTED)


async def open_line(address: Address, remote: RemoteControl, job: Callable[[Line], Awaitable[None]]) -> None:
    """A line in OCPP 2.0.1; see `simulator.station.line.LineOpener`."""
    await over_socket(address, SUBPROTOCOL, lambda key, socket: StationLink(key, socket, remote), job)
