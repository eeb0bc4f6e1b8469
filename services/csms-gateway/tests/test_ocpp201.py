"""OCPP 2.0.1 and 2.1: what the station hears and what the others are told."""

import json
from typing import Any

import pytest
from common.ids import uuid7
from common.tokens import keyed_hash, sign_number
from csms_gateway.gateway import Gateway
from gateway_support import CREDENTIAL_KEY, TOKEN_KEY, FakeStation, NewStation, Published, Register, connect

TIME = "2026-11-25T10:00:00Z"
STARTED, UPDATED, ENDED = "transaction.started.v1", "transaction.meter-values.v1", "transaction.ended.v1"
STATUS = "connector.status-changed.v1"


@pytest.fixture(params=["ocpp2.0.1", "ocpp2.1"])
async def station(gateway: Gateway, new_station: NewStation, request: Any) -> Any:
    key = f"two-{uuid7().hex[-8:]}"
    station_id = await new_station(key, protocol="2.0.1", evse_map=[[2, 1, 7]])
    station = await connect(gateway, key, [request.param])
    assert station.socket.subprotocol == request.param
    station.id = station_id
    yield station
    await station.socket.close()


def event(kind: str, number: str, sequence: int = 0, **fields: Any) -> dict[str, Any]:
    """A TransactionEvent; `state` is its charging state."""
    info = {"transactionId": number, "chargingState": fields.pop("state", None), **fields.pop("info", {})}
    payload = {
        "eventType": kind, "timestamp": TIME, "triggerReason": "Trigger", "seqNo": sequence,
        "transactionInfo": {name: value for name, value in info.items() if value is not None},
    }  # fmt: skip
    return {**payload, **fields}


def meter(value: float, context: str, **unit: Any) -> list[dict[str, Any]]:
    sampled = {"value": value, "context": context, "measurand": "Energy.Active.Import.Register"}
    return [{"timestamp": TIME, "sampledValue": [{**sampled, **({"unitOfMeasure": unit} if unit else {})}]}]


def status(word: str, evse: int = 1, connector: int = 1) -> dict[str, Any]:
    return {"timestamp": TIME, "connectorStatus": word, "evseId": evse, "connectorId": connector}


class TestTransactionEvent:
    async def test_a_whole_one_told_as_three_facts(
        self, station: FakeStation, published: Published, register: Register
    ) -> None:
        card = uuid7().hex
        await register.credential(keyed_hash(bytes.fromhex(CREDENTIAL_KEY), card))
        token = sign_number(bytes.fromhex(TOKEN_KEY), "SC", 9)
        answer = await station.call("TransactionEvent", event(
            "Started", "abc", state="Charging", evse={"id": 2, "connectorId": 1}, info={"remoteStartId": 77},
            idToken={"idToken": token, "type": "Central"}, meterValue=meter(1.5, "Transaction.Begin", unit="kWh"),
        ))  # fmt: skip
        assert answer == {"idTokenInfo": {"status": "Accepted"}}
        started = await published.one(station.id, STARTED)
        expected = {
            "transaction_number": "abc", "connector_number": 7, "sequence": 0, "charging_state": "Charging",
            "trigger_reason": "Trigger", "remote_start_id": 77, "meter_start_wh": 1500, "authorization": "accepted",
        }  # fmt: skip
        assert {name: started[name] for name in expected} == expected
        assert (started["token"]["kind"], started["token"]["remote_token"]) == ("remote", token)
        assert await station.call("TransactionEvent", event("Updated", "abc", 1, state="SuspendedEV")) == {}
        updated = await published.one(station.id, UPDATED)
        assert (updated["connector_number"], updated["charging_state"], updated["samples"]) == (7, "SuspendedEV", [])
        reading = meter(22, "Transaction.End", unit="Wh", multiplier=2)
        ending = event("Ended", "abc", 2, info={"stoppedReason": "EVDisconnected"}, meterValue=reading)
        assert await station.call("TransactionEvent", ending) == {}
        ended = await published.one(station.id, ENDED)
        expected = {"connector_number": 7, "meter_stop_wh": 2200, "reason": "EVDisconnected", "sequence": 2,
                    "charging_state": "SuspendedEV", "token": None}  # fmt: skip
        assert {name: ended[name] for name in expected} == expected

    @pytest.mark.req("SES-110", "SES-111")
    async def test_limits_of_a_transaction_are_told_whenever_they_come(
        self, station: FakeStation, published: Published
    ) -> None:
        """2.1 has them; in 2.0.1 it is a field that does not exist."""
        knows = station.socket.subprotocol == "ocpp2.1"
        limit = {"transactionLimit": {"maxTime": 3600, "maxCost": 900.0}}
        await station.call("TransactionEvent", event("Started", "lim", evse={"id": 1}, info=limit))
        told = {"seconds": 3600, "energy_wh": None, "power_w": None}
        assert (await published.one(station.id, STARTED)).get("limits") == (told if knows else None)
        changed = {"transactionLimit": {"maxEnergy": 20_000.0, "maxTime": "soon"}}
        await station.call("TransactionEvent", event("Updated", "lim", 1, info=changed))
        told = {"seconds": None, "energy_wh": 20_000, "power_w": None}
        assert (await published.one(station.id, UPDATED)).get("limits") == (told if knows else None)
        await station.call("TransactionEvent", event("Ended", "lim", 2))

    async def test_an_unknown_card_is_invalid_and_told(self, station: FakeStation, published: Published) -> None:
        """Quirk A4."""
        id_token = {"idToken": "04A1B2C3", "type": "ISO14443"}
        answer = await station.call("TransactionEvent", event("Started", "x", evse={"id": 1}, idToken=id_token))
        assert answer == {"idTokenInfo": {"status": "Invalid"}}
        assert (await published.one(station.id, STARTED))["authorization"] == "invalid"

    async def test_a_token_that_comes_later_is_told_with_the_update(
        self, station: FakeStation, published: Published
    ) -> None:
        await station.call("TransactionEvent", event("Started", "late", evse={"id": 1}))
        assert (await published.one(station.id, STARTED))["token"]["kind"] == "none"
        id_token = {"idToken": "CARD", "type": "ISO14443"}
        await station.call("TransactionEvent", event("Updated", "late", 1, idToken=id_token))
        updated = await published.one(station.id, UPDATED)
        assert (updated["token"]["kind"], updated["authorization"]) == ("rfid", "invalid")

    async def test_t14_without_a_start_gaps_and_twice_the_end(self, station: FakeStation, published: Published) -> None:
        for kind, sequence in (("Updated", 9), ("Updated", 4), ("Ended", 12), ("Ended", 12)):
            assert await station.call("TransactionEvent", event(kind, "lost", sequence, evse={"id": 1})) == {}
        assert (await published.one(station.id, ENDED))["sequence"] == 12
        assert [told["sequence"] for told in published.of(station.id, UPDATED)] == [9, 4]

    async def test_t15_nonsense_words_and_no_evse(self, station: FakeStation, published: Published) -> None:
        await station.call("TransactionEvent", event("Started", "t15", evse={"id": 2}, state="Charging"))
        odd = event("Updated", "t15", 1, triggerReason="Whatever", offline="maybe")
        assert await station.call("TransactionEvent", odd) == {}
        updated = await published.one(station.id, UPDATED)
        assert (updated["connector_number"], updated["charging_state"], updated["trigger_reason"]) == (
            7, "Charging", "Whatever",
        )  # fmt: skip

    async def test_the_same_start_has_the_same_key_another_time_another(
        self, station: FakeStation, published: Published
    ) -> None:
        """An id that is used again after a factory reset is told apart by its time."""
        start = event("Started", "1", evse={"id": 1})
        await station.call("TransactionEvent", start)
        await station.call("Heartbeat", {})
        await station.call("TransactionEvent", start)
        await station.call("TransactionEvent", {**start, "timestamp": "2026-11-25T11:00:00Z"})
        await published.one(station.id, STARTED, lambda data: data["device_at"] == "2026-11-25T11:00:00Z")
        first, second, third = [told["transaction_key"] for told in published.of(station.id, STARTED)]
        assert (first == second, first == third) == (True, False)

    @pytest.mark.parametrize("payload", [{}, {"eventType": "Started"}, {"eventType": "Ended", "transactionInfo": {}}])
    async def test_nothing_usable_is_kept_and_accepted(
        self, station: FakeStation, published: Published, payload: Any
    ) -> None:
        assert await station.call("TransactionEvent", payload) == {}
        kept = await published.one(station.id, "frame.rejected.v1")
        assert (kept["action"], kept["protocol"]) == ("TransactionEvent", station.socket.subprotocol)
        assert kept["quirks"]


class TestStatus:
    @pytest.mark.parametrize(
        ("word", "state", "told"),
        [
            ("Available", None, ("available", "A", None)),
            ("Occupied", None, ("ready", "B", None)),
            ("Occupied", "EVConnected", ("ready", "B", None)),
            ("Occupied", "Charging", ("in_progress", "C6", None)),
            ("Occupied", "SuspendedEV", ("in_progress", "C6", "suspended_by_vehicle")),
            ("Occupied", "SuspendedEVSE", ("in_progress", "C6", "suspended_by_station")),
            ("Reserved", None, ("waiting_connection", "A", "reserved")),
            ("Unavailable", None, ("unavailable", "F", None)),
            ("Faulted", None, ("error", "E6", None)),
        ],
    )
    async def test_status_and_charging_state_together(
        self, station: FakeStation, published: Published, word: str, state: Any, told: Any
    ) -> None:
        if state:
            await station.call("TransactionEvent", event("Started", "s", evse={"id": 1}, state=state))
        await station.call("StatusNotification", status(word))
        found = await published.one(station.id, STATUS, lambda data: data["ocpp_status"] == word)
        assert (found["status"], found["controller_status"], found["mark"]) == told

    async def test_a_change_of_the_charging_state_is_told_once(
        self, station: FakeStation, published: Published
    ) -> None:
        await station.call("StatusNotification", status("Occupied"))
        for sequence, state in enumerate(("Charging", "Charging", "SuspendedEV", "Idle")):
            kind = "Updated" if sequence else "Started"
            await station.call("TransactionEvent", event(kind, "c", sequence, evse={"id": 1}, state=state))
        await station.call("TransactionEvent", event("Ended", "c", 4))
        await station.call("StatusNotification", status("Available"))
        await published.one(station.id, STATUS, lambda data: data["status"] == "available")
        states = [(told["status"], told["mark"]) for told in published.of(station.id, STATUS)]
        assert states == [
            ("ready", None), ("in_progress", None), ("in_progress", "suspended_by_vehicle"), ("charged", None),
            ("available", None),
        ]  # fmt: skip

    async def test_the_plug_of_an_ended_transaction_is_not_out_of_order(
        self, station: FakeStation, published: Published
    ) -> None:
        """After a loss of power transactions may be told before any status."""
        await station.call("TransactionEvent", event("Started", "p", evse={"id": 1}, state="Charging"))
        await station.call("TransactionEvent", event("Ended", "p", 1))
        await published.one(station.id, STATUS, lambda data: data["status"] == "charged")
        assert [told["status"] for told in published.of(station.id, STATUS)] == ["in_progress", "charged"]

    async def test_authorised_and_no_plug_yet(self, station: FakeStation, published: Published) -> None:
        await station.call("StatusNotification", status("Available"))
        id_token = {"idToken": sign_number(bytes.fromhex(TOKEN_KEY), "SC", 1), "type": "Central"}
        await station.call("TransactionEvent", event("Started", "w", evse={"id": 1}, state="Idle", idToken=id_token))
        await published.one(station.id, STATUS, lambda data: data["status"] == "waiting_connection")

    async def test_an_alert_explains_the_fault(self, station: FakeStation, published: Published) -> None:
        alert = {
            "eventId": 1, "timestamp": TIME, "trigger": "Alerting", "actualValue": "true", "techInfo": "E-stop pressed",
            "eventNotificationType": "HardWiredNotification",
            "component": {"name": "Connector", "evse": {"id": 1, "connectorId": 1}}, "variable": {"name": "Problem"},
        }  # fmt: skip
        payload = {"generatedAt": TIME, "seqNo": 0, "eventData": [alert]}
        assert await station.call("NotifyEvent", payload) == {}
        await station.call("StatusNotification", status("Faulted"))
        told = await published.one(station.id, STATUS)
        assert (told["status"], told["controller_status"]) == ("emergency_stopped", "E9")
        event_ = (await published.one(station.id, "component.event-reported.v1"))["events"][0]
        assert (event_["component"], event_["evse_id"], event_["tech_info"]) == ("Connector", 1, "E-stop pressed")

    @pytest.mark.parametrize(("evse", "connector", "number"), [(0, 0, 0), (1, 1, 1), (2, 1, 7), (3, 2, 302), (4, 0, 4)])
    async def test_evses_become_connectors(
        self, station: FakeStation, published: Published, evse: int, connector: int, number: int
    ) -> None:
        await station.call("StatusNotification", status("Available", evse, connector))
        assert (await published.one(station.id, STATUS))["connector_number"] == number


class TestOtherMessages:
    async def test_boot_and_heartbeat(self, station: FakeStation, published: Published) -> None:
        told = {"vendorName": "V" * 60, "model": "M", "serialNumber": "S", "modem": {"iccid": "89"}}
        boot = await station.call("BootNotification", {"reason": "PowerUp", "chargingStation": told})
        assert (boot["status"], boot["currentTime"][-1]) == ("Accepted", "Z")
        booted = await published.one(station.id, "station.booted.v1")
        assert (booted["vendor"], booted["raw"]["iccid"], booted["raw"]["reason"]) == ("V" * 60, "89", "PowerUp")
        assert (await station.call("Heartbeat", {}))["currentTime"]

    async def test_authorize_without_kafka_words(self, station: FakeStation) -> None:
        free = {"idToken": {"idToken": "", "type": "NoAuthorization"}}
        assert await station.call("Authorize", free) == {"idTokenInfo": {"status": "Accepted"}}
        card = {"idToken": {"idToken": "NOBODY", "type": "KeyCode"}}
        assert await station.call("Authorize", card) == {"idTokenInfo": {"status": "Invalid"}}

    async def test_meter_values_of_the_station(self, station: FakeStation, published: Published) -> None:
        readings = [{"timestamp": TIME, "sampledValue": [{"value": "12,5", "measurand": "Voltage"}]}]
        assert await station.call("MeterValues", {"evseId": 0, "meterValue": readings}) == {}
        told = await published.one(station.id, UPDATED)
        assert (told["connector_number"], told["transaction_number"], told["samples"][0]["value"]) == (0, None, "12.5")

    async def test_a_report_in_pieces(self, station: FakeStation, published: Published) -> None:
        """Quirk B11: inventory without EVSE, and the end of the report may not come."""
        item = {
            "component": {"name": "Voltage"}, "variable": {"name": "Level"},
            "variableAttribute": [{"type": "Target", "value": "1"}, {"value": "2", "mutability": "ReadOnly"}],
            "variableCharacteristics": {"dataType": "integer", "supportsMonitoring": False, "unit": "V"},
        }  # fmt: skip
        report = {"requestId": 5, "generatedAt": TIME, "seqNo": 0, "tbc": True, "reportData": [item] * 250}
        assert await station.call("NotifyReport", report) == {}
        await published.one(station.id, "device-model.reported.v1", lambda data: len(data["variables"]) == 50)
        first, second = published.of(station.id, "device-model.reported.v1")
        assert (first["is_last"], second["is_last"], len(first["variables"])) == (False, False, 200)
        assert first["variables"][0] | {"component": ""} == {
            "component": "", "instance": None, "evse_id": None, "connector_id": None, "variable": "Level",
            "variable_instance": None, "value": "2", "mutability": "ReadOnly", "data_type": "integer", "unit": "V",
        }  # fmt: skip

    @pytest.mark.parametrize(
        ("action", "payload", "event_type", "told"),
        [
            ("FirmwareStatusNotification", {"status": "Installed", "requestId": 3}, "firmware.status-changed.v1",
             {"status": "Installed", "request_id": 3}),
            ("LogStatusNotification", {"status": "Uploading", "requestId": 4}, "log.status-changed.v1",
             {"status": "Uploading", "request_id": 4}),
            ("SecurityEventNotification", {"type": "TamperDetectionActivated", "timestamp": TIME, "techInfo": "x"},
             "security.event-reported.v1", {"kind": "TamperDetectionActivated", "tech_info": "x", "device_at": TIME}),
        ],
    )  # fmt: skip
    async def test_notices(
        self, station: FakeStation, published: Published, action: str, payload: Any, event_type: str, told: Any
    ) -> None:
        assert await station.call(action, payload) == {}
        found = await published.one(station.id, event_type)
        assert {name: found[name] for name in told} == told

    async def test_the_others_are_heard(self, station: FakeStation) -> None:
        assert await station.call("NotifyMonitoringReport", {}) == {}
        assert await station.call("SignCertificate", {"csr": "x"}) == {"status": "Rejected"}
        assert await station.call("SomethingNotification", {}) == {}
        kind, _, code, *_ = await station.ask([2, "9", "Nonsense", {}])
        assert (kind, code) == (4, "NotImplemented")
        kind, _, code, *_ = await station.ask([2, "9", "GetVariables", {}])
        assert (kind, code) == (4, "NotSupported")

    async def test_h12_messages_of_1_6(self, station: FakeStation, published: Published) -> None:
        boot = await station.call("BootNotification", {"chargePointVendor": "FoxESS", "chargePointModel": "A"})
        assert boot["status"] == "Accepted"
        assert (await published.one(station.id, "station.booted.v1"))["vendor"] == "FoxESS"
        start = {"connectorId": 1, "idTag": "X", "meterStart": 5, "timestamp": TIME}
        assert (await station.call("StartTransaction", start))["transactionId"] > 0
        assert (await published.one(station.id, STARTED))["meter_start_wh"] == 5

    async def test_an_unreadable_frame_is_refused_by_minus_one(self, station: FakeStation) -> None:
        """Quirk F3."""
        kind, message_id, code, *_ = await station.ask("[2,rubbish")
        assert (kind, message_id, code) == (4, "-1", "RpcFrameworkError")


class TestMessageTypesOf21:
    async def test_send_and_resulterror(self, gateway: Gateway, new_station: NewStation, published: Published) -> None:
        station_id = await new_station("types-21")
        station = await connect(gateway, "types-21", ["ocpp2.1"])
        stream = {"id": 1, "pending": 0, "basetime": TIME, "data": [{"t": 0, "v": "1"}]}
        await station.send([6, "s1", "NotifyPeriodicEventStream", stream])
        await station.send([5, "r1", "FormatViolation", "odd answer", {}])
        assert (await station.call("Heartbeat", {}))["currentTime"]
        kept = await published.one(station_id, "frame.rejected.v1")
        assert json.loads(kept["raw"])[0] == 5
        assert [told["raw"] for told in published.of(station_id, "frame.rejected.v1")] == [kept["raw"]]

    async def test_older_versions_do_not_have_them(
        self, gateway: Gateway, new_station: NewStation, published: Published
    ) -> None:
        """Quirk F8."""
        station_id = await new_station("types-201")
        station = await connect(gateway, "types-201", ["ocpp2.0.1"])
        await station.send([6, "s1", "Heartbeat", {}])
        assert (await station.call("Heartbeat", {}))["currentTime"]
        kept = await published.one(station_id, "frame.rejected.v1")
        assert kept["quirks"] == ["F8"]
