"""Where on the station: (evseId, connectorId) of OCPP 2.x and our connector numbers, one for the other."""

from typing import Any, Final, NamedTuple

from csms_gateway.conversation import Caller

_PER_EVSE: Final = 100


class Place(NamedTuple):
    """A connector of an EVSE in the station's own numbers."""

    evse_id: int
    connector_id: int


def connector_number(caller: Caller, evse_id: int, connector_id: int = 1) -> int:
    """The number that stations-api has given, else one that needs nobody: e for the first, 100·e + c for the others.

    0 is the station itself.
    """
    evse_id, connector_id = max(evse_id, 0), max(connector_id, 0) or 1
    if evse_id == 0:
        return 0
    mapped = caller.evse_map.get((evse_id, connector_id))
    if mapped is not None:
        return mapped
    return evse_id if connector_id == 1 else _PER_EVSE * evse_id + connector_id


def place_of(caller: Caller, number: int) -> Place:
    """The other way round, for commands."""
    for (evse_id, connector_id), mapped in caller.evse_map.items():
        if mapped == number:
            return Place(evse_id, connector_id)
    return Place(number, 1) if number < _PER_EVSE else Place(*divmod(number, _PER_EVSE))


def told_number(caller: Caller, evse: dict[str, Any] | None) -> int | None:
    """The connector of an EVSEType; None when the message names none."""
    if not evse or "id" not in evse:
        return None
    return connector_number(caller, evse["id"], evse.get("connectorId", 1))
