from datetime import datetime
from typing import Any, ClassVar, Self
from uuid import UUID

from common.events import Event
from pydantic import BaseModel, ConfigDict

from stations_api.commands.kinds import CommandKind
from stations_api.commands.models import DOCUMENT, READ_BACK, Command, CommandStatus, ResultCode
from stations_api.commands.settings_document import asked_of


class Payer(BaseModel):
    """Who pays for a session that we start: kind "user", "organization" or "none"."""

    model_config = ConfigDict(frozen=True)

    kind: str
    id: UUID | None = None
    label: str | None = None


class CommandTold(Event):
    """The whole command with a growing revision; what was created and what changed look alike."""

    model_config = ConfigDict(from_attributes=True, frozen=True)
    topic: ClassVar = "commands"

    command_id: UUID
    revision: int
    number: int
    station_id: UUID
    station_number: str
    organization_id: UUID
    connector_number: int | None
    kind: CommandKind
    parameters: dict[str, Any]
    transaction_number: str | None
    """What a stop is to end."""
    status: CommandStatus
    result_code: ResultCode | None
    result_text: str | None
    remote_token: str | None
    payer: Payer | None
    created_by: str
    created_at: datetime
    sent_at: datetime | None
    delivered_at: datetime | None
    answered_at: datetime | None
    observed_at: datetime | None
    expires_at: datetime

    @classmethod
    def of(cls, command: Command) -> Self:
        return cls.model_validate(_told(cls, command))


class CommandCreated(CommandTold):
    type: ClassVar = "command.created.v1"


class CommandChanged(CommandTold):
    type: ClassVar = "command.changed.v1"


class CommandRequested(Event):
    """To the gateway that holds the station's socket."""

    type: ClassVar = "command.requested.v1"
    topic: ClassVar = "station-commands"

    command_id: UUID
    station_id: UUID
    kind: CommandKind
    connector_number: int | None
    parameters: dict[str, Any]
    transaction_number: str | None
    remote_token: str | None
    created_at: datetime
    expires_at: datetime

    @classmethod
    def of(cls, command: Command) -> Self:
        told = _told(cls, command)
        parameters = {name: value for name, value in told["parameters"].items() if name != READ_BACK}
        if command.operative is not None:
            told["kind"], parameters = CommandKind.CHANGE_AVAILABILITY, {"operative": command.operative}
        if parameters.get(DOCUMENT):
            told["kind"], parameters = asked_of(command.kind, parameters)
        return cls.model_validate({**told, "parameters": parameters})


def _told(kind: type[Event], command: Command) -> dict[str, Any]:
    fields = set(kind.model_fields) - {"command_id"}
    return {"command_id": command.id, **{name: getattr(command, name) for name in fields}}
