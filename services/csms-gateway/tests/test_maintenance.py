"""Power limits, firmware and logs in the words of OCPP 1.6 and 2.x, each valid by the version's schema."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from common.ids import uuid7
from csms_gateway.conversation import StationCommand, UnusableCommand
from csms_gateway.ocpp16.commands import Ocpp16Commands
from csms_gateway.ocpp16.maintenance import LONG_AGO
from csms_gateway.ocpp16.routing import OCPP16
from csms_gateway.ocpp201.commands import Ocpp201Commands
from csms_gateway.ocpp201.commands import number_of as request_id_of
from csms_gateway.ocpp201.routing import OCPP201
from csms_gateway.ocppj.generic_calls import GenericCalls

LOCATION = "https://files.example.org/evse.bin"
DAY = {"location": LOCATION, "since": "2026-11-20T00:00:00+03:00", "until": "2026-11-21T00:00:00+03:00"}


class Station:
    """Implements Caller: connector 7 of ours is EVSE 2."""

    station_id, epoch, connector_numbers, evse_map = "s", 1, (7,), {(2, 1): 7}


CALLER = Station()


def command(kind: str, number: int | None = None, **parameters: Any) -> StationCommand:
    expires_at = datetime.now(UTC) + timedelta(seconds=150)
    return StationCommand(str(uuid7()), str(uuid7()), kind, number, parameters, None, None, expires_at)


def call16(wanted: StationCommand) -> tuple[str, dict[str, Any]]:
    generic = GenericCalls(OCPP16)
    action, payload = Ocpp16Commands(generic).call(wanted, CALLER)
    return action, generic.checked(action, payload)


def call201(wanted: StationCommand) -> tuple[str, dict[str, Any]]:
    return Ocpp201Commands(GenericCalls(OCPP201)).call(wanted, CALLER)


@pytest.mark.parametrize(("number", "purpose"), [(None, "ChargePointMaxProfile"), (2, "TxDefaultProfile")])
def test_a_limit_of_16_is_a_charging_profile(number: int | None, purpose: str) -> None:
    action, payload = call16(command("change_station_settings", number, power_limit_w=88_000))
    profile = payload["csChargingProfiles"]
    assert (action, payload["connectorId"], profile["chargingProfilePurpose"]) == (
        "SetChargingProfile",
        number or 0,
        purpose,
    )
    assert profile["chargingSchedule"]["chargingSchedulePeriod"] == [{"startPeriod": 0, "limit": 88_000}]
    cleared = call16(command("change_station_settings", number))
    assert cleared == ("ClearChargingProfile", {"id": profile["chargingProfileId"]})


@pytest.mark.parametrize(
    ("number", "evse", "purpose"), [(None, 0, "ChargingStationMaxProfile"), (7, 2, "TxDefaultProfile")]
)
def test_a_limit_of_201_is_a_charging_profile_of_the_evse(number: int | None, evse: int, purpose: str) -> None:
    action, payload = call201(command("change_station_settings", number, power_limit_w=88_000))
    profile = payload["chargingProfile"]
    assert (action, payload["evseId"], profile["chargingProfilePurpose"]) == ("SetChargingProfile", evse, purpose)
    [schedule] = profile["chargingSchedule"]
    assert (schedule["chargingRateUnit"], schedule["chargingSchedulePeriod"][0]["limit"]) == ("W", 88_000)
    cleared = call201(command("change_station_settings", number))
    assert cleared == ("ClearChargingProfile", {"chargingProfileId": profile["id"]})


def test_a_limit_that_is_not_there_is_taken_away_all_the_same() -> None:
    wanted = command("change_station_settings")
    for commands in (Ocpp16Commands(GenericCalls(OCPP16)), Ocpp201Commands(GenericCalls(OCPP201))):
        assert commands.is_accepted(wanted, {"status": "Unknown"})
        assert not commands.is_accepted(wanted, {"status": "Rejected"})


def test_firmware() -> None:
    wanted = command("update_firmware", location=LOCATION)
    assert call16(wanted) == ("UpdateFirmware", {"location": LOCATION, "retrieveDate": LONG_AGO})
    assert Ocpp16Commands(GenericCalls(OCPP16)).is_accepted(wanted, {})
    firmware = {"location": LOCATION, "retrieveDateTime": LONG_AGO}
    assert call201(wanted) == ("UpdateFirmware", {"requestId": request_id_of(wanted), "firmware": firmware})


def test_a_log_of_one_day() -> None:
    wanted = command("get_station_log", **DAY)
    times = {"startTime": DAY["since"], "stopTime": DAY["until"]}
    assert call16(wanted) == ("GetDiagnostics", {"location": LOCATION, **times})
    action, payload = call201(wanted)
    assert (action, payload["logType"]) == ("GetLog", "DiagnosticsLog")
    assert payload["log"] == {
        "remoteLocation": LOCATION,
        "oldestTimestamp": DAY["since"],
        "latestTimestamp": DAY["until"],
    }


def test_an_answer_without_a_file_name_means_that_nothing_will_be_uploaded() -> None:
    commands, wanted = Ocpp16Commands(GenericCalls(OCPP16)), command("get_station_log", **DAY)
    assert commands.is_accepted(wanted, {"fileName": "log.zip"})
    assert not commands.is_accepted(wanted, {})


@pytest.mark.parametrize("kind", ["update_firmware", "get_station_log"])
def test_a_transfer_needs_an_address(kind: str) -> None:
    for call in (call16, call201):
        with pytest.raises(UnusableCommand):
            call(command(kind))
