"""The generic command `ocpp_call`: any message of ours that a version has, held against its schema before it goes."""

from collections.abc import Mapping
from typing import Any, Final

from csms_gateway.conversation import StationCommand, UnusableCommand
from csms_gateway.ocppj.routing import Dialect
from csms_gateway.ocppj.schemas import ActionSchema

FORMAT_VIOLATION: Final = "format_violation"
_BOTH_WAYS: Final = {"DataTransfer"}
_DESCRIPTION_LIMIT: Final = 500


class GenericCalls:
    """CSMS-initiated messages of one version: everything in its schemas that is no station's to send."""

    def __init__(self, dialect: Dialect) -> None:
        self._protocol = dialect.protocol
        self._schemas: Mapping[str, ActionSchema] = {
            action: schema
            for action, schema in dialect.schemas.items()
            if action not in dialect.routes or action in _BOTH_WAYS
        }

    def call(self, command: StationCommand) -> tuple[str, dict[str, Any]]:
        """Action and payload of `ocpp_call {action, payload}`. Raises UnusableCommand."""
        if command.kind != "ocpp_call":
            raise UnusableCommand(f"{self._protocol} has no message for {command.kind}")
        action, payload = command.parameters.get("action"), command.parameters.get("payload")
        return str(action), self.checked(str(action), {} if payload is None else payload)

    def checked(self, action: str, payload: Any) -> dict[str, Any]:
        """The payload, once it is valid. Raises UnusableCommand with the code format_violation."""
        schema = self._schemas.get(action)
        if schema is None:
            raise UnusableCommand(f"{self._protocol} has no message {action[:50]} to stations", FORMAT_VIOLATION)
        fault = next(iter(schema.validator.iter_errors(payload)), None)
        if fault is not None:
            raise UnusableCommand(f"{action}: {fault.message}"[:_DESCRIPTION_LIMIT], FORMAT_VIOLATION)
        valid: dict[str, Any] = payload
        return valid
