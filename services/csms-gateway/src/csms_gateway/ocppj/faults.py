"""What a handler raises to refuse a CALL; one place turns it into a CALLERROR in the version's spelling."""

from enum import StrEnum


class Fault(StrEnum):
    """Kinds of refusal, version-independent (OCPP-J section 4.2.3 / 2.0.1 part 4 section 4.3)."""

    UNKNOWN_ACTION = "unknown_action"
    UNSUPPORTED_ACTION = "unsupported_action"
    MALFORMED = "malformed"
    MISSING_FIELD = "missing_field"
    WRONG_TYPE = "wrong_type"
    WRONG_VALUE = "wrong_value"
    INTERNAL = "internal"


class CallRefused(Exception):
    """Nothing usable can be taken from the frame."""

    def __init__(self, fault: Fault, description: str) -> None:
        super().__init__(description)
        self.fault = fault
        self.description = description
