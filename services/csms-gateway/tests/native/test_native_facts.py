"""Each durable message as facts: vocabulary, keys, times. No sockets."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import msgspec
import orjson
import pytest
from common.tokens import sign_number
from csms_gateway.authorization import Authorizer
from csms_gateway.events import Event
from csms_gateway.native.facts import Telling
from csms_gateway.native.frames import read
from csms_gateway.native.generated.messages import DURABLE, Row
from csms_gateway.native.routing import HANDLERS, facts_of
from csms_gateway.native.rows import WORDS
from csms_gateway.native.states import CONTROLLER_OF, CONTROLLER_STATUSES, ConnectorStates, combined
from csms_gateway.replicas.credentials import CredentialReplica

STATION = str(uuid4())
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
KEY = b"k" * 32
"""Times of the tests: told at `NOW`."""


class Teller:
    """Gives messages to the handlers as one connection would, in order."""

    def __init__(self) -> None:
        self.states = ConnectorStates()
        self.sequence = 0

    def tell(self, kind: str, /, at: datetime = NOW, **fields: Any) -> list[Event]:
        self.sequence += 1
        message = {"type": kind, "sequence": self.sequence, "at": at.isoformat(), **fields}
        raw = orjson.dumps(message)
        incoming = read(raw)
        telling = Telling(
            STATION, 7, "q", self.sequence, at.isoformat(), NOW, Authorizer(CredentialReplica(), KEY, KEY), 300,
            self.states, incoming.deviations,
        )  # fmt: skip
        return facts_of(incoming, telling, raw)


@pytest.fixture
def teller() -> Teller:
    return Teller()


def of(events: list[Event], event_type: str) -> list[dict[str, Any]]:
    return [dict(event.data) for event in events if event.type == event_type]


SESSION: dict[str, Any] = {"session_number": "s1", "connector_number": 1}
TRANSACTION: dict[str, Any] = {**SESSION, "transaction_number": "t1"}


def test_every_durable_message_has_a_handler_and_every_row_column_a_word() -> None:
    assert set(HANDLERS) == DURABLE
    assert set(WORDS) == {field.name for field in msgspec.structs.fields(Row)} - {"at"}


class TestStates:
    @pytest.mark.parametrize("controller", sorted(CONTROLLER_STATUSES))
    def test_a_controllers_code_arrives_as_it_is(self, teller: Teller, controller: str) -> None:
        (status,) = of(teller.tell("connector_state", connector_number=1, controller_status=controller),
                       "connector.status-changed.v1")  # fmt: skip
        assert status["controller_status"] == controller
        assert status["status"] in CONTROLLER_OF

    @pytest.mark.parametrize("status", sorted(CONTROLLER_OF))
    def test_a_status_alone_is_completed(self, status: str) -> None:
        state = combined(status, None)
        assert state is not None
        assert (state.status, state.controller_status) == (status, CONTROLLER_OF[status])

    def test_the_same_again_is_no_status_but_a_report(self, teller: Teller) -> None:
        first = teller.tell("connector_state", connector_number=1, status="in_progress", controller_status="C6")
        again = teller.tell("connector_state", connector_number=1, controller_status="C6", power_limit_w=5000)
        assert [event.type for event in first] == ["connector.status-changed.v1", "native.reported.v1"]
        assert [event.type for event in again] == ["native.reported.v1"]
        assert again[0].data["body"]["power_limit_w"] == 5000

    def test_a_delta_of_the_controller_keeps_what_fits(self, teller: Teller) -> None:
        teller.tell("connector_state", connector_number=1, status="in_progress", controller_status="C1")
        (status,) = of(teller.tell("connector_state", connector_number=1, controller_status="B2"),
                       "connector.status-changed.v1")  # fmt: skip
        assert (status["status"], status["controller_status"]) == ("charged", "B2")

    def test_words_of_no_list_change_nothing(self, teller: Teller) -> None:
        events = teller.tell("connector_state", connector_number=1, status="sleeping", controller_status="Z9")
        assert [event.type for event in events] == ["native.reported.v1"]


class TestSessionLife:
    def test_plug_in_to_unplug(self, teller: Teller) -> None:
        opened = of(teller.tell("session_opened", **SESSION), "connector.status-changed.v1")[0]
        started = of(teller.tell("transaction_started", **TRANSACTION, meter_start_wh=100, start_source="technician",
                                 flags=["TerminalNotActivated"]), "transaction.started.v1")[0]  # fmt: skip
        ended = of(teller.tell("transaction_ended", **TRANSACTION, meter_stop_wh=300, stop_source="flood"),
                   "transaction.ended.v1")[0]  # fmt: skip
        closed = of(teller.tell("session_closed", **SESSION), "connector.status-changed.v1")[0]
        assert (opened["status"], opened["controller_status"], opened["ocpp_status"]) == ("ready", "B", "Preparing")
        assert (started["transaction_number"], started["session_number"]) == ("t1", "s1")
        assert (started["start_source"], started["session_flags"]) == ("technician", ["TerminalNotActivated"])
        assert (ended["stop_source"], ended["reason"], ended["meter_stop_wh"]) == ("flood", "Other", 300)
        assert (closed["status"], closed["controller_status"]) == ("available", "A")

    @pytest.mark.req("SES-109", "SES-110", "SES-111")
    @pytest.mark.parametrize(
        ("told", "limits"),
        [
            ({}, None),
            ({"max_power_w": 0, "max_energy_wh": 0, "max_seconds": 0}, None),
            ({"max_power_w": 12_000, "max_energy_wh": 0}, {"power_w": 12_000, "energy_wh": None, "seconds": None}),
            (
                {"max_energy_wh": 20_000, "max_seconds": 3600},
                {"power_w": None, "energy_wh": 20_000, "seconds": 3600},
            ),
        ],
    )
    def test_what_acts_on_the_station_is_told_with_the_start(
        self, teller: Teller, told: dict[str, Any], limits: dict[str, int | None] | None
    ) -> None:
        [started] = of(teller.tell("transaction_started", **TRANSACTION, **told), "transaction.started.v1")
        assert started.get("limits") == limits

    def test_booked_without_a_vehicle(self, teller: Teller) -> None:
        (status,) = of(teller.tell("session_opened", **SESSION, is_plugged=False), "connector.status-changed.v1")
        assert status["status"] == "waiting_connection"

    def test_it_does_not_overrule_what_the_controller_told(self, teller: Teller) -> None:
        teller.tell("connector_state", connector_number=1, controller_status="B1")
        (status,) = of(teller.tell("session_opened", **SESSION), "connector.status-changed.v1")
        assert status["controller_status"] == "B1"

    def test_the_key_is_of_the_told_text_and_not_of_the_hour(self, teller: Teller) -> None:
        keys = {
            of(Teller().tell("transaction_started", **TRANSACTION, meter_start_wh=1), "transaction.started.v1")[0][
                "transaction_key"
            ]
            for _ in range(2)
        }
        other = teller.tell("transaction_started", at=NOW - timedelta(hours=1), **TRANSACTION, meter_start_wh=1)
        assert len(keys) == 1
        assert of(other, "transaction.started.v1")[0]["transaction_key"] not in keys

    def test_told_late(self, teller: Teller) -> None:
        events = teller.tell("transaction_started", at=NOW - timedelta(hours=1), **TRANSACTION)
        (started,) = of(events, "transaction.started.v1")
        assert (started["is_late"], started["meter_start_wh"]) == (True, None)

    @pytest.mark.parametrize(
        ("credential", "expected"),
        [
            (None, ("none", None, "accepted")),
            ({"kind": "none"}, ("none", None, "accepted")),
            ({"kind": "rfid", "number": "04AA"}, ("rfid", None, "invalid")),
            ({"kind": "ocpp", "number": "EC600594"}, ("none", "EC600594 (OCPP)", "accepted")),
            ({"kind": "login_password", "number": "ivanov"}, ("none", "ivanov (Логин и пароль)", "accepted")),
            ({"kind": "stub", "number": "Guest"}, ("none", "Guest", "accepted")),
            ({"kind": "remote", "number": sign_number(KEY, "SC", 5)}, ("remote", None, "accepted")),
        ],
    )
    def test_who_it_was(self, teller: Teller, credential: Any, expected: Any) -> None:
        fields: dict[str, Any] = {} if credential is None else {"credential": credential}
        (started,) = of(teller.tell("transaction_started", **TRANSACTION, **fields), "transaction.started.v1")
        assert (started["token"]["kind"], started["token"]["user_label"], started["authorization"]) == expected

    def test_rows_as_samples(self, teller: Teller) -> None:
        row = {"at": NOW.isoformat(), "register_wh": 1500, "power_w": 60000.5, "soc_percent": 55}
        (values,) = of(teller.tell("session_rows", **TRANSACTION, rows=[row]), "transaction.meter-values.v1")
        told = {sample["measurand"]: (sample["value"], sample["unit"]) for sample in values["samples"]}
        assert told == {
            "Energy.Active.Import.Register": ("1500", "Wh"),
            "Power.Active.Import": ("60000.5", "W"),
            "SoC": ("55", "Percent"),
        }

    def test_many_rows_in_records_that_kafka_takes(self, teller: Teller) -> None:
        rows = [{"at": NOW.isoformat(), "register_wh": number, "power_w": 1} for number in range(600)]
        told = of(teller.tell("session_rows", **TRANSACTION, rows=rows), "transaction.meter-values.v1")
        assert [len(values["samples"]) for values in told] == [500, 500, 200]


class TestReports:
    @pytest.mark.parametrize(
        ("kind", "fields", "expected"),
        [
            ("climate_state", {"status": "heating"}, ("climate", {"status": "heating"})),
            ("incident_started", {"incident_id": "i", "kind": "smoke"},
             ("incident", {"incident_id": "i", "kind": "smoke", "event": "started"})),
            ("dump_lines", {"connector_number": 1, "lines": ["a"]}, ("dump", {"connector_number": 1, "lines": ["a"]})),
        ],
    )  # fmt: skip
    def test_the_message_is_the_body(self, teller: Teller, kind: str, fields: Any, expected: Any) -> None:
        (report,) = of(teller.tell(kind, **fields), "native.reported.v1")
        assert (report["kind"], report["body"]) == expected
        assert (report["queue_id"], report["sequence"]) == ("q", 1)

    def test_a_commands_result(self, teller: Teller) -> None:
        accepted, failed = (
            of(teller.tell("command_result", command_id="c", outcome=outcome, text="why"), "command.answered.v1")[0]
            for outcome in ("accepted", "broken")
        )
        assert (accepted["outcome"], accepted["answer"], accepted["error"]) == ("accepted", {"text": "why"}, None)
        assert (failed["outcome"], failed["error"]["description"]) == ("error", "why")


class TestLeniency:
    def test_numbers_as_text_null_and_unknown_members(self, teller: Teller) -> None:
        fields: dict[str, Any] = {
            **TRANSACTION,
            "connector_number": "1",
            "meter_start_wh": " 12 ",
            "credential": None,
            "colour": 1,
        }
        (started,) = of(teller.tell("transaction_started", **fields), "transaction.started.v1")
        assert (started["connector_number"], started["meter_start_wh"]) == (1, 12)
        assert {"type:connector_number", "extra:colour", "null:credential"} <= set(started["deviations"])

    def test_what_cannot_be_used_is_kept(self, teller: Teller) -> None:
        (kept,) = teller.tell("session_opened", connector_number=1)
        assert kept.type == "frame.rejected.v1"
        assert (kept.data["action"], kept.data["message_id"]) == ("session_opened", "1")

    def test_an_unknown_message_is_kept(self, teller: Teller) -> None:
        (kept,) = teller.tell("weather", temperature=3)
        assert (kept.type, kept.data["action"]) == ("frame.rejected.v1", "weather")
