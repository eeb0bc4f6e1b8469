"""What a fact means for a command that is under way: the answer of the station, or its effect (contracts 5)."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from stations_api.commands.kinds import CommandKind
from stations_api.commands.models import DOCUMENT, Command, CommandStatus, ResultCode
from stations_api.commands.settings_document import is_in_force
from stations_api.commands.settings_parts import Limits, limits_of
from stations_api.connectors.models import STATION_ITSELF
from stations_api.connectors.types import ConnectorStatus
from stations_api.device_variables.told import of_answer, of_parameters
from stations_api.station_events import transfers
from stations_api.station_events.base import StationFact
from stations_api.station_events.facts import (
    Booted,
    CommandAnswered,
    CommandDelivered,
    StatusChanged,
    TransactionEnded,
    TransactionStarted,
)
from stations_api.station_events.meter_values import MeterValues
from stations_api.station_reports.facts import SETTINGS, NativeReported
from stations_api.stations.models import Station

OUT_OF_USE = "Unavailable"
REBOOT_REQUIRED = "RebootRequired"
TOLERANCE = 1.05
"""A charger regulates by current, its limit is in W: a little above is still obeyed."""
AVAILABILITY = (
    CommandKind.CHANGE_AVAILABILITY,
    CommandKind.SET_OUT_OF_SERVICE,
    CommandKind.SET_WORKING,
    CommandKind.BLOCK_CONNECTOR,
    CommandKind.UNBLOCK_CONNECTOR,
)
PROMISES = {"Scheduled": ResultCode.SCHEDULED_BY_STATION, REBOOT_REQUIRED: ResultCode.REBOOT_REQUIRED}
"""ChangeAvailability (1.6, 5.2), Reset (2.0.1, B12); ChangeConfiguration (1.6, 5.3), SetVariables (2.0.1, B05)."""


def deliver(command: Command, fact: CommandDelivered) -> bool:
    """True when the command changed; a delivery told twice or after the expiry changes nothing."""
    if command.status is not CommandStatus.SCHEDULED:
        return False
    command.receive(fact.at, timedelta(seconds=fact.answer_seconds))
    return True


def answer(command: Command, fact: CommandAnswered, station: Station) -> bool:
    """True when the command changed. An answer implies the delivery, whose fact may be missing."""
    if command.status is CommandStatus.SUCCEEDED and command.answered_at is None:
        command.note_answer(fact.at)
        return True
    if not command.status.is_open or command.answered_at is not None:
        return False
    if command.status is CommandStatus.SCHEDULED:
        command.receive(fact.at)
    _take_answer(command, fact, station)
    return True


def observe(command: Command, fact: StationFact, station: Station) -> bool:
    """True when the fact is the effect that the command was to have."""
    if command.status is CommandStatus.SCHEDULED and _shows_token(command, fact):
        command.receive(fact.at)  # a gateway that died could not tell the delivery any more
    is_effect = EFFECTS.get(command.kind)
    if command.status is not CommandStatus.RECEIVED or is_effect is None or not is_effect(command, fact, station):
        return False
    _has_happened(command, fact.at, station)
    return True


def _has_happened(command: Command, at: datetime, station: Station) -> None:
    command.observe(at)
    if command.kind is CommandKind.CHANGE_STATION_SETTINGS:
        station.take_limits(_limits(command), command.created_by, at)


def _limits(command: Command) -> Limits:
    return limits_of(command.connector_number, command.parameters)


def _take_answer(command: Command, fact: CommandAnswered, station: Station) -> None:
    match fact.outcome:
        case _ if fact.explanation == REBOOT_REQUIRED:
            command.promise(ResultCode.REBOOT_REQUIRED, fact.at)
        case "accepted":
            _accept(command, fact, station)
        case "timeout":
            command.miss_answer(fact.at)
        case _:
            code = ResultCode.REJECTED if fact.outcome == "rejected" else ResultCode.ERROR
            command.fail(code, fact.explanation, fact.at)


def _accept(command: Command, fact: CommandAnswered, station: Station) -> None:
    is_availability = command.operative is not None
    if is_availability:
        station.set_disabled(command.connector_number, not command.operative)
    if (promised := PROMISES.get(fact.explanation or "")) is not None:
        command.promise(promised, fact.at)
        return
    command.accept(fact.at)
    if is_availability and _is_available_as_asked(command, station):
        command.observe(fact.at)
    if command.kind is CommandKind.CHANGE_STATION_SETTINGS and _is_within_limits(command, fact, station):
        _has_happened(command, fact.at, station)


def _is_started(command: Command, fact: StationFact, _: Station) -> bool:
    """Our token is proof at any time; some stations present another (quirk), then time and connector have to do."""
    if _shows_token(command, fact):
        return True
    if not isinstance(fact, TransactionStarted) or fact.token.remote_token is not None:
        return False
    is_after = command.answered_at is not None and fact.received_at >= command.answered_at and not fact.is_late
    return is_after and fact.connector_number == command.connector_number


def _shows_token(command: Command, fact: StationFact) -> bool:
    """In 2.x a plugged cable may have begun the transaction before; then an update of it presents the token (E03)."""
    if command.kind is not CommandKind.START_SESSION or not isinstance(fact, TransactionStarted | MeterValues):
        return False
    token = fact.remote_token if isinstance(fact, MeterValues) else fact.token.remote_token
    return token is not None and token == command.remote_token


def _is_stopped(command: Command, fact: StationFact, _: Station) -> bool:
    return isinstance(fact, TransactionEnded) and fact.transaction_number == command.transaction_number


def _is_restarted(command: Command, fact: StationFact, _: Station) -> bool:
    return isinstance(fact, Booted) and command.delivered_at is not None and fact.at > command.delivered_at


def _is_changed(command: Command, fact: StationFact, station: Station) -> bool:
    """Only after the answer: the status before it may be what the station was doing anyway."""
    return (
        isinstance(fact, StatusChanged) and command.answered_at is not None and _is_available_as_asked(command, station)
    )


def _is_available_as_asked(command: Command, station: Station) -> bool:
    """The named connector, or for the whole station itself or each of its connectors, is (in)operative as asked."""
    number = command.connector_number or STATION_ITSELF
    named = [one for one in station.all_connectors if one.number == number and one.ocpp_status is not None]
    concerned = named or (station.connectors if number == STATION_ITSELF else [])
    wanted = command.operative
    return bool(concerned) and all(
        one.ocpp_status is not None and (one.ocpp_status != OUT_OF_USE) == wanted for one in concerned
    )


def _is_shown(command: Command, fact: StationFact, _: Station) -> bool:
    """A setting read back: the station may have accepted it and done nothing (quirk B16)."""
    if command.parameters.get(DOCUMENT):
        return _is_told(command, fact) and is_in_force(_settings(fact), command.parameters)
    if not isinstance(fact, CommandAnswered) or command.answered_at is None:
        return False
    wanted = (command.parameters["key"], command.parameters["value"].strip())
    return any((told.variable, (told.value or "").strip()) == wanted for told in of_answer(fact.answer))


def _are_shown(command: Command, fact: StationFact, _: Station) -> bool:
    """The same for variables of 2.0.1: each of them."""
    if not isinstance(fact, CommandAnswered) or command.answered_at is None:
        return False
    shown = {told.path: (told.value or "").strip() for told in of_answer(fact.answer)}
    return all(shown.get(path) == value for path, value in of_parameters(command.parameters))


def _is_read(command: Command, fact: StationFact, _: Station) -> bool:
    """Of a native station the document is the answer; an answer of OCPP carries the values itself."""
    return bool(command.parameters.get(DOCUMENT)) and _is_told(command, fact)


def _is_told(command: Command, fact: StationFact) -> bool:
    """A settings document that came after the command."""
    if not isinstance(fact, NativeReported) or fact.kind != SETTINGS or command.delivered_at is None:
        return False
    return fact.received_at >= command.delivered_at


def _settings(fact: StationFact) -> Any:
    return fact.body.get(SETTINGS) if isinstance(fact, NativeReported) else None


def _is_emergency_stopped(command: Command, fact: StationFact, _: Station) -> bool:
    """CMD-019: the connector is out of use until somebody resets it (CMD-028)."""
    if not isinstance(fact, StatusChanged) or fact.connector_number != command.connector_number:
        return False
    return fact.status is ConnectorStatus.EMERGENCY_STOPPED


def _is_within_limits(command: Command, _: StationFact, station: Station) -> bool:
    """After the answer no more flows than was allowed: some stations accept a limit and go on as before."""
    limits = {number: limit for number, limit in _limits(command).items() if limit is not None}
    return command.answered_at is not None and all(
        station.flowing_w(number) <= limit * TOLERANCE for number, limit in limits.items()
    )


EFFECTS: dict[CommandKind, Callable[[Command, StationFact, Station], bool]] = {
    CommandKind.START_SESSION: _is_started,
    CommandKind.STOP_SESSION: _is_stopped,
    CommandKind.HARD_RESET: _is_restarted,
    CommandKind.SOFT_RESET: _is_restarted,
    **dict.fromkeys(AVAILABILITY, _is_changed),
    CommandKind.EMERGENCY_STOP: _is_emergency_stopped,
    CommandKind.GET_CONFIGURATION: _is_read,
    CommandKind.SET_CONFIGURATION: _is_shown,
    CommandKind.SET_VARIABLES: _are_shown,
    CommandKind.CHANGE_STATION_SETTINGS: _is_within_limits,
    **transfers.EFFECTS,
}
