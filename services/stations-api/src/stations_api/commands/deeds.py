"""Remote commands in the security log (SEC-024): who asked for what, and what came of it."""

from common.audit import Audit, Link
from common.outbox import Outbox

from stations_api.commands.models import Command, CommandStatus

SECRET_SETTINGS = ("authorizationkey", "password", "secret")
"""A setting named so has a value that belongs in no log (SEC-025)."""
OURSELVES = Audit.of_service("stations-api")


def record_created(outbox: Outbox, audit: Audit, command: Command) -> None:
    told = {
        "kind": command.kind,
        "station_number": command.station_number,
        "connector_number": command.connector_number,
        "payer": command.payer,
        **command.parameters,
    }
    audit.record(
        outbox,
        "command_created",
        _link(command),
        organization_id=command.organization_id,
        arguments=told,
        secrets=_secrets(command),
    )


def record_ended(outbox: Outbox, command: Command) -> None:
    """The station's answer, its effect, or that neither came in time."""
    OURSELVES.record(
        outbox,
        "command_ended",
        _link(command),
        organization_id=command.organization_id,
        description=command.result_text,
        arguments={"kind": command.kind, "status": command.status, "result_code": command.result_code},
        result="done" if command.status is CommandStatus.SUCCEEDED else "refused",
    )


def _link(command: Command) -> Link:
    return Link("remote_command", command.id, str(command.number))


def _secrets(command: Command) -> tuple[str, ...]:
    key = str(command.parameters.get("key", "")).lower()
    return ("value",) if any(part in key for part in SECRET_SETTINGS) else ()
