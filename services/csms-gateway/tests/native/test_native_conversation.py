"""A native station lives a session: what it is answered, and the facts that others get."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import websockets
from argon2 import PasswordHasher
from common.ids import uuid7
from common.testing.helpers import eventually
from common.tokens import keyed_hash
from csms_gateway.gateway import Gateway
from gateway_support import CREDENTIAL_KEY, NewStation, Published, Register, connect
from native_support import connect_native, dial_native, facts

SESSION: dict[str, Any] = {"session_number": "s1", "connector_number": 1}
TRANSACTION: dict[str, Any] = {**SESSION, "transaction_number": "t1"}
AT = "2026-11-25T10:00:15Z"


async def test_a_session_from_hello_to_the_free_connector(
    gateway: Gateway, published: Published, register: Register, new_station: NewStation
) -> None:
    station_id = await new_station("life", protocol="native")
    card = await register.credential(keyed_hash(bytes.fromhex(CREDENTIAL_KEY), "04AABB0009"))

    async def card_is_known() -> Any:
        return card in gateway.credentials.ids()

    await eventually(card_is_known)
    station = await connect_native(gateway, "n-LIFE")
    welcome = await station.hello(software={"version": "3.4"})
    assert (welcome["last_sequence"], welcome["window"]) == (0, 64)
    await station.tell("connector_state", connector_number=1, status="available", controller_status="A")
    await station.tell("session_opened", **SESSION)
    rfid = {"kind": "rfid", "number": "04aabb0009"}
    await station.send({"type": "authorization_request", "request_id": "a1", "credential": rfid})
    answer = await station.receive_type("authorization_answer")
    assert (answer["request_id"], answer["result"], answer["user_label"]) == ("a1", "accepted", "Иванов")
    await station.tell("transaction_started", **TRANSACTION, meter_start_wh=100, credential=rfid, start_source="local")
    await station.tell("session_rows", **TRANSACTION, rows=[{"at": AT, "register_wh": 150, "power_w": 12000}])
    await station.tell("transaction_ended", **TRANSACTION, meter_stop_wh=200, stop_source="vehicle_charged",
                       controller_status="B2")  # fmt: skip
    await station.tell("vehicle_data", **SESSION, vehicle_uid="WBA1")
    await station.until_acknowledged(await station.tell("session_closed", **SESSION))
    await station.send({"type": "heartbeat"})
    assert (await station.receive_type("heartbeat_answer"))["time"]
    await station.socket.close()
    await published.one(station_id, "station.disconnected.v1")

    assert published.of(station_id, "station.connected.v1")[0]["protocol"] == "native"
    assert published.of(station_id, "station.booted.v1")[0]["firmware_version"] == "3.4"
    assert published.of(station_id, "station.passport.v1")[0]["passport"]["model"] == "Fast 120"
    statuses = published.of(station_id, "connector.status-changed.v1")
    assert [status["controller_status"] for status in statuses] == ["A", "B", "B2", "A"]
    (started,) = published.of(station_id, "transaction.started.v1")
    (ended,) = published.of(station_id, "transaction.ended.v1")
    assert (started["token"]["credential_id"], started["authorization"]) == (card, "accepted")
    assert (started["transaction_number"], started["session_number"], started["start_source"]) == ("t1", "s1", "local")
    assert (ended["meter_stop_wh"], ended["stop_source"], ended["session_number"]) == (200, "vehicle_charged", "s1")
    assert published.of(station_id, "transaction.meter-values.v1")[0]["samples"][0]["value"] == "150"
    kinds = [report["kind"] for report in published.of(station_id, "native.reported.v1")]
    assert kinds == ["connector", "session", "vehicle", "session"]


async def test_the_welcome_names_the_settings_that_the_server_holds(gateway: Gateway, new_station: NewStation) -> None:
    """So a station whose document was lost on the way tells it again; of a new queue the server holds nothing."""
    await new_station("settled")
    station = await connect_native(gateway, "N-settled")
    assert "settings_version" not in await station.hello()
    await station.until_acknowledged(await station.tell("settings_document", version=3, settings={"language": "ru"}))
    again = await connect_native(gateway, "N-settled")
    assert (await again.hello(last_sequence=1, acknowledged=1))["settings_version"] == 3
    reset = await connect_native(gateway, "N-settled", queue_id="q2")
    assert "settings_version" not in await reset.hello()


async def test_login_and_password_are_not_supported(gateway: Gateway, new_station: NewStation) -> None:
    await new_station("login")
    station = await connect_native(gateway, "N-login")
    credential = {"kind": "login_password", "number": "ivanov"}
    await station.send(
        {"type": "authorization_request", "request_id": "a", "credential": credential, "password": "secret"}
    )
    assert (await station.receive())["result"] == "unsupported"


class TestDoor:
    async def test_number_and_secret(self, gateway: Gateway, new_station: NewStation) -> None:
        await new_station("door", secret_hash=PasswordHasher().hash("right-secret-0001"))
        station = await connect_native(gateway, "N-door", secret="right-secret-0001")
        assert (await station.hello())["last_sequence"] == 0

    @pytest.mark.parametrize("secret", [None, "wrong-secret-0001"])
    async def test_a_wrong_or_missing_secret_is_401(
        self, gateway: Gateway, new_station: NewStation, secret: str | None
    ) -> None:
        key = f"door-{secret is None}"
        await new_station(key, secret_hash=PasswordHasher().hash("right-secret-0001"))
        with pytest.raises(websockets.InvalidStatus) as refused:
            await connect_native(gateway, f"N-{key}", secret=secret)
        assert refused.value.response.status_code == 401

    async def test_an_unknown_number_is_404_and_seen(self, gateway: Gateway, published: Published) -> None:
        with pytest.raises(websockets.InvalidStatus) as refused:
            await dial_native(gateway.port, "N-nobody")
        assert refused.value.response.status_code == 404
        seen = await published.one("n-nobody", "station.unknown-seen.v1")
        assert seen["offered_protocols"] == ["smartcharging.v1"]

    async def test_the_newest_socket_wins(self, gateway: Gateway, new_station: NewStation) -> None:
        await new_station("twice")
        older = await connect_native(gateway, "N-twice")
        await older.hello()
        newer = await connect_native(gateway, "N-twice")
        assert await older.closed() == 1008
        assert (await newer.hello())["type"] == "welcome"

    async def test_ocpp_of_the_same_station_is_the_same_station(
        self, gateway: Gateway, new_station: NewStation
    ) -> None:
        await new_station("both")
        native = await connect_native(gateway, "N-both")
        await connect(gateway, "both")
        assert await native.closed() == 1008


class TestLeniency:
    async def test_nothing_in_a_frame_closes_the_socket(
        self, gateway: Gateway, published: Published, new_station: NewStation
    ) -> None:
        station_id = await new_station("odd")
        station = await connect_native(gateway, "N-odd")
        await station.tell("session_opened", **SESSION)
        assert (await station.receive())["code"] == "hello_expected"
        await station.hello()
        expected = {"{": "unreadable_frame", "[2]": "unreadable_frame", '{"type":"weather"}': "unknown_message",
                    '{"type":"session_opened","sequence":1}': "unusable_message",
                    '{"type":"weather","sequence":2}': "unknown_message"}  # fmt: skip
        for frame, code in expected.items():
            await station.send(frame)
            assert (await station.receive_type("error"))["code"] == code
        await station.until_acknowledged(2)
        kept = await facts(published, station_id, "frame.rejected.v1", 5)
        assert [frame["message_id"] for frame in kept] == [None, None, None, "1", "2"]
        assert {frame["protocol"] for frame in kept} == {"native"}
        await station.send({"type": "hello", "queue": {"id": "q"}, "maker": 5, "model": None, "colour": "red"})
        await station.send({"type": "heartbeat", "mood": "good"})
        assert (await station.receive_type("heartbeat_answer"))["time"]


class TestCommands:
    @pytest.fixture
    def order(self, register: Register) -> Any:
        async def write(station_id: str, kind: str, **fields: Any) -> str:
            now, command_id = datetime.now(UTC), str(uuid7())
            data = {
                "command_id": command_id, "station_id": station_id, "kind": kind, "connector_number": None,
                "parameters": {}, "transaction_number": None, "remote_token": None, "created_at": now,
                "expires_at": now + timedelta(seconds=60), **fields,
            }  # fmt: skip
            await register.publish("station-commands", station_id, "command.requested.v1", data, partition=0)
            return command_id

        return write

    async def test_several_are_under_way_and_their_results_are_durable(
        self, gateway: Gateway, published: Published, new_station: NewStation, order: Any
    ) -> None:
        station_id = await new_station("ordered")
        station = await connect_native(gateway, "N-ordered")
        await station.hello()
        first = await order(station_id, "start_session", connector_number=2, remote_token="SCAAAAAAAABBBBBB")
        second = await order(station_id, "restart_controller", connector_number=1)
        start, restart = await station.receive_type("command"), await station.receive_type("command")
        assert (start["command_id"], start["connector_number"], start["remote_token"]) == (first, 2, "SCAAAAAAAABBBBBB")
        assert (restart["command_id"], restart["kind"]) == (second, "restart_controller")
        await station.tell("command_result", command_id=second, outcome="rejected", text="Busy")
        await station.until_acknowledged(await station.tell("command_result", command_id=first, outcome="accepted"))
        answered = await facts(published, station_id, "command.answered.v1", 2)
        assert [(fact["command_id"], fact["outcome"]) for fact in answered] == [
            (second, "rejected"),
            (first, "accepted"),
        ]
        assert answered[0]["answer"] == {"text": "Busy"}
        delivered = await facts(published, station_id, "command.delivered.v1", 2)
        assert [fact["command_id"] for fact in delivered] == [first, second]

    async def test_a_message_of_ocpp_is_refused(
        self, gateway: Gateway, published: Published, new_station: NewStation, order: Any
    ) -> None:
        station_id = await new_station("no-ocpp")
        station = await connect_native(gateway, "N-no-ocpp")
        await station.hello()
        await order(station_id, "ocpp_call", parameters={"action": "Reset", "payload": {}})
        answered = await published.one(station_id, "command.answered.v1")
        assert (answered["outcome"], answered["error"]["code"]) == ("error", "UnusableCommand")


async def test_frames_of_both_directions_are_logged(
    gateway: Gateway, new_station: NewStation, logged: Published
) -> None:
    station_id = await new_station("logged")
    station = await connect_native(gateway, "N-logged")
    await station.hello()
    told = await logged.one(station_id, "frame.logged.v1", lambda data: data["direction"] == "out")
    assert '"type":"welcome"' in told["raw"]
    assert '"hello"' in logged.of(station_id, "frame.logged.v1")[0]["raw"]


CONTRACTS = Path(__file__).resolve().parents[2] / "contracts"


def test_everything_that_these_tests_published_holds_to_the_contracts(published: Published) -> None:
    types = {envelope["type"] for envelope in published.envelopes}
    assert {"native.reported.v1", "station.passport.v1", "transaction.started.v1", "frame.rejected.v1"} <= types
    for event_type in types:
        schema = json.loads((CONTRACTS / f"{event_type}.schema.json").read_text())
        validator = jsonschema_rs.validator_for(schema, validate_formats=True)
        for envelope in published.envelopes:
            if envelope["type"] == event_type:
                validator.validate(envelope["data"])
