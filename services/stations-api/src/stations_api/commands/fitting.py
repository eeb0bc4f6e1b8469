"""A station may come back speaking another protocol than the one that a waiting command was made for."""

from stations_api.commands.kinds import RULES, CommandKind
from stations_api.commands.models import DOCUMENT, LOCATION, Command
from stations_api.stations.types import Protocol

SETTINGS = (CommandKind.GET_CONFIGURATION, CommandKind.SET_CONFIGURATION)


def fits(command: Command, protocol: Protocol) -> bool:
    """Whether the command, as it was shaped at its creation, means the same in this protocol."""
    return protocol in RULES[command.kind].protocols and _is_shaped_for(command, is_native=protocol is Protocol.NATIVE)


def _is_shaped_for(command: Command, *, is_native: bool) -> bool:
    told = command.parameters
    if command.kind in SETTINGS:
        return bool(told.get(DOCUMENT)) is is_native
    if command.kind is CommandKind.GET_STATION_LOG:
        return (LOCATION in told) is not is_native
    if command.kind is CommandKind.CHANGE_STATION_SETTINGS:
        # one limit a charging profile, all of them in one document (settings_parts.py)
        return command.connector_number is None if is_native else "connectors" not in told
    return True
