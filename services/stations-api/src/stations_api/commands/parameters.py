"""Parameters of each kind of command, as they are accepted from a caller."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100, pattern=r"^[^\x00]+$")]
Value = Annotated[str, StringConstraints(max_length=2500, pattern=r"^[^\x00]*$")]
Action = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9]{0,63}$")]


class NoParameters(BaseModel):
    model_config = ConfigDict(extra="forbid")


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
    variables: Annotated[list[VariableValue], Field(min_length=1, max_length=50)]


class GetBaseReport(NoParameters):
    """GetBaseReport (OCPP 2.0.1, B07); the reports themselves come later, as variables of the station."""

    report_base: Literal["ConfigurationInventory", "FullInventory", "SummaryInventory"] = "FullInventory"
