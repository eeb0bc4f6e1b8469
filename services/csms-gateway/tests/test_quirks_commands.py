"""Quirks of stations that are told something: profiles, settings, lists, certificates. One test names each id."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from common.ids import uuid7
from csms_gateway.gateway import Gateway
from gateway_support import FakeStation, NewStation, Published, Register, connect

LIMITS = (8.1, 21.4, 0.3, 16)


@pytest.fixture(params=["ocpp1.6"])
async def station(gateway: Gateway, new_station: NewStation, request: Any) -> Any:
    key = f"told-{uuid7().hex[-8:]}"
    station_id = await new_station(key)
    station = await connect(gateway, key, [request.param])
    station.id = station_id
    yield station
    await station.socket.close()


@pytest.fixture
def order(register: Register) -> Any:
    async def write(station_id: str, kind: str, **parameters: Any) -> str:
        command_id, now = str(uuid7()), datetime.now(UTC)
        data = {
            "command_id": command_id, "station_id": station_id, "kind": kind, "connector_number": 1,
            "parameters": parameters, "transaction_number": None, "remote_token": None, "created_at": now,
            "expires_at": now + timedelta(seconds=150),
        }  # fmt: skip
        await register.publish("station-commands", station_id, "command.requested.v1", data, partition=0)
        return command_id

    return write


async def answered(published: Published, station: FakeStation, command_id: str) -> dict[str, Any]:
    return await published.one(station.id, "command.answered.v1", lambda data: data["command_id"] == command_id)


def profile(limit: float) -> dict[str, Any]:
    schedule = {"chargingRateUnit": "A", "chargingSchedulePeriod": [{"startPeriod": 0, "limit": limit}]}
    purpose = {"chargingProfilePurpose": "TxDefaultProfile", "chargingProfileKind": "Relative"}
    return {"connectorId": 1, "csChargingProfiles": {
        "chargingProfileId": 1, "stackLevel": 0, **purpose, "chargingSchedule": schedule}}  # fmt: skip


@pytest.mark.parametrize("limit", LIMITS)
async def test_s4_a_limit_of_one_decimal_goes_out_as_it_is(station: Any, order: Any, limit: float) -> None:
    await order(station.id, "ocpp_call", action="SetChargingProfile", payload=profile(limit))
    _, _, action, payload = await station.receive()
    (period,) = payload["csChargingProfiles"]["chargingSchedule"]["chargingSchedulePeriod"]
    assert (action, period["limit"]) == ("SetChargingProfile", limit)


@pytest.mark.parametrize("limit", [4.16, 32.05])
async def test_s4_a_limit_that_no_station_takes_is_not_sent(
    station: Any, order: Any, published: Published, limit: float
) -> None:
    command_id = await order(station.id, "ocpp_call", action="SetChargingProfile", payload=profile(limit))
    told = await answered(published, station, command_id)
    assert (told["outcome"], told["error"]["code"]) == ("error", "format_violation")


@pytest.mark.parametrize("status", ["", "Rejected", "NotSupported"])
async def test_s1_s2_a_profile_that_the_station_cannot_hold_is_told_as_refused(
    station: Any, order: Any, published: Published, status: str
) -> None:
    """Too many periods, a stack level or a purpose that it lacks: the word comes back, the socket stays."""
    command_id = await order(station.id, "ocpp_call", action="SetChargingProfile", payload=profile(16))
    await station.receive()
    await station.send([3, command_id, {"status": status}])
    told = await answered(published, station, command_id)
    assert (told["outcome"], told["answer"]) == ("rejected", {"status": status})
    assert "currentTime" in await station.call("Heartbeat", {})


@pytest.mark.parametrize("word", ["W", "A", "Power", "Current", "current,power"])
async def test_b15_any_word_for_the_unit_of_schedules_is_told(
    station: Any, order: Any, published: Published, word: str
) -> None:
    command_id = await order(station.id, "get_configuration", keys=["ChargingScheduleAllowedChargingRateUnit"])
    await station.receive()
    answer = {"configurationKey": [{"key": "ChargingScheduleAllowedChargingRateUnit", "readonly": True, "value": word}]}
    await station.send([3, command_id, answer])
    told = await answered(published, station, command_id)
    assert (told["outcome"], told["answer"]) == ("accepted", answer)


async def test_b18_a_list_of_profiles_hinders_nothing(station: Any, order: Any, published: Published) -> None:
    """The station names Core alone and can more: it is asked all the same, its refusals are told one by one."""
    asked = await order(station.id, "get_configuration", keys=["SupportedFeatureProfiles"])
    await station.receive()
    names = {"configurationKey": [{"key": "SupportedFeatureProfiles", "readonly": True, "value": "Core"}]}
    await station.send([3, asked, names])
    await answered(published, station, asked)
    triggered = await order(station.id, "trigger_message", message="StatusNotification")
    assert (await station.receive())[2] == "TriggerMessage"
    await station.send([3, triggered, {"status": "Accepted"}])
    listed = await order(station.id, "ocpp_call", action="GetLocalListVersion", payload={})
    assert (await station.receive())[2] == "GetLocalListVersion"
    await station.send([4, listed, "NotSupported", "", {}])
    assert (await answered(published, station, triggered))["outcome"] == "accepted"
    assert (await answered(published, station, listed))["error"]["code"] == "NotSupported"


async def test_a6_the_version_of_a_local_list_is_asked_and_the_list_sent_whole(
    station: Any, order: Any, published: Published
) -> None:
    asked = await order(station.id, "ocpp_call", action="GetLocalListVersion", payload={})
    await station.receive()
    await station.send([3, asked, {"listVersion": -1}])
    told = await answered(published, station, asked)
    assert (told["outcome"], told["answer"]) == ("accepted", {"listVersion": -1})
    whole = {"listVersion": 7, "updateType": "Full", "localAuthorizationList": [{"idTag": "04A1B2C3"}]}
    sent = await order(station.id, "ocpp_call", action="SendLocalList", payload=whole)
    assert (await station.receive())[2:] == ["SendLocalList", whole]
    await station.send([3, sent, {"status": "VersionMismatch"}])
    told = await answered(published, station, sent)
    assert (told["outcome"], told["answer"]) == ("rejected", {"status": "VersionMismatch"})


@pytest.mark.parametrize("station", ["ocpp2.0.1"], indirect=True)
@pytest.mark.parametrize(("length", "is_sent"), [(5_500, True), (5_501, False)])
async def test_s8_the_length_of_a_certificate_is_checked_before_it_is_sent(
    station: Any, order: Any, published: Published, length: int, is_sent: bool
) -> None:
    payload = {"certificateType": "CSMSRootCertificate", "certificate": "x" * length}
    command_id = await order(station.id, "ocpp_call", action="InstallCertificate", payload=payload)
    if is_sent:
        assert (await station.receive())[2:] == ["InstallCertificate", payload]
    else:
        assert (await answered(published, station, command_id))["error"]["code"] == "format_violation"


@pytest.mark.parametrize("station", ["ocpp1.6", "ocpp2.0.1"], indirect=True)
@pytest.mark.parametrize("csr", ["", "-----BEGIN", "x\r\ny\n", "x" * 9_000, 5, None])
async def test_s8_a_request_for_a_certificate_in_any_shape_is_refused_politely(station: Any, csr: Any) -> None:
    assert await station.call("SignCertificate", {"csr": csr}) == {"status": "Rejected"}
