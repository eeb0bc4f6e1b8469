"""From what is known of a station to its two statuses. Pure rules, no clock, no database."""

from collections.abc import Sequence

from stations_api.connectors.models import STATION_ITSELF, Connector
from stations_api.stations.types import LogicalStatus, TechnicalStatus


def technical_status(connectors: Sequence[Connector], *, is_configured: bool, is_gone: bool) -> TechnicalStatus:
    """ENU-068..072: how far the station is ready for work.

    `is_configured`: it has booted at least once; `is_gone`: without connection for longer than the setting allows.
    """
    if not is_configured:
        return TechnicalStatus.NOT_CONFIGURED
    if is_gone:
        return TechnicalStatus.OFFLINE
    faults = [connector.status.is_fault for connector in plugs(connectors)]
    if _is_station_faulted(connectors) or (faults and all(faults)):
        return TechnicalStatus.OUT_OF_ORDER
    return TechnicalStatus.WARNING if any(faults) else TechnicalStatus.OK


def logical_status(connectors: Sequence[Connector]) -> LogicalStatus:
    """ENU-073, ENU-076: an OCPP station does not tell who stands before it, only whether it can be used."""
    is_closed = any(
        connector.ocpp_status is not None and connector.status.is_out_of_use
        for connector in connectors
        if connector.number == STATION_ITSELF
    )
    if is_closed or all(connector.status.is_out_of_use for connector in plugs(connectors)):
        return LogicalStatus.OUT_OF_SERVICE
    return LogicalStatus.WORKING


def plugs(connectors: Sequence[Connector]) -> list[Connector]:
    """The connectors that a car can use, in the order of their numbers."""
    return sorted((one for one in connectors if one.number != STATION_ITSELF), key=lambda one: one.number)


def _is_station_faulted(connectors: Sequence[Connector]) -> bool:
    return any(connector.number == STATION_ITSELF and connector.status.is_fault for connector in connectors)
