"""Settings of a native station are one document: asked for whole, changed by name, and told again (README 4, 6)."""

import json
from collections.abc import Mapping
from typing import Any

from stations_api.commands.kinds import CommandKind

TOLD_AGAIN = "settings_document"


def asked_of(kind: CommandKind, parameters: Mapping[str, Any]) -> tuple[CommandKind, dict[str, Any]]:
    """What the station is asked for, in the kinds that the protocol has."""
    if kind is CommandKind.GET_CONFIGURATION:
        return CommandKind.TRIGGER_MESSAGE, {"message": TOLD_AGAIN}
    return CommandKind.CHANGE_STATION_SETTINGS, {parameters["key"]: value_of(parameters["value"])}


def value_of(text: str) -> Any:
    """Numbers, true, false and nothing as themselves; everything else is a text."""
    try:
        value = json.loads(text)
    except ValueError:
        return text
    return value if value is None or isinstance(value, bool | int | float) else text


def is_in_force(settings: Any, parameters: Mapping[str, Any]) -> bool:
    """The document shows the value that was asked for."""
    return isinstance(settings, dict) and settings.get(parameters["key"]) == value_of(parameters["value"])
