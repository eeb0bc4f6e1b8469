"""One station's facts of a batch, applied to the station and to its commands in the order in which they came."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import singledispatchmethod
from typing import Any
from uuid import UUID

from common.clock import Clock

from stations_api.commands.dispatch import CommandDispatch
from stations_api.commands.fitting import fits
from stations_api.commands.kinds import protocol_in_use
from stations_api.commands.models import Command, CommandStatus, ResultCode
from stations_api.connectors.models import Connector, ConnectorStatusChange
from stations_api.device_variables.told import VariableTold, of_answer, of_report, of_settings
from stations_api.incidents.log import IncidentLog
from stations_api.incidents.signs import SignReader
from stations_api.station_events import effects, transfers
from stations_api.station_events.base import StationFact
from stations_api.station_events.facts import (
    Booted,
    CommandAnswered,
    CommandDelivered,
    Connected,
    DeviceModelReported,
    Disconnected,
    PassportShown,
    StatusChanged,
    TransactionEnded,
    TransactionStarted,
)
from stations_api.station_events.meter_values import MeterValues
from stations_api.station_events.power import power_w, register_wh
from stations_api.station_reports import ours
from stations_api.station_reports.facts import SETTINGS, NativeReported, Report
from stations_api.station_reports.models import StationReport
from stations_api.stations.models import Station
from stations_api.stations.passport import Passport

LATE = timedelta(minutes=10)
"""A station that tells its past fills the history of its connectors, not the log of what happens now."""
EVSE_PROTOCOLS = "ocpp2"
"""2.0.1 and 2.1 name a connector by its EVSE and its number there."""


class StationFold:
    """Everything in memory and locked; what changed is written by the caller."""

    def __init__(
        self,
        station: Station,
        commands: Sequence[Command],
        dispatch: CommandDispatch,
        clock: Clock,
        incidents: IncidentLog,
    ) -> None:
        self._station, self._dispatch, self._clock = station, dispatch, clock
        self._signs = SignReader(station, incidents)
        self._commands = {command.id: command for command in commands}
        self._changed: dict[int, Command] = {}
        self.history: list[ConnectorStatusChange] = []
        self.reports: list[StationReport] = []
        self.variables: dict[tuple[UUID, str], dict[str, Any]] = {}
        self.journals: list[tuple[UUID, UUID]] = []
        """Station and command whose log files have come to the last piece."""

    def apply(self, facts: Sequence[StationFact], offline_after: timedelta) -> None:
        for fact in facts:
            was_connected = self._station.is_connected
            self._apply(fact)
            self._station.see(fact.epoch, fact.at)
            if self._station.is_connected and not was_connected and not isinstance(fact, Connected):
                self._send_what_is_open()  # a connection that had only fallen silent
            self._observe(fact)
            self._signs.see(fact)
        self._station.assess(self._clock.now(), offline_after)
        for number in sorted(self._changed):
            self._dispatch.tell_change(self._changed[number])

    @singledispatchmethod
    def _apply(self, fact: StationFact) -> None:
        """Whatever has no rule of its own is at least a sign of life."""

    @_apply.register
    def _connect(self, fact: Connected) -> None:
        is_new = self._station.connect(
            fact.epoch,
            fact.at,
            gateway=fact.gateway,
            command_partition=fact.command_partition,
            remote_address=fact.remote_address,
            protocol=fact.protocol,
        )
        if is_new:
            self._send_what_is_open()
            link = {"state": "connected", "protocol": fact.protocol, "address": fact.remote_address}
            self.reports.append(ours.of_fact(fact, ours.CONNECTION, link))

    @_apply.register
    def _disconnect(self, fact: Disconnected) -> None:
        self._station.disconnect(fact.epoch, fact.at)
        link = {"state": "disconnected", "reason": fact.reason}
        self.reports.append(ours.of_fact(fact, ours.CONNECTION, link))

    def _send_what_is_open(self) -> None:
        now = self._clock.now()
        for command in self._commands.values():
            if command.status is CommandStatus.SCHEDULED and now < command.expires_at:
                self._send_again(command, now)
                self._changed[command.number] = command

    def _send_again(self, command: Command, now: datetime) -> None:
        link = self._station.link_protocol
        if fits(command, protocol_in_use(self._station.protocol, link)):
            self._dispatch.send_again(command, self._station, now)
            return
        command.receive(now)
        command.fail(ResultCode.ERROR, f"NotSupported {link}", now)

    @_apply.register
    def _boot(self, fact: Booted) -> None:
        told = {"maker": fact.vendor, "model": fact.model, "serial_number": fact.serial_number}
        self._station.boot(fact.at, told=told, firmware_version=fact.firmware_version, fields=fact.raw)
        body = {"maker": fact.vendor, "model": fact.model, "firmware_version": fact.firmware_version}
        self.reports.append(ours.of_fact(fact, ours.BOOT, body))

    @_apply.register
    def _show_passport(self, fact: PassportShown) -> None:
        self._station.show_passport(fact.at, Passport.model_validate(fact.passport), fact.passport)

    @_apply.register
    def _report(self, fact: StatusChanged) -> None:
        connector = self._speaking(fact.connector_number)
        before = (connector.status, connector.controller_status)
        change = connector.report(fact.report)
        if change is None:
            return
        self.history.append(change)
        if fact.received_at - change.at < LATE:
            self.reports.append(ours.of_change(fact, before, change))

    def _speaking(self, number: int) -> Connector:
        if (self._station.link_protocol or "").startswith(EVSE_PROTOCOLS):
            self._station.hear_evse(number)
        return self._station.connector_that_speaks(number)

    @_apply.register
    def _measure(self, fact: MeterValues) -> None:
        connector, power = self._station.connector(fact.connector_number), power_w(fact.samples)
        if connector is not None and power is not None:
            connector.measure(power, fact.transaction_number)
        if connector is not None and (register := register_wh(fact.samples)) is not None:
            connector.read_meter(register)

    @_apply.register
    def _begin(self, fact: TransactionStarted) -> None:
        connector = self._speaking(fact.connector_number)
        connector.begin_transaction(fact.transaction_number, is_late=fact.is_late)
        self._log_transaction(fact, "started", fact.connector_number)

    @_apply.register
    def _end(self, fact: TransactionEnded) -> None:
        busy = [one for one in self._station.all_connectors if one.transaction_number == fact.transaction_number]
        self._log_transaction(fact, "ended", busy[0].number if busy else None)
        for connector in busy:
            connector.end_transaction(fact.transaction_number)

    def _log_transaction(self, fact: TransactionStarted | TransactionEnded, state: str, number: int | None) -> None:
        body = {"state": state, "transaction_number": fact.transaction_number}
        entry = ours.of_fact(fact, ours.TRANSACTION, body, connector_number=number, device_at=fact.device_at)
        self.reports.append(entry)

    @_apply.register
    def _log(self, fact: Report) -> None:
        self.reports.append(fact.entry())

    @_apply.register
    def _hear_delta(self, fact: NativeReported) -> None:
        """A native station's present: its own is kept on its card, a connector's on the connector."""
        self.reports.append(fact.entry())
        if (command_id := fact.ended_journal) is not None:
            self.journals.append((self._station.id, command_id))
        if fact.kind == SETTINGS:
            self._learn(of_settings(fact.body.get(SETTINGS)), fact.at)
        if fact.kind == "connector" and fact.connector_number:
            self._station.connector_that_speaks(fact.connector_number).tell_delta(fact.body)
        else:
            self._station.tell_delta(fact.kind, fact.body, fact.device_at or fact.received_at)

    @_apply.register
    def _learn_variables(self, fact: DeviceModelReported) -> None:
        self._learn(of_report(fact.variables), fact.at)

    def _learn(self, told: Iterable[VariableTold], at: datetime) -> None:
        station_id = self._station.id
        for one in told:
            row = {"station_id": station_id, "path": one.path, **one.model_dump(), "reported_at": at}
            self.variables[station_id, one.path] = row

    @_apply.register
    def _deliver(self, fact: CommandDelivered) -> None:
        command = self._commands.get(fact.command_id)
        if command is not None and effects.deliver(command, fact):
            self._changed[command.number] = command

    @_apply.register
    def _answer(self, fact: CommandAnswered) -> None:
        self._learn(of_answer(fact.answer), fact.at)
        command = self._commands.get(fact.command_id)
        if command is not None and effects.answer(command, fact, self._station):
            self._changed[command.number] = command

    def _observe(self, fact: StationFact) -> None:
        for command in self._commands.values():
            if effects.observe(command, fact, self._station) or transfers.follow(command, fact):
                self._changed[command.number] = command
