"""Power limits, firmware and logs as CALLs of OCPP 1.6 (sections 5.5, 5.9, 5.16, 5.19)."""

from typing import Any, Final

from csms_gateway.conversation import StationCommand, UnusableCommand

Call = tuple[str, dict[str, Any]]
FIRST_PROFILE_ID: Final = 7000
LONG_AGO: Final = "2020-01-01T00:00:00Z"


def limit_call(command: StationCommand) -> Call:
    """The profile that caps a connector, or (no number) the whole station; without a value it is taken away."""
    number, limit_w = command.connector_number or 0, command.parameters.get("power_limit_w")
    profile_id = FIRST_PROFILE_ID + number
    if limit_w is None:
        return "ClearChargingProfile", {"id": profile_id}
    schedule = {
        "startSchedule": LONG_AGO,
        "chargingRateUnit": "W",
        "chargingSchedulePeriod": [{"startPeriod": 0, "limit": limit_w}],
    }
    profile = {
        "chargingProfileId": profile_id,
        "stackLevel": 0,
        "chargingProfilePurpose": "TxDefaultProfile" if number else "ChargePointMaxProfile",
        "chargingProfileKind": "Absolute",
        "chargingSchedule": schedule,
    }
    return "SetChargingProfile", {"connectorId": number, "csChargingProfiles": profile}


def firmware_call(command: StationCommand) -> Call:
    return "UpdateFirmware", {"location": _location(command), "retrieveDate": _retrieve_at(command)}


def log_call(command: StationCommand) -> Call:
    """The log of one day, as two moments."""
    parameters = command.parameters
    times = {"startTime": parameters.get("since"), "stopTime": parameters.get("until")}
    return "GetDiagnostics", {"location": _location(command), **{name: at for name, at in times.items() if at}}


def _retrieve_at(command: StationCommand) -> str:
    return str(command.parameters.get("retrieve_at") or LONG_AGO)


def _location(command: StationCommand) -> str:
    location = command.parameters.get("location")
    if not isinstance(location, str) or not location:
        raise UnusableCommand("a transfer needs a location")
    return location
