"""Power limits, firmware and logs in the words of OCPP 1.6 and 2.x, each valid by the version's schema."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from common.ids import uuid7
from csms_gateway.conversation import StationCommand, UnusableCommand
from csms_gateway.model_rules import ANY, ModelRule, ModelRules
from csms_gateway.ocpp16.commands import Ocpp16Commands
from csms_gateway.ocpp16.maintenance import LONG_AGO
from csms_gateway.ocpp16.routing import OCPP16
from csms_gateway.ocpp201.commands import Ocpp201Commands
from csms_gateway.ocpp201.commands import number_of as request_id_of
from csms_gateway.ocpp201.routing import OCPP201
from csms_gateway.ocppj.generic_calls import GenericCalls

LOCATION = "https://files.example.org/evse.bin"
DAY: dict[str, Any] = {"location": LOCATION, "since": "2026-11-20T00:00:00+03:00", "until": "2026-11-21T00:00:00+03:00"}


class Station:
    """Implements Caller: connector 7 of ours is EVSE 2."""

    station_id, epoch, connector_numbers, evse_map = "s", 1, (7,), {(2, 1): 7}

    def __init__(self, rule: ModelRule = ANY) -> None:
        self.rule = rule


def command(kind: str, number: int | None = None, **parameters: Any) -> StationCommand:
    expires_at = datetime.now(UTC) + timedelta(seconds=150)
    return StationCommand(str(uuid7()), str(uuid7()), kind, number, parameters, None, None, expires_at)


def call16(wanted: StationCommand, rule: ModelRule = ANY) -> tuple[str, dict[str, Any]]:
    generic = GenericCalls(OCPP16)
    action, payload = Ocpp16Commands(generic).call(wanted, Station(rule))
    return action, generic.checked(action, payload)


def call201(wanted: StationCommand, rule: ModelRule = ANY) -> tuple[str, dict[str, Any]]:
    return Ocpp201Commands(GenericCalls(OCPP201)).call(wanted, Station(rule))


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


@pytest.mark.parametrize("parameters", [{"HeartbeatInterval": 30}, {"connectors": [{"number": 1}]}])
@pytest.mark.parametrize("call", [call16, call201])
def test_settings_of_our_own_protocol_take_no_limit_away(call: Any, parameters: Any) -> None:
    """A station that has changed its protocol gets a command that was made for the other."""
    with pytest.raises(UnusableCommand, match="a charging profile carries no"):
        call(command("change_station_settings", **parameters))


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


class TestRulesOfModels:
    """What a model cannot take is never sent to it."""

    @pytest.mark.parametrize(
        ("rule", "watts", "unit", "limit"),
        [
            (ANY, 11_000, "W", 11_000),
            (ANY, 0, "W", 0),
            (ModelRule(limit_unit="A"), 11_000, "A", 15.9),
            (ModelRule(limit_unit="A", phases=1), 3_680, "A", 16.0),
            (ModelRule(limit_unit="A", least_a=6), 4_139, "A", 0.0),
            (ModelRule(limit_unit="A", least_a=6), 4_141, "A", 6.0),
            (ModelRule(limit_unit="A", nothing=0.1), 0, "A", 0.1),
            (ModelRule(nothing=1), 0, "W", 1),
        ],
    )
    def test_s3_the_unit_and_the_pause_are_those_of_the_model(
        self, rule: ModelRule, watts: int, unit: str, limit: float
    ) -> None:
        wanted = command("change_station_settings", 7, power_limit_w=watts)
        period = {"startPeriod": 0, "limit": limit}
        schedule16 = call16(wanted, rule)[1]["csChargingProfiles"]["chargingSchedule"]
        [schedule201] = call201(wanted, rule)[1]["chargingProfile"]["chargingSchedule"]
        for schedule in (schedule16, schedule201):
            assert (schedule["chargingRateUnit"], schedule["chargingSchedulePeriod"]) == (unit, [period])

    @pytest.mark.parametrize("call", [call16, call201])
    @pytest.mark.parametrize("kind", ["Absolute", "Relative"])
    def test_s2_the_kind_of_profile_is_the_one_that_the_model_takes(self, call: Any, kind: Any) -> None:
        """At stack level 0, which all have; a relative schedule begins with its transaction and names no time."""
        payload = call(command("change_station_settings", 7, power_limit_w=11_000), ModelRule(profile_kind=kind))[1]
        profile = payload.get("csChargingProfiles") or payload["chargingProfile"]
        told = profile["chargingSchedule"]
        schedule = told[0] if isinstance(told, list) else told
        assert (profile["chargingProfileKind"], profile["stackLevel"]) == (kind, 0)
        assert ("startSchedule" in schedule) is (kind == "Absolute")

    @pytest.mark.parametrize("call", [call16, call201])
    def test_s5_no_profile_for_who_understands_none(self, call: Any) -> None:
        for watts in (11_000, None):
            with pytest.raises(UnusableCommand, match="no charging profiles"):
                call(command("change_station_settings", 7, power_limit_w=watts), ModelRule(takes_profiles=False))

    @pytest.mark.parametrize("call", [call16, call201])
    @pytest.mark.parametrize("kind", ["update_firmware", "get_station_log"])
    def test_s7_the_way_and_the_length_of_an_address(self, call: Any, kind: str) -> None:
        rule = ModelRule(transports=("ftp", "http"), longest_location=40)
        assert call(command(kind, location="ftp://updates.example/a.bin"), rule)
        assert call(command(kind, location="HTTP://updates.example/a.bin"), rule)
        with pytest.raises(UnusableCommand, match="ftp, http only"):
            call(command(kind, location="sftp://updates.example/a.bin"), rule)
        with pytest.raises(UnusableCommand, match="40 characters"):
            call(command(kind, location="ftp://updates.example/" + "a" * 30), rule)

    def test_s7_a_date_that_is_left_out_means_at_once(self) -> None:
        assert call16(command("update_firmware", location=LOCATION))[1]["retrieveDate"] == LONG_AGO

    @pytest.mark.parametrize(
        ("told", "read"),
        [("11bbAA04", "04AAbb11"), (" 11BBAA04 ", "04AABB11"), ("04A", "04A"), ("EVGO-7", "EVGO-7"), ("", "")],
    )
    def test_a2_bytes_of_a_card_told_backwards(self, told: str, read: str) -> None:
        assert ModelRule(reverses_tags=True).tag(told) == read
        assert ANY.tag(told) == told

    def test_rules_are_found_by_maker_and_model_and_an_operators_come_first(self) -> None:
        rules = ModelRules.read('[{"models": "FoxESS A011*", "pause_after_stop": 5}, {"models": "Odd ?"}]')
        assert rules.of("FoxESS", "A011KP1") == ModelRule(models="FoxESS A011*", pause_after_stop=5)
        assert rules.of("foxess", "B22").takes_profiles is False
        assert rules.of("ODD", "x").models == "Odd ?"
        assert rules.of("Odd", "xy") == rules.of("", "") == ANY

    @pytest.mark.parametrize("text", ["{}", '[{"model": "x"}]', '[{"limit_unit": "kW"}]', "rubbish"])
    def test_a_setting_that_means_nothing_stops_the_start(self, text: str) -> None:
        with pytest.raises(ValueError, match=r".+"):
            ModelRules.read(text)
