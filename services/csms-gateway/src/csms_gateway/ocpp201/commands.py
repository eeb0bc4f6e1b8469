"""Our commands as CALLs of OCPP 2.0.1 and 2.1 (use cases F01-F03, B11, B12, F05, F06, G03, G04, B05-B07)."""

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from csms_gateway.conversation import Caller, StationCommand, UnusableCommand
from csms_gateway.ocpp201.evses import place_of
from csms_gateway.ocpp201.id_tokens import REMOTE_TYPE
from csms_gateway.ocpp201.maintenance import firmware_call, limit_call, log_call
from csms_gateway.ocppj.generic_calls import GenericCalls

Call = tuple[str, dict[str, Any]]

_YES: Final = {"Accepted", "Scheduled", "Unlocked", "RebootRequired", "AcceptedCanceled"}
_RESULTS: Final = ("getVariableResult", "setVariableResult")
# What 2.x calls otherwise than 1.6.
_TRIGGERS: Final = {"DiagnosticsStatusNotification": "LogStatusNotification"}


class Ocpp201Commands:
    """Implements CommandDialect for the versions 2.x; every call is held against the version's schema."""

    def __init__(self, generic: GenericCalls) -> None:
        self._generic = generic

    def call(self, command: StationCommand, caller: Caller) -> Call:
        build = _BUILDERS.get(command.kind)
        if build is None:
            return self._generic.call(command)
        action, payload = build(command, caller)
        return action, self._generic.checked(action, payload)

    def is_accepted(self, command: StationCommand, answer: dict[str, Any]) -> bool:
        """A status that means yes; of several variables each must; an answer without any status is one too."""
        results = [result.get("attributeStatus") for name in _RESULTS for result in _listed(answer.get(name))]
        if results:
            return all(result in _YES for result in results)
        if command.kind == "change_station_settings" and answer.get("status") == "Unknown":
            return True  # the limit that was to go is not there
        return bool(answer) and answer.get("status", "Accepted") in _YES


def number_of(command: StationCommand) -> int:
    """A positive int32 that stands for the command wherever 2.x wants a request id or a remoteStartId."""
    try:
        return UUID(command.id).int >> 1 & 0x7FFFFFFF or 1
    except ValueError as error:
        raise UnusableCommand("the command's id is no UUID") from error


def _listed(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _evse(command: StationCommand, caller: Caller) -> dict[str, Any]:
    if not command.connector_number:
        return {}
    place = place_of(caller, command.connector_number)
    return {"evse": {"id": place.evse_id, "connectorId": place.connector_id}}


def _start(command: StationCommand, caller: Caller) -> Call:
    if not command.remote_token:
        raise UnusableCommand("a start needs a token")
    token = {"idToken": command.remote_token, "type": REMOTE_TYPE}
    number = command.connector_number
    evse = {"evseId": place_of(caller, number).evse_id} if number else {}
    return "RequestStartTransaction", {"idToken": token, "remoteStartId": number_of(command), **evse}


def _stop(command: StationCommand, _caller: Caller) -> Call:
    if not command.transaction_number:
        raise UnusableCommand("a stop needs the number of a transaction")
    return "RequestStopTransaction", {"transactionId": command.transaction_number}


def _unlock(command: StationCommand, caller: Caller) -> Call:
    if not command.connector_number:
        raise UnusableCommand("an unlock needs a connector")
    place = place_of(caller, command.connector_number)
    return "UnlockConnector", {"evseId": place.evse_id, "connectorId": place.connector_id}


def _availability(command: StationCommand, caller: Caller) -> Call:
    status = "Operative" if command.parameters.get("operative") else "Inoperative"
    return "ChangeAvailability", {"operationalStatus": status, **_evse(command, caller)}


def _trigger(command: StationCommand, caller: Caller) -> Call:
    message = command.parameters.get("message")
    if not isinstance(message, str) or not message:
        raise UnusableCommand("a trigger needs a message")
    return "TriggerMessage", {"requestedMessage": _TRIGGERS.get(message, message), **_evse(command, caller)}


def _get_variables(command: StationCommand, _caller: Caller) -> Call:
    return "GetVariables", {"getVariableData": [_variable(one) for one in _variables(command)]}


def _set_variables(command: StationCommand, _caller: Caller) -> Call:
    data = [{**_variable(one), "attributeValue": str(one.get("value", ""))} for one in _variables(command)]
    return "SetVariables", {"setVariableData": data}


def _base_report(command: StationCommand, _caller: Caller) -> Call:
    base = command.parameters.get("report_base") or "FullInventory"
    return "GetBaseReport", {"requestId": number_of(command), "reportBase": base}


def _variables(command: StationCommand) -> list[dict[str, Any]]:
    """`variables` of the command: [{component, instance?, evse_id?, connector_id?, variable, variable_instance?,
    attribute?, value?}], the names as in device-model.reported.v1.
    """
    variables = _listed(command.parameters.get("variables"))
    if not variables:
        raise UnusableCommand("no variables are named")
    return variables


def _variable(told: dict[str, Any]) -> dict[str, Any]:
    evse = {"id": told.get("evse_id"), "connectorId": told.get("connector_id")} if told.get("evse_id") else None
    return _present(
        attributeType=told.get("attribute"),
        component=_present(name=told.get("component"), instance=told.get("instance"), evse=evse and _present(**evse)),
        variable=_present(name=told.get("variable"), instance=told.get("variable_instance")),
    )


def _present(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


_BUILDERS: Final[dict[str, Callable[[StationCommand, Caller], Call]]] = {
    "start_session": _start,
    "stop_session": _stop,
    "hard_reset": lambda _, __: ("Reset", {"type": "Immediate"}),
    "soft_reset": lambda _, __: ("Reset", {"type": "OnIdle"}),
    "unlock_connector": _unlock,
    "change_availability": _availability,
    "trigger_message": _trigger,
    "get_variables": _get_variables,
    "set_variables": _set_variables,
    "get_base_report": _base_report,
    "change_station_settings": limit_call,
    "update_firmware": lambda command, caller: firmware_call(command, number_of(command), caller.rule),
    "get_station_log": lambda command, caller: log_call(command, number_of(command), caller.rule),
}
