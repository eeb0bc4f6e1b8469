"""The gateway of the fake product in OCPP 2.0.1: TransactionEvents are put together by id, in any order."""

from typing import Any

from ocpp.v201 import call_result
from ocpp.v201.enums import Action
from simulator.ocpp201.link import Link
from simulator.ocppj import answers
from websockets.asyncio.server import ServerConnection

from simulator_fakes.central_system import Mischief, Mischievous
from simulator_fakes.store import Store, now_text

ACCEPTED: Any = "Accepted"
INVALID: Any = {"status": "Invalid"}
VALID: Any = {"status": "Accepted"}


class CentralSystem201(Mischievous, Link):
    """One socket of one station."""

    def __init__(self, key: str, socket: ServerConnection, store: Store, mischief: Mischief) -> None:
        super().__init__(key, socket)
        self.key, self.store, self.mischief = key, store, mischief

    @answers(Action.boot_notification)
    def boot(self, **_: Any) -> call_result.BootNotification:
        self.store.boots.append(self.key)
        return call_result.BootNotification(current_time=now_text(), interval=60, status=ACCEPTED)

    @answers(Action.heartbeat)
    def heartbeat(self) -> call_result.Heartbeat:
        return call_result.Heartbeat(current_time=now_text())

    @answers(Action.status_notification)
    def status(self, evse_id: int, connector_status: str, **_: Any) -> call_result.StatusNotification:
        self.store.calls.append(("StatusNotification", f"{evse_id}:{connector_status}"))
        return call_result.StatusNotification()

    @answers(Action.authorize)
    def authorize(self, id_token: dict[str, Any]) -> call_result.Authorize:
        known = id_token["id_token"] in self.store.cards
        return call_result.Authorize(id_token_info=VALID if known else INVALID)

    @answers(Action.log_status_notification)
    def log_status(self, status: str, request_id: int) -> call_result.LogStatusNotification:
        self.store.calls.append(("LogStatusNotification", f"{request_id}:{status}"))
        return call_result.LogStatusNotification()

    @answers(Action.report_charging_profiles)
    def charging_profiles(self, **report: Any) -> call_result.ReportChargingProfiles:
        self.store.reports.append(report)
        return call_result.ReportChargingProfiles()

    @answers(Action.notify_report)
    def report(self, **report: Any) -> call_result.NotifyReport:
        self.store.reports.append(report)
        return call_result.NotifyReport()

    @answers(Action.firmware_status_notification)
    def firmware_status(self, status: str, request_id: int, **_: Any) -> call_result.FirmwareStatusNotification:
        self.store.calls.append(("FirmwareStatusNotification", f"{request_id}:{status}"))
        return call_result.FirmwareStatusNotification()

    @answers(Action.meter_values)
    def meter_values(self, **_: Any) -> call_result.MeterValues:
        return call_result.MeterValues()

    @answers(Action.transaction_event)
    def transaction_event(self, **event: Any) -> call_result.TransactionEvent:
        self.store.events.append(event)
        self.store.take_event(self.key, event)
        return call_result.TransactionEvent(id_token_info=VALID if event.get("id_token") else None)
