from typing import Any

import pytest
from simulator.native.generated.messages import Message
from simulator.native.queue import MessageQueue
from simulator.native.sayings import Storyteller
from simulator.station.outbox import METER, START, STATUS, STOP, Entry

AT = "2026-11-25T10:00:00Z"
SAMPLED = [
    {"value": "1500", "measurand": "Energy.Active.Import.Register", "unit": "Wh"},
    {"value": "11000", "measurand": "Power.Active.Import", "unit": "W"},
]


def status(word: str, number: int = 1, error: str = "NoError") -> Entry:
    return Entry(STATUS, {"connector_id": number, "status": word, "error_code": error, "timestamp": AT})


def start(transaction: str, tag: str = "04AA") -> Entry:
    return Entry(START, {"connector_id": 1, "id_tag": tag, "meter_start": 1000, "timestamp": AT}, transaction)


def stop(transaction: str, reason: str = "Local") -> Entry:
    data = [{"timestamp": AT, "sampled_value": SAMPLED}]
    payload = {"meter_stop": 1500, "timestamp": AT, "reason": reason, "id_tag": None, "transaction_data": data}
    return Entry(STOP, payload, transaction)


@pytest.fixture
def storyteller() -> Storyteller:
    return Storyteller(MessageQueue())


def tell(storyteller: Storyteller, *entries: Entry) -> list[Any]:
    return [message for entry in entries for message in storyteller.messages(entry)]


def kinds(messages: list[Message]) -> list[str]:
    return [type(message).__name__ for message in messages]


class TestStoryteller:
    def test_a_session(self, storyteller: Storyteller) -> None:
        told = tell(storyteller, status("Preparing"), start("t"), status("Charging"), stop("t"), status("Finishing"),
                    status("Available"))  # fmt: skip
        assert kinds(told) == [
            "SessionOpened", "ConnectorState", "TransactionStarted", "ConnectorState", "SessionRows",
            "TransactionEnded", "ConnectorState", "SessionClosed", "ConnectorState",
        ]  # fmt: skip
        life = [message for message in told if type(message).__name__ != "ConnectorState"]
        assert len({message.session_number for message in life}) == 1
        states = [message.controller_status for message in told if type(message).__name__ == "ConnectorState"]
        assert states == ["B", "C6", "B2", "A"]

    def test_statuses_that_were_lost_are_completed(self, storyteller: Storyteller) -> None:
        told = tell(storyteller, start("one"), stop("one"), start("two"), stop("two"), status("Available"))
        assert kinds(told) == 2 * ["SessionOpened", "TransactionStarted", "SessionRows", "TransactionEnded",
                                   "SessionClosed"] + ["ConnectorState"]  # fmt: skip
        assert len({message.session_number for message in told[:-1]}) == 2

    def test_rows(self, storyteller: Storyteller) -> None:
        (_, _, rows) = tell(
            storyteller,
            start("t"),
            Entry(METER, {"connector_id": 1, "meter_value": [{"timestamp": AT, "sampled_value": SAMPLED}]}, "t"),
        )
        assert (rows.transaction_number, rows.rows[0].register_wh, rows.rows[0].power_w) == ("t", 1500, 11000.0)

    @pytest.mark.parametrize(
        ("error", "controller"), [("HighTemperature", "E7"), ("EVCommunicationError", "E1"), ("OtherError", "E6")]
    )
    def test_faults(self, storyteller: Storyteller, error: str, controller: str) -> None:
        (state,) = tell(storyteller, status("Faulted", error=error))
        assert (state.status, state.controller_status) == ("error", controller)

    def test_a_token_of_a_command(self, storyteller: Storyteller) -> None:
        storyteller.remember_token("SCAAAAAAAABBBBBB")
        (_, started) = tell(storyteller, start("t", "SCAAAAAAAABBBBBB"))
        assert (started.credential.kind, started.start_source) == ("remote", "remote_command")

    def test_the_station_itself(self, storyteller: Storyteller) -> None:
        (state,) = tell(storyteller, status("Unavailable", number=0))
        assert state.logical_status == "out_of_service"
