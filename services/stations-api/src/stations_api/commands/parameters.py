"""Parameters of each kind of command, as they are accepted from a caller."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100, pattern=r"^[^\x00]+$")]
Value = Annotated[str, StringConstraints(max_length=2500, pattern=r"^[^\x00]*$")]
FileName = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[^/\\\x00-\x1f]{1,200}$")]
Location = Annotated[str, StringConstraints(pattern=r"^(https?|ftps?|sftp)://[\x21-\x7e]{1,480}$")]
"""Longer ones do not fit into the messages of OCPP 2.0.1 (512 characters)."""
Action = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9]{0,63}$")]


class NoParameters(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Stop(NoParameters):
    """`reason`: why the system itself wants the session to end; a person gives none.

    `is_interruption`: a person broke the session off at its card; it counts as «Прервана» then (SES-127).
    """

    reason: Literal["energy_limit", "user_blocked"] | None = None
    is_interruption: bool | None = None


class StationLog(NoParameters):
    """Log files of one day (CMD-013). `location`: where an OCPP station uploads them; a native one sends them here."""

    date: date
    location: Location | None = None


class Firmware(NoParameters):
    """UpdateFirmware (OCPP 1.6, 5.19; 2.0.1, L01): the station fetches the file, at once or from `retrieve_at` on."""

    location: Location
    retrieve_at: AwareDatetime | None = None


class RemoteAuthorization(NoParameters):
    """Who is let in at the station without his password (CMD-014)."""

    user_id: UUID


class ControllerFirmware(NoParameters):
    """A file that was put on the station's terminal beforehand (CMD-030, CMD-031)."""

    file_name: FileName
    file_type: Literal["main", "can2_rs485"] = "main"


class ModuleFirmware(NoParameters):
    """CMD-033."""

    file_name: FileName


class ConnectorLimit(NoParameters):
    number: Annotated[int, Field(ge=1, le=10_000)]
    power_limit_w: Annotated[int | None, Field(gt=0, le=10_000_000)] = None


class StationSettings(NoParameters):
    """User power limits (PWR-006..014); without a value the limit is taken away. Of a connector that is not named the
    limit stays. In a command to a connector `power_limit_w` is that of the connector.
    """

    power_limit_w: Annotated[int | None, Field(gt=0, le=10_000_000)] = None
    connectors: Annotated[list[ConnectorLimit] | None, Field(max_length=64)] = None


class Availability(NoParameters):
    """ChangeAvailability (OCPP 1.6, 5.2; 2.0.1, G03, G04)."""

    model_config = ConfigDict(strict=True)

    operative: bool


class Trigger(NoParameters):
    """TriggerMessage (OCPP 1.6, 5.17; 2.0.1, F06): what both versions or one of them can be asked for."""

    message: Literal[
        "BootNotification",
        "DiagnosticsStatusNotification",
        "FirmwareStatusNotification",
        "Heartbeat",
        "LogStatusNotification",
        "MeterValues",
        "SignChargePointCertificate",
        "SignChargingStationCertificate",
        "StatusNotification",
        "TransactionEvent",
    ]


class OcppCall(NoParameters):
    """Any other message of the server, in OCPP's own words; the gateway checks it against the schema."""

    action: Action
    payload: dict[str, Any] = {}


class GetConfiguration(NoParameters):
    """GetConfiguration (OCPP 1.6, 5.8); without keys: all."""

    keys: Annotated[list[Word], Field(max_length=100)] = []


class SetConfiguration(NoParameters):
    """ChangeConfiguration (OCPP 1.6, 5.3). `read_back`: it has succeeded once the station shows the value (B16)."""

    key: Word
    value: Value
    read_back: bool = False


class VariableName(NoParameters):
    """A variable of the device model (OCPP 2.0.1, B05, B06)."""

    component: Word
    instance: Word | None = None
    evse_id: Annotated[int | None, Field(ge=1)] = None
    connector_id: Annotated[int | None, Field(ge=1)] = None
    variable: Word
    variable_instance: Word | None = None
    attribute: Literal["Actual", "Target", "MinSet", "MaxSet"] = "Actual"


class VariableValue(VariableName):
    value: Value


class GetVariables(NoParameters):
    variables: Annotated[list[VariableName], Field(min_length=1, max_length=50)]


class SetVariables(NoParameters):
    """`read_back`: it has succeeded once the station shows the values."""

    read_back: bool = False
    variables: Annotated[list[VariableValue], Field(min_length=1, max_length=50)]


class GetBaseReport(NoParameters):
    """GetBaseReport (OCPP 2.0.1, B07); the reports themselves come later, as variables of the station."""

    report_base: Literal["ConfigurationInventory", "FullInventory", "SummaryInventory"] = "FullInventory"
