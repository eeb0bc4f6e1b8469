"""Our commands as CALLs of OCPP 1.6 (sections 5.2, 5.11, 5.12, 5.14, 5.17, 5.18)."""

from collections.abc import Callable
from typing import Any, Final

from csms_gateway.conversation import Caller, StationCommand, UnusableCommand
from csms_gateway.model_rules import ModelRule
from csms_gateway.ocpp16.maintenance import firmware_call, limit_call, log_call
from csms_gateway.ocppj.generic_calls import GenericCalls

Call = tuple[str, dict[str, Any]]

# Answers that mean yes; everything else, an empty word included, means no (quirk Q48).
_YES: Final = {"Accepted", "Scheduled", "Unlocked", "RebootRequired"}
_ANSWERED_WITHOUT_STATUS: Final = {"get_configuration", "ocpp_call", "update_firmware"}


class Ocpp16Commands:
    """Implements CommandDialect."""

    def __init__(self, generic: GenericCalls) -> None:
        self._generic = generic

    def call(self, command: StationCommand, caller: Caller) -> Call:
        build, careful = _BUILDERS.get(command.kind), _BY_MODEL.get(command.kind)
        if careful is not None:
            return careful(command, caller.rule)
        return self._generic.call(command) if build is None else build(command)

    def is_accepted(self, command: StationCommand, answer: dict[str, Any]) -> bool:
        """A status that means yes; the generic calls and GetConfiguration may be answered without any."""
        if command.kind in _ANSWERED_WITHOUT_STATUS and "status" not in answer:
            return True
        if command.kind == "get_station_log":
            return bool(answer.get("fileName"))  # without one nothing will be uploaded (section 5.9)
        if command.kind == "change_station_settings" and answer.get("status") == "Unknown":
            return True  # the limit that was to go is not there
        return answer.get("status") in _YES


def _start(command: StationCommand) -> Call:
    if not command.remote_token:
        raise UnusableCommand("a start needs a token")
    return "RemoteStartTransaction", _with_connector({"idTag": command.remote_token}, command)


def _stop(command: StationCommand) -> Call:
    number = command.transaction_number or ""
    if not number.isdecimal():
        raise UnusableCommand("a stop needs the number of a transaction")
    return "RemoteStopTransaction", {"transactionId": int(number)}


def _unlock(command: StationCommand) -> Call:
    if not command.connector_number:
        raise UnusableCommand("an unlock needs a connector")
    return "UnlockConnector", {"connectorId": command.connector_number}


def _availability(command: StationCommand) -> Call:
    kind = "Operative" if command.parameters.get("operative") else "Inoperative"
    return "ChangeAvailability", {"connectorId": command.connector_number or 0, "type": kind}


def _trigger(command: StationCommand) -> Call:
    message = command.parameters.get("message")
    if not isinstance(message, str) or not message:
        raise UnusableCommand("a trigger needs a message")
    return "TriggerMessage", _with_connector({"requestedMessage": message}, command)


def _get_configuration(command: StationCommand) -> Call:
    keys = command.parameters.get("keys")
    return "GetConfiguration", {"key": [str(key) for key in keys]} if isinstance(keys, list) and keys else {}


def _change_configuration(command: StationCommand) -> Call:
    key, value = command.parameters.get("key"), command.parameters.get("value")
    if not isinstance(key, str) or not key or value is None:
        raise UnusableCommand("a setting needs a key and a value")
    # Stations want text for any value (quirk B14).
    return "ChangeConfiguration", {"key": key, "value": str(value).lower() if isinstance(value, bool) else str(value)}


def _with_connector(payload: dict[str, Any], command: StationCommand) -> dict[str, Any]:
    return {"connectorId": command.connector_number, **payload} if command.connector_number else payload


_BUILDERS: Final[dict[str, Callable[[StationCommand], Call]]] = {
    "start_session": _start,
    "stop_session": _stop,
    "hard_reset": lambda _: ("Reset", {"type": "Hard"}),
    "soft_reset": lambda _: ("Reset", {"type": "Soft"}),
    "unlock_connector": _unlock,
    "change_availability": _availability,
    "trigger_message": _trigger,
    "get_configuration": _get_configuration,
    "set_configuration": _change_configuration,
}
_BY_MODEL: Final[dict[str, Callable[[StationCommand, ModelRule], Call]]] = {
    "change_station_settings": limit_call,
    "update_firmware": firmware_call,
    "get_station_log": log_call,
}
