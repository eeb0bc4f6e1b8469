"""Who may say what: every message of ours is a generic command, every answer of ours is one by the letter."""

import json
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib import resources
from typing import Any

import jsonschema_rs
import orjson
import pytest
from common.ids import uuid7
from csms_gateway.authorization import Authorizer
from csms_gateway.conversation import Handled, StationCommand, UnusableCommand
from csms_gateway.model_rules import ANY
from csms_gateway.ocpp16.routing import OCPP16
from csms_gateway.ocpp21.routing import OCPP21
from csms_gateway.ocpp201.memory import Memories
from csms_gateway.ocpp201.routing import OCPP201
from csms_gateway.ocppj.generic_calls import FORMAT_VIOLATION, GenericCalls
from csms_gateway.ocppj.routing import Dialect, Tools
from csms_gateway.protocols import ocpp_protocols
from oddity_examples import valid

NOW = datetime(2026, 11, 25, 10, 0, 1, tzinfo=UTC)
DIALECTS = [OCPP16, OCPP201, OCPP21]
FOLDERS = {"ocpp1.6": "v16", "ocpp2.0.1": "v201", "ocpp2.1": "v21"}
# OCPP 1.6 section 5 and the security whitepaper; OCPP 2.0.1 and 2.1 part 2, section 1.
OF_16 = {
    "CancelReservation", "ChangeAvailability", "ChangeConfiguration", "ClearCache", "ClearChargingProfile",
    "DataTransfer", "GetCompositeSchedule", "GetConfiguration", "GetDiagnostics", "GetLocalListVersion",
    "RemoteStartTransaction", "RemoteStopTransaction", "ReserveNow", "Reset", "SendLocalList",
    "SetChargingProfile", "TriggerMessage", "UnlockConnector", "UpdateFirmware", "CertificateSigned",
    "DeleteCertificate", "ExtendedTriggerMessage", "GetInstalledCertificateIds", "GetLog", "InstallCertificate",
    "SignedUpdateFirmware",
}  # fmt: skip
OF_201 = {
    "CancelReservation", "CertificateSigned", "ChangeAvailability", "ClearCache", "ClearChargingProfile",
    "ClearDisplayMessage", "ClearVariableMonitoring", "CostUpdated", "CustomerInformation", "DataTransfer",
    "DeleteCertificate", "GetBaseReport", "GetChargingProfiles", "GetCompositeSchedule", "GetDisplayMessages",
    "GetInstalledCertificateIds", "GetLocalListVersion", "GetLog", "GetMonitoringReport", "GetReport",
    "GetTransactionStatus", "GetVariables", "InstallCertificate", "PublishFirmware", "RequestStartTransaction",
    "RequestStopTransaction", "ReserveNow", "Reset", "SendLocalList", "SetChargingProfile", "SetDisplayMessage",
    "SetMonitoringBase", "SetMonitoringLevel", "SetNetworkProfile", "SetVariableMonitoring", "SetVariables",
    "TriggerMessage", "UnlockConnector", "UnpublishFirmware", "UpdateFirmware",
}  # fmt: skip
OF_21 = OF_201 | {
    "AFRRSignal", "AdjustPeriodicEventStream", "ChangeTransactionTariff", "ClearDERControl", "ClearTariffs",
    "GetDERControl", "GetPeriodicEventStream", "GetTariffs", "NotifyAllowedEnergyTransfer",
    "RequestBatterySwap", "SetDERControl", "SetDefaultTariff", "UpdateDynamicSchedule", "UsePriorityCharging",
}  # fmt: skip
OURS = {"ocpp1.6": OF_16, "ocpp2.0.1": OF_201, "ocpp2.1": OF_21}


class Caller:
    station_id, epoch, connector_numbers = "01890000-0000-7000-8000-0000000000aa", 1, (1,)
    evse_map: dict[tuple[int, int], int] = {}  # noqa: RUF012 - read only
    rule = ANY


class NoCards:
    def find(self, _fingerprint: str) -> None:
        return None


def command(action: str, payload: Any) -> StationCommand:
    parameters = {"action": action, "payload": payload}
    expires_at = datetime.now(UTC) + timedelta(seconds=150)
    return StationCommand(str(uuid7()), Caller.station_id, "ocpp_call", None, parameters, None, None, expires_at)


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.protocol)
def test_every_message_of_ours_is_a_generic_command(dialect: Dialect) -> None:
    generic = GenericCalls(dialect)
    for action in OURS[dialect.protocol]:
        payload = valid(dialect.schemas[action].schema)
        assert generic.call(command(action, payload)) == (action, payload)


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.protocol)
def test_what_is_the_stations_to_say_is_none(dialect: Dialect) -> None:
    """The schemas have no message that is neither's."""
    generic, theirs = GenericCalls(dialect), set(dialect.schemas) - OURS[dialect.protocol]
    assert theirs | {"DataTransfer"} == set(dialect.routes)
    for action in theirs:
        with pytest.raises(UnusableCommand) as refused:
            generic.call(command(action, valid(dialect.schemas[action].schema)))
        assert refused.value.code == FORMAT_VIOLATION


@cache
def answer_schema(version: str, action: str) -> jsonschema_rs.Validator | None:
    """None for a message that comes as SEND only."""
    file = resources.files("ocpp") / FOLDERS[version] / "schemas" / f"{action}Response.json"
    if not file.is_file():
        return None
    return jsonschema_rs.validator_for(json.loads(file.read_text("utf-8-sig")), validate_formats=True)


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.protocol)
def test_every_answer_of_ours_is_valid(dialect: Dialect) -> None:
    """Whatever we forgive a station, it need forgive us nothing (quirks M10, A1)."""
    tools = Tools(Authorizer(NoCards(), b"a", b"b"), lambda: 300, 300)
    for action in dialect.routes:
        family = next(one for one in ocpp_protocols(tools, Memories()) if one.name == dialect.protocol)
        raw = orjson.dumps([2, "1", action, valid(dialect.schemas[action].schema)])
        handled = family.begin(Caller()).read(raw, NOW)
        assert isinstance(handled, Handled)
        kind, _, payload = orjson.loads(handled.reply or b"[0,0,0]")
        assert kind == 3, action
        schema = answer_schema(dialect.protocol, action)
        assert schema is not None or (action, payload) == ("NotifyPeriodicEventStream", {})
        if schema is not None:
            schema.validate(payload)
