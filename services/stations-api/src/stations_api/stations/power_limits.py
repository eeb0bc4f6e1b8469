"""Power that is in force (PWR-015..018): the smallest of the limits there are, less what other connectors take."""

from collections.abc import Iterable, Sequence

from stations_api.connectors.models import Connector


def smallest(limits: Iterable[int | None]) -> int | None:
    """In W. A limit that does not exist takes no part; None when there is none at all (PWR-017)."""
    return min((limit for limit in limits if limit is not None), default=None)


def share_power(connectors: Sequence[Connector], station_limit_w: int | None) -> None:
    """Each connector gets what it can give at present: its own limit, or what the others leave of the station's."""
    taken_w = sum(connector.power_w for connector in connectors)
    for connector in connectors:
        left_w = None if station_limit_w is None else max(0, station_limit_w - (taken_w - connector.power_w))
        own = (connector.hardware_power_w, connector.max_power_w, connector.told_power_limit_w, connector.user_limit_w)
        connector.available_power_w = smallest([*own, left_w])
