"""Each action of OCPP 1.6: what the station hears and what the others are told, in full."""

from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

import pytest
from common.testing.helpers import eventually
from common.tokens import keyed_hash, sign_number
from csms_gateway.gateway import Gateway
from csms_gateway.ocppj.schemas import request_schemas
from csms_gateway.ocppj.timestamps import format_time
from gateway_support import CREDENTIAL_KEY, TOKEN_KEY, NewStation, Published, Register, connect

NONE_TOKEN = {
    "kind": "none", "hash": None, "last4": "", "credential_id": None, "user_id": None, "user_label": None,
    "organization_id": None, "remote_token": None,
}  # fmt: skip


def fingerprint(number: str) -> str:
    return keyed_hash(bytes.fromhex(CREDENTIAL_KEY), number)


@pytest.fixture
async def station(gateway: Gateway, new_station: NewStation) -> Any:
    known = gateway.stations.find_by_key("handlers")
    station_id = known.id if known else await new_station("handlers")
    station = await connect(gateway, "handlers")
    station.id = station_id
    yield station
    await station.socket.close()


@pytest.fixture
async def cards(gateway: Gateway, register: Register) -> Any:
    past = format_time(datetime.now(UTC) - timedelta(days=1))
    cards: dict[str, dict[str, Any]] = {
        "GOOD": {},
        "BLOCKED": {"is_blocked": True},
        "EXPIRED": {"expires_at": past},
    }
    for number, fields in cards.items():
        if gateway.credentials.find(fingerprint(number)) is None:
            await register.credential(fingerprint(number), **fields)

    async def are_known() -> Any:
        return len(gateway.credentials) >= 3

    await eventually(are_known)


class TestBootNotification:
    async def test_accepted_with_time_and_interval(self, station: Any, published: Published) -> None:
        passport = {"chargePointVendor": "ABB", "chargePointModel": "Terra", "chargePointSerialNumber": "S1",
                    "firmwareVersion": "1.8", "iccid": ""}  # fmt: skip
        answer = await station.call("BootNotification", passport)
        assert answer["status"] == "Accepted"
        assert 270 <= answer["interval"] <= 330
        datetime.strptime(answer["currentTime"], "%Y-%m-%dT%H:%M:%SZ").astimezone(UTC)
        booted = await published.one(station.id, "station.booted.v1", lambda data: data["vendor"] == "ABB")
        assert booted | {"epoch": 0, "received_at": ""} == {
            "station_id": station.id, "epoch": 0, "vendor": "ABB", "model": "Terra", "serial_number": "S1",
            "firmware_version": "1.8", "received_at": "",
            "raw": {name: text for name, text in passport.items() if text},
        }  # fmt: skip

    async def test_an_empty_one_is_accepted(self, station: Any) -> None:
        assert (await station.call("BootNotification", {}))["status"] == "Accepted"


class TestStatusNotification:
    @pytest.mark.parametrize(
        ("told", "status", "controller", "mark"),
        [
            ({"status": "Available"}, "available", "A", None),
            ({"status": "Preparing"}, "ready", "B", None),
            ({"status": "Charging"}, "in_progress", "C6", None),
            ({"status": "SuspendedEV"}, "in_progress", "C6", "suspended_by_vehicle"),
            ({"status": "SuspendedEVSE"}, "in_progress", "C6", "suspended_by_station"),
            ({"status": "Finishing"}, "charged", "B2", None),
            ({"status": "Reserved"}, "waiting_connection", "A", "reserved"),
            ({"status": "Unavailable"}, "unavailable", "F", None),
            ({"status": "Faulted", "errorCode": "PowerMeterFailure"}, "meter_error", "F", None),
            ({"status": "Faulted", "errorCode": "HighTemperature"}, "error", "E7", None),
            ({"status": "Faulted", "errorCode": "EVCommunicationError"}, "error", "E1", None),
            ({"status": "Faulted", "errorCode": "InternalError"}, "error", "E5", None),
            ({"status": "Faulted", "errorCode": "GroundFailure"}, "error", "E6", None),
            (
                {"status": "Faulted", "errorCode": "OtherError", "info": "Emergency stop"},
                "emergency_stopped",
                "E9",
                None,
            ),
            ({"status": "Faulted", "vendorErrorCode": "E-STOP"}, "emergency_stopped", "E9", None),
            ({"status": "Weird"}, "unavailable", "F", None),
        ],
    )
    async def test_words(
        self, station: Any, published: Published, told: Any, status: Any, controller: Any, mark: Any
    ) -> None:
        seen = len(published.of(station.id, "connector.status-changed.v1"))
        assert await station.call("StatusNotification", {"connectorId": 2, "errorCode": "NoError", **told}) == {}
        event = (await self._after(published, station.id, seen))[-1]
        assert (event["status"], event["controller_status"], event["mark"]) == (status, controller, mark)
        assert (event["connector_number"], event["ocpp_status"]) == (2, told["status"])

    async def _after(self, published: Published, station_id: str, seen: Any) -> Any:
        async def probe() -> Any:
            events = published.of(station_id, "connector.status-changed.v1")
            return events if len(events) > seen else []

        return await eventually(probe)

    async def test_nothing_usable_is_accepted_and_kept(self, station: Any, published: Published) -> None:
        """Quirk F12: a refusal would be repeated for ever."""
        assert await station.call("StatusNotification", {"connectorId": 1}) == {}
        kept = await published.one(station.id, "frame.rejected.v1", lambda data: data["action"] == "StatusNotification")
        assert '"StatusNotification"' in kept["raw"]


class TestAuthorize:
    @pytest.mark.parametrize(
        ("tag", "status"),
        [
            ("GOOD", "Accepted"),
            ("good", "Accepted"),
            ("BLOCKED", "Blocked"),
            ("EXPIRED", "Expired"),
            ("NOBODY", "Invalid"),
        ],
    )
    async def test_cards(self, station: Any, cards: None, published: Published, tag: Any, status: Any) -> None:
        assert await station.call("Authorize", {"idTag": tag}) == {"idTagInfo": {"status": status}}
        event = await published.one(
            station.id, "authorization.checked.v1", lambda data: data["token"]["hash"] == fingerprint(tag)
        )
        assert event["result"] == status.lower()
        assert (event["token"]["user_id"] is None) == (status == "Invalid")

    async def test_a_remote_token_of_ours(self, station: Any, published: Published) -> None:
        token = sign_number(bytes.fromhex(TOKEN_KEY), "SC", 77)
        assert await station.call("Authorize", {"idTag": token}) == {"idTagInfo": {"status": "Accepted"}}
        event = await published.one(
            station.id, "authorization.checked.v1", lambda data: data["token"]["remote_token"] == token
        )
        assert event["token"]["kind"] == "remote"

    async def test_a_forged_remote_token(self, station: Any) -> None:
        token = sign_number(b"another key", "SC", 77)
        assert await station.call("Authorize", {"idTag": token}) == {"idTagInfo": {"status": "Invalid"}}


class TestTransaction:
    START: ClassVar = {"connectorId": 1, "idTag": "GOOD", "meterStart": 1000, "timestamp": "2026-11-25T10:00:00Z"}

    async def test_a_start_in_full(self, station: Any, cards: None, published: Published) -> None:
        answer = await station.call("StartTransaction", self.START | {"meterStart": 1001})
        event = await published.one(station.id, "transaction.started.v1", lambda data: data["meter_start_wh"] == 1001)
        assert 0 < answer["transactionId"] < 1 << 31
        assert event["transaction_number"] == str(answer["transactionId"])
        assert event["authorization"] == "accepted"
        assert event["device_at"] == "2026-11-25T10:00:00Z"
        assert event["is_late"] is True
        assert event["deviations"] == []

    async def test_a_start_of_now_is_not_late(self, station: Any, cards: None, published: Published) -> None:
        now = format_time(datetime.now(UTC))
        await station.call("StartTransaction", self.START | {"timestamp": now, "meterStart": 1002})
        event = await published.one(station.id, "transaction.started.v1", lambda data: data["meter_start_wh"] == 1002)
        assert event["is_late"] is False

    async def test_a_repeated_start_gets_the_same_id(self, station: Any, cards: None) -> None:
        """Quirk T1: another message id, the same start."""
        first = await station.call("StartTransaction", self.START)
        assert await station.call("StartTransaction", self.START) == first

    @pytest.mark.parametrize(("tag", "word"), [("BLOCKED", "Blocked"), ("UNKNOWN", "Invalid")])
    async def test_a_refused_card_gets_an_id_all_the_same(
        self, station: Any, cards: None, published: Published, tag: Any, word: Any
    ) -> None:
        answer = await station.call("StartTransaction", self.START | {"idTag": tag, "meterStart": 1003})
        assert answer["idTagInfo"] == {"status": word}
        event = await published.one(
            station.id,
            "transaction.started.v1",
            lambda data: data["transaction_number"] == str(answer["transactionId"]),
        )
        assert event["authorization"] == word.lower()

    async def test_no_card_is_free_charging(self, station: Any, published: Published) -> None:
        answer = await station.call("StartTransaction", self.START | {"idTag": "", "meterStart": 1004})
        assert answer["idTagInfo"] == {"status": "Accepted"}
        event = await published.one(station.id, "transaction.started.v1", lambda data: data["meter_start_wh"] == 1004)
        assert event["token"] == NONE_TOKEN

    async def test_two_starts_with_a_broken_clock_are_told_apart_by_their_messages(
        self, station: Any, cards: None
    ) -> None:
        start = self.START | {"timestamp": "1970-01-01T00:00:00Z"}
        assert await station.call("StartTransaction", start) != await station.call("StartTransaction", start)

    @pytest.mark.parametrize("register", [None, 2**60])
    async def test_a_start_without_a_register_that_can_be_is_a_start(
        self, station: Any, cards: None, published: Published, register: Any
    ) -> None:
        """Quirk T10: its samples may tell."""
        payload = self.START | {"meterStart": register, "timestamp": "2026-11-25T10:07:00Z", "connectorId": 2}
        answer = await station.call("StartTransaction", payload)
        assert answer["idTagInfo"] == {"status": "Accepted"}
        number = str(answer["transactionId"])
        event = await published.one(
            station.id, "transaction.started.v1", lambda data: data["transaction_number"] == number
        )
        assert event["meter_start_wh"] is None
        assert "T10" in event["deviations"]

    async def test_a_start_that_says_nothing_is_refused_in_the_spelling_of_1_6(
        self, station: Any, published: Published
    ) -> None:
        kind, _, code, *_ = await station.ask([2, "nothing", "StartTransaction", {"model": "x"}])
        assert (kind, code) == (4, "OccurenceConstraintViolation")
        await published.one(station.id, "frame.rejected.v1", lambda data: data["action"] == "StartTransaction")

    @pytest.mark.parametrize("register", [None, 2**60])
    async def test_a_stop_without_a_register_that_can_be_is_a_stop(
        self, station: Any, published: Published, register: Any
    ) -> None:
        stop = {"transactionId": 8642, "meterStop": register, "timestamp": "2026-11-25T11:00:00Z"}
        assert await station.call("StopTransaction", stop) == {}
        event = await published.one(
            station.id, "transaction.ended.v1", lambda data: data["transaction_number"] == "8642"
        )
        assert (event["meter_stop_wh"], "T10" in event["deviations"]) == (None, True)

    @pytest.mark.parametrize("told", [-1, 0, None, 9223372036854775807, "77", 4242])
    async def test_a_stop_is_accepted_whatever_its_id(self, station: Any, published: Published, told: Any) -> None:
        """Quirks T3, T4, T5."""
        stop = {"transactionId": told, "meterStop": 555, "timestamp": "2026-11-25T11:00:00Z"}
        assert await station.call("StopTransaction", stop) == {}
        expected = "0" if told is None else str(told)
        event = await published.one(
            station.id, "transaction.ended.v1", lambda data: data["transaction_number"] == expected
        )
        assert (event["meter_stop_wh"], event["reason"], event["token"]) == (555, "Local", None)

    async def test_a_stop_carries_its_samples(self, station: Any, published: Published) -> None:
        data = [{"timestamp": "2026-11-25T10:30:00Z", "sampledValue": [{"value": "7", "context": "Transaction.End"}]}]
        stop = {"transactionId": 99, "meterStop": 1, "timestamp": "2026-11-25T11:00:00Z", "transactionData": data}
        await station.call("StopTransaction", stop | {"reason": "EVDisconnected"})
        event = await published.one(station.id, "transaction.ended.v1", lambda data: data["transaction_number"] == "99")
        assert event["reason"] == "EVDisconnected"
        assert event["samples"] == [
            {"at": "2026-11-25T10:30:00Z", "measurand": "Energy.Active.Import.Register", "phase": None,
             "location": None, "context": "Transaction.End", "unit": None, "value": "7"}
        ]  # fmt: skip


class TestOthers:
    async def test_data_transfer(self, station: Any) -> None:
        assert await station.call("DataTransfer", {"vendorId": "x", "data": "y"}) == {"status": "UnknownVendorId"}
        assert await station.call("DataTransfer", {}) == {"status": "UnknownVendorId"}

    @pytest.mark.parametrize(
        "action",
        ["FirmwareStatusNotification", "DiagnosticsStatusNotification", "LogStatusNotification",
         "SecurityEventNotification", "SomeFutureNotification"],
    )  # fmt: skip
    async def test_notifications_get_an_empty_answer_whatever_they_say(self, station: Any, action: Any) -> None:
        assert await station.call(action, {"status": "Nonsense"}) == {}

    @pytest.mark.parametrize(("action", "code"), [("Dance", "NotImplemented"), ("Reset", "NotSupported")])
    async def test_what_we_do_not_serve(self, station: Any, published: Published, action: Any, code: Any) -> None:
        kind, message_id, told, *_ = await station.ask([2, f"x-{action}", action, {}])
        assert (kind, message_id, told) == (4, f"x-{action}", code)
        await published.one(station.id, "frame.rejected.v1", lambda data: action in data["raw"])

    async def test_every_action_of_the_schemas_is_answered(self, station: Any) -> None:
        for action in request_schemas("v16"):
            kind, message_id, *_ = await station.ask([2, action, action, {}])
            assert kind in (3, 4)
            assert message_id == action
