"""Our commands as CALLs of OCPP 1.6 (sections 5.2, 5.11, 5.12, 5.14, 5.17, 5.18)."""

from collections.abc import Callable
from typing import Any, Final

from csms_gateway.conversation import Caller, StationCommand, UnusableCommand

Call = tuple[str, dict[str, Any]]

# Answers that mean yes; everything else, an empty word included, means no (quirk Q48).
_YES: Final = {"Accepted", "Scheduled", "Unlocked"}


class Ocpp16Commands:
    """Implements CommandDialect."""

    def call(self, command: StationCommand, _caller: Caller) -> Call:
        build = _BUILDERS.get(command.kind)
        if build is None:
            raise UnusableCommand(f"OCPP 1.6 has no message for {command.kind}")
        return build(command)

    def is_accepted(self, _command: StationCommand, answer: dict[str, Any]) -> bool:
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
}
