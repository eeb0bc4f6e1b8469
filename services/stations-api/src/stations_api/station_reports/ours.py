"""Entries of the operation log that we make of what happened to a station: a report of its own it is not (STN-149)."""

from datetime import datetime
from typing import Any

from common.ids import uuid7

from stations_api.commands.models import Command
from stations_api.connectors.models import ConnectorStatusChange
from stations_api.connectors.types import ConnectorStatus
from stations_api.station_events.base import Fact
from stations_api.station_reports.models import StationReport

CONNECTION, BOOT, STATUS, TRANSACTION, COMMAND = "connection", "boot", "status", "transaction", "command"


def of_fact(
    fact: Fact,
    kind: str,
    body: dict[str, Any],
    *,
    connector_number: int | None = None,
    device_at: datetime | None = None,
) -> StationReport:
    """The event's id: told twice it is one entry."""
    return StationReport(
        id=fact.id,
        received_at=fact.at,
        station_id=fact.station_id,
        kind=kind,
        connector_number=connector_number or None,
        device_at=device_at,
        body=body,
    )


def of_change(fact: Fact, before: tuple[ConnectorStatus, str], change: ConnectorStatusChange) -> StationReport:
    """«Charged -> Available», «C6 -> B2» (STN-162): which of the two is for the reader to choose."""
    body = {
        "status": [before[0], change.status],
        "controller_status": [before[1], change.controller_status],
        "ocpp_status": change.ocpp_status,
        "error_code": change.error_code,
    }
    return of_fact(fact, STATUS, body, connector_number=change.connector_number, device_at=change.device_at)


def of_command(command: Command) -> StationReport:
    """A step of its life, with who wanted it (CMD-046)."""
    return StationReport(
        id=uuid7(),
        received_at=command.changed_at,
        station_id=command.station_id,
        kind=COMMAND,
        connector_number=command.connector_number or None,
        device_at=None,
        body=_told(command),
    )


def _told(command: Command) -> dict[str, Any]:
    return {
        "command_id": str(command.id),
        "number": command.number,
        "kind": command.kind,
        "created_by": command.created_by,
        "status": command.status,
        "result_code": command.result_code,
        "result_text": command.result_text,
    }
