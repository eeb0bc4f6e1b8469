"""Power limits as commands: a native station takes all in one, a charging profile of OCPP carries one (PWR-014)."""

from collections.abc import Mapping
from typing import Any

from stations_api.commands.errors import ConnectorUnknown, NothingToChange
from stations_api.commands.kinds import CommandKind, protocol_in_use
from stations_api.commands.schemas import CommandCreate
from stations_api.connectors.models import STATION_ITSELF
from stations_api.stations.models import Station
from stations_api.stations.types import Protocol

Limits = Mapping[int, int | None]
"""By connector number, 0 the station; in W, None: no user limit."""


def limits_of(connector_number: int | None, parameters: Mapping[str, Any]) -> Limits:
    """What a command of this kind sets."""
    limits = {connector_number or STATION_ITSELF: parameters.get("power_limit_w")}
    return limits | {one["number"]: one.get("power_limit_w") for one in parameters.get("connectors", [])}


def parts_of(station: Station, wanted: CommandCreate) -> list[CommandCreate]:
    """The commands that carry out a wish; for every other kind it is the wish itself."""
    if wanted.kind is not CommandKind.CHANGE_STATION_SETTINGS:
        return [wanted]
    limits = limits_of(wanted.connector_number, wanted.parameters)
    _check_connectors(station, limits)
    if protocol_in_use(station.protocol, station.link_protocol) is Protocol.NATIVE:
        return [_whole(station, limits)]
    return [_part(station, number, limit) for number, limit in _to_tell(station, limits).items()]


def _check_connectors(station: Station, limits: Limits) -> None:
    for number in limits:
        if number != STATION_ITSELF and station.connector(number) is None:
            raise ConnectorUnknown(number)


def _to_tell(station: Station, limits: Limits) -> Limits:
    """What differs from what the station was told; when nothing does, all that it was told is said again."""
    news = {number: limit for number, limit in limits.items() if limit != station.user_limit(number)}
    again = {number: limit for number, limit in limits.items() if limit is not None}
    if not (news or again):
        raise NothingToChange
    return news or again


def _whole(station: Station, limits: Limits) -> CommandCreate:
    connectors = [_row(number, limit) for number, limit in limits.items() if number != STATION_ITSELF]
    own = limits.get(STATION_ITSELF, station.user_limit(STATION_ITSELF))
    parameters = ({} if own is None else {"power_limit_w": own}) | ({"connectors": connectors} if connectors else {})
    return CommandCreate(station_id=station.id, kind=CommandKind.CHANGE_STATION_SETTINGS, parameters=parameters)


def _part(station: Station, number: int, limit: int | None) -> CommandCreate:
    return CommandCreate(
        station_id=station.id,
        connector_number=number or None,
        kind=CommandKind.CHANGE_STATION_SETTINGS,
        parameters={} if limit is None else {"power_limit_w": limit},
    )


def _row(number: int, limit: int | None) -> dict[str, int]:
    return {"number": number} if limit is None else {"number": number, "power_limit_w": limit}
