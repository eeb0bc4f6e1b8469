"""Power limits, firmware and logs as CALLs of OCPP 1.6 (sections 5.5, 5.9, 5.16, 5.19)."""

from typing import Any, Final

from csms_gateway.conversation import StationCommand, UnusableCommand
from csms_gateway.model_rules import ModelRule

Call = tuple[str, dict[str, Any]]
FIRST_PROFILE_ID: Final = 7000
LONG_AGO: Final = "2020-01-01T00:00:00Z"


NO_PROFILES: Final = "this model understands no charging profiles"
_LIMIT: Final = "power_limit_w"


def limit_call(command: StationCommand, rule: ModelRule) -> Call:
    """The profile that caps a connector, or (no number) the whole station; without a value it is taken away."""
    number, limit_w = command.connector_number or 0, limit_of(command)
    profile_id = FIRST_PROFILE_ID + number
    if not rule.takes_profiles:
        raise UnusableCommand(NO_PROFILES)
    if limit_w is None:
        return "ClearChargingProfile", {"id": profile_id}
    unit, limit = rule.limit(limit_w)
    schedule = {
        **rule.schedule_start(LONG_AGO),
        "chargingRateUnit": unit,
        "chargingSchedulePeriod": [{"startPeriod": 0, "limit": limit}],
    }
    profile = {
        "chargingProfileId": profile_id,
        "stackLevel": 0,
        "chargingProfilePurpose": "TxDefaultProfile" if number else "ChargePointMaxProfile",
        "chargingProfileKind": rule.profile_kind,
        "chargingSchedule": schedule,
    }
    return "SetChargingProfile", {"connectorId": number, "csChargingProfiles": profile}


def limit_of(command: StationCommand) -> int | None:
    """The one limit that a charging profile carries; None takes it away.

    Settings of our own protocol are no limits: a station that has changed its protocol must not lose one by them.
    """
    if others := sorted(command.parameters.keys() - {_LIMIT}):
        raise UnusableCommand(f"a charging profile carries no {', '.join(others)}"[:200])
    limit_w: int | None = command.parameters.get(_LIMIT)
    return limit_w


def firmware_call(command: StationCommand, rule: ModelRule) -> Call:
    return "UpdateFirmware", {"location": location_of(command, rule), "retrieveDate": _retrieve_at(command)}


def log_call(command: StationCommand, rule: ModelRule) -> Call:
    """The log of one day, as two moments."""
    parameters = command.parameters
    times = {"startTime": parameters.get("since"), "stopTime": parameters.get("until")}
    return "GetDiagnostics", {"location": location_of(command, rule), **{name: at for name, at in times.items() if at}}


def _retrieve_at(command: StationCommand) -> str:
    return str(command.parameters.get("retrieve_at") or LONG_AGO)


def location_of(command: StationCommand, rule: ModelRule) -> str:
    """The address of a transfer. Raises UnusableCommand when there is none, or one that the model cannot use."""
    location = command.parameters.get("location")
    if not isinstance(location, str) or not location:
        raise UnusableCommand("a transfer needs a location")
    objection = rule.objection(location)
    if objection is not None:
        raise UnusableCommand(objection)
    return location
