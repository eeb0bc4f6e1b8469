"""What can be asked of a station: target, parameters, and how long its effect may take (ENU-159..178, contracts 5)."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict


class CommandKind(StrEnum):
    START_SESSION = "start_session"
    STOP_SESSION = "stop_session"
    HARD_RESET = "hard_reset"
    SOFT_RESET = "soft_reset"
    UNLOCK_CONNECTOR = "unlock_connector"
    CHANGE_AVAILABILITY = "change_availability"
    TRIGGER_MESSAGE = "trigger_message"


class NoParameters(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Availability(BaseModel):
    """ChangeAvailability (OCPP 1.6, 5.2)."""

    model_config = ConfigDict(extra="forbid", strict=True)

    operative: bool


class Trigger(BaseModel):
    """TriggerMessage (OCPP 1.6, 5.17)."""

    model_config = ConfigDict(extra="forbid")

    message: Literal[
        "BootNotification",
        "DiagnosticsStatusNotification",
        "FirmwareStatusNotification",
        "Heartbeat",
        "MeterValues",
        "StatusNotification",
    ]


Target = Literal["station", "connector", "either"]
EFFECT_LIMIT = timedelta(seconds=60)
RESTART_LIMIT = timedelta(minutes=3)
"""A station that restarts its operating system needs minutes to be back."""


@dataclass(frozen=True, slots=True)
class Rules:
    """`is_done_by_answer`: the station's «accepted» is the effect, nothing more is to be seen."""

    target: Target
    parameters: type[BaseModel] = NoParameters
    effect_limit: timedelta = EFFECT_LIMIT
    is_done_by_answer: bool = False


RULES = {
    CommandKind.START_SESSION: Rules("connector"),
    CommandKind.STOP_SESSION: Rules("connector"),
    CommandKind.HARD_RESET: Rules("station", effect_limit=RESTART_LIMIT),
    CommandKind.SOFT_RESET: Rules("station", effect_limit=RESTART_LIMIT),
    CommandKind.UNLOCK_CONNECTOR: Rules("connector", is_done_by_answer=True),
    CommandKind.CHANGE_AVAILABILITY: Rules("either", Availability),
    CommandKind.TRIGGER_MESSAGE: Rules("either", Trigger, is_done_by_answer=True),
}
