"""The wire of commands."""

from datetime import datetime
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, model_validator

from stations_api.commands.events import Payer
from stations_api.commands.kinds import RULES, CommandKind
from stations_api.commands.models import CommandStatus, ResultCode


class PayerIn(BaseModel):
    """Who pays; `id` for a user or an organisation."""

    model_config = ConfigDict(extra="ignore")

    kind: Literal["user", "organization", "none"]
    id: UUID | None = None

    @model_validator(mode="after")
    def _id_fits_kind(self) -> Self:
        if (self.kind == "none") != (self.id is None):
            raise ValueError("a user or an organisation is named by its id, nobody by none")
        return self


class CommandCreate(BaseModel):
    """A wish to a station. `payer`: start_session only; `parameters` by kind as follows.

    change_availability {operative}, trigger_message {message}, ocpp_call {action, payload},
    get_configuration {keys}, set_configuration {key, value, read_back}, get_base_report {report_base},
    get_variables {variables: [{component, variable}]}, set_variables {variables: [{component, variable, value}],
    read_back}, get_station_log {date, location},
    remote_authorization {user_id}, update_controller_firmware {file_name, file_type},
    update_module_controller_firmware {file_name}, change_station_settings {power_limit_w, connectors: [{number,
    power_limit_w}]}, update_firmware {location, retrieve_at}; else empty. Kinds that only the native protocol has are
    refused elsewhere. A charging profile of OCPP carries one limit: there change_station_settings becomes one command
    for each limit that changes, and the answer shows the first.
    """

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {
                "station_id": "0193f0a8-0000-7000-8000-000000000000",
                "connector_number": 1,
                "kind": "start_session",
                "payer": {"kind": "none"},
            }
        },
    )

    station_id: UUID
    connector_number: Annotated[int | None, Field(ge=0, le=10_000)] = None
    kind: CommandKind
    parameters: dict[str, Any] = {}
    payer: PayerIn | None = None

    @model_validator(mode="after")
    def _fits_the_kind(self) -> Self:
        rules = RULES[self.kind]
        if rules.target == "connector" and not self.connector_number:
            raise ValueError("this command needs a connector_number")
        if rules.target == "station" and self.connector_number:
            raise ValueError("this command is for the whole station")
        if self.payer is not None and self.kind is not CommandKind.START_SESSION:
            raise ValueError("only a start has a payer")
        if self.connector_number and self.parameters.get("connectors"):
            raise ValueError("limits of connectors are named in a command to the whole station")
        self.parameters = rules.parameters.model_validate(self.parameters).model_dump(mode="json", exclude_none=True)
        return self


class CommandRead(BaseModel):
    model_config = ConfigDict(from_attributes=True, populate_by_name=True)

    command_id: Annotated[UUID, Field(validation_alias=AliasChoices("command_id", "id"))]
    revision: int
    number: int
    station_id: UUID
    station_number: str
    station_serial_number: str
    organization_id: UUID
    connector_number: int | None
    kind: CommandKind
    parameters: dict[str, Any]
    transaction_number: str | None
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
