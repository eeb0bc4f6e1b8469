"""Power limits, firmware and logs as CALLs of OCPP 2.0.1 and 2.1 (use cases K01, K10, L01, N01)."""

from typing import Any, Final

from csms_gateway.conversation import Caller, StationCommand, UnusableCommand
from csms_gateway.model_rules import ModelRule
from csms_gateway.ocpp16.maintenance import NO_PROFILES, limit_of, location_of
from csms_gateway.ocpp201.evses import place_of

Call = tuple[str, dict[str, Any]]
FIRST_PROFILE_ID: Final = 7000
LONG_AGO: Final = "2020-01-01T00:00:00Z"


def limit_call(command: StationCommand, caller: Caller) -> Call:
    """The profile that caps an EVSE, or (no number) the whole station; without a value it is taken away."""
    number, limit_w = command.connector_number or 0, limit_of(command)
    profile_id = FIRST_PROFILE_ID + number
    if not caller.rule.takes_profiles:
        raise UnusableCommand(NO_PROFILES)
    if limit_w is None:
        return "ClearChargingProfile", {"chargingProfileId": profile_id}
    profile = {
        "id": profile_id,
        "stackLevel": 0,
        "chargingProfilePurpose": "TxDefaultProfile" if number else "ChargingStationMaxProfile",
        "chargingProfileKind": caller.rule.profile_kind,
        "chargingSchedule": [_schedule(profile_id, caller.rule, limit_w)],
    }
    evse_id = place_of(caller, number).evse_id if number else 0
    return "SetChargingProfile", {"evseId": evse_id, "chargingProfile": profile}


def _schedule(schedule_id: int, rule: ModelRule, limit_w: float) -> dict[str, Any]:
    unit, limit = rule.limit(limit_w)
    period = {"startPeriod": 0, "limit": limit}
    return {
        "id": schedule_id,
        **rule.schedule_start(LONG_AGO),
        "chargingRateUnit": unit,
        "chargingSchedulePeriod": [period],
    }


def firmware_call(command: StationCommand, request_id: int, rule: ModelRule) -> Call:
    retrieve_at = command.parameters.get("retrieve_at") or LONG_AGO
    firmware = {"location": location_of(command, rule), "retrieveDateTime": retrieve_at}
    return "UpdateFirmware", {"requestId": request_id, "firmware": firmware}


def log_call(command: StationCommand, request_id: int, rule: ModelRule) -> Call:
    """The diagnostics log of one day, as two moments."""
    parameters = command.parameters
    times = {"oldestTimestamp": parameters.get("since"), "latestTimestamp": parameters.get("until")}
    log = {"remoteLocation": location_of(command, rule), **{name: at for name, at in times.items() if at}}
    return "GetLog", {"requestId": request_id, "logType": "DiagnosticsLog", "log": log}
