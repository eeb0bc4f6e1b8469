"""Stations in the security log (SEC-020, SEC-024): what a person changed of them."""

from collections.abc import Mapping
from typing import Any

from common.audit import Audit, Link
from common.outbox import Outbox
from sqlalchemy import inspect

from stations_api.stations.models import Station
from stations_api.stations.schemas import StationUpdate

OF_CONNECTOR = ("type", "supply", "max_power_w", "name")
_NOT_COLUMNS = {"connectors"}
SHOWN = ("number", *(name for name in StationUpdate.model_fields if name not in _NOT_COLUMNS))


def shown(station: Station) -> dict[str, Any]:
    """What the log shows of a station: all that a person can change."""
    columns = inspect(station).mapper.columns
    plain = {name: getattr(station, name) for name in SHOWN if name in columns}
    plain["region_id"] = station.region.id
    return plain | {f"connector {one.number}": _connector(one) for one in station.connectors}


def record(
    outbox: Outbox,
    audit: Audit,
    operation: str,
    station: Station,
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """Of `before` and `after` together the log keeps the difference."""
    link = Link("station", station.id, station.number)
    audit.record(outbox, operation, link, organization_id=station.organization_id, before=before, after=after)


def _connector(connector: Any) -> str:
    return ", ".join(str(value) for name in OF_CONNECTOR if (value := getattr(connector, name, None)) not in (None, ""))
