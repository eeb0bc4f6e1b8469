import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from simulator.api import Access
from simulator.faults import FaultPlan, StationFaults
from simulator.faults.quirks import EXTRA, QUIRKS
from simulator.history.write import write_history
from simulator.protocols import ProtocolName
from simulator.replay import Pace, ReplaySettings, run
from simulator_fakes.product import FakeProduct

OF_ANSWERS = {"Q13", "Q29", "Q30", "Q33", "Q48", "Q49"}
CURRENT = {"value": "16.0", "measurand": "Current.Import", "unit": "A", "context": "Sample.Periodic"}
SAMPLE = {"value": "1234.0", "measurand": "Energy.Active.Import.Register", "unit": "Wh", "context": "Sample.Periodic"}
AT = "2025-01-13T12:00:00Z"
METER = [{"timestamp": AT, "sampledValue": [SAMPLE, CURRENT]}]
MESSAGES: dict[str, dict[str, Any]] = {
    "BootNotification": {"chargePointModel": "M", "chargePointVendor": "V"},
    "Heartbeat": {},
    "StatusNotification": {"connectorId": 1, "errorCode": "NoError", "status": "Available", "timestamp": AT},
    "Authorize": {"idTag": "CARD"},
    "StartTransaction": {"connectorId": 1, "idTag": "CARD", "meterStart": 1000, "timestamp": AT},
    "MeterValues": {"connectorId": 1, "transactionId": 5, "meterValue": METER},
    "StopTransaction": {
        "transactionId": 5, "idTag": "CARD", "meterStop": 9, "timestamp": AT, "reason": "Local",
        "transactionData": METER,
    },
    "TransactionEvent": {
        "eventType": "Updated", "seqNo": 3, "timestamp": AT, "offline": False, "evse": {"id": 1},
        "triggerReason": "MeterValuePeriodic", "transactionInfo": {"transactionId": "t"},
    },
}  # fmt: skip


def profile(unit: str = "A", level: int = 0, periods: int = 1, **schedule: Any) -> dict[str, Any]:
    """A SetChargingProfile of 1.6."""
    times = [{"startPeriod": 60 * place, "limit": 16} for place in range(periods)]
    told = {"chargingRateUnit": unit, "chargingSchedulePeriod": times, **schedule}
    return {"connectorId": 1, "csChargingProfiles": {"stackLevel": level, "chargingSchedule": told}}


def station(*quirks: str, **faults: Any) -> StationFaults:
    return FaultPlan(quirks=quirks, **faults).of_station("seed")


def sent(faults: StationFaults, action: str, message_id: str = "id") -> list[Any]:
    return list(faults.outgoing(json.dumps([2, message_id, action, MESSAGES[action]])))


def payload(faults: StationFaults, action: str) -> Any:
    return json.loads(sent(faults, action)[0])[3]


def conversation(faults: StationFaults) -> Iterator[list[Any]]:
    for action in MESSAGES:
        yield sent(faults, action)


class TestQuirks:
    @pytest.mark.parametrize("name", sorted(QUIRKS.keys() - OF_ANSWERS - {"A4", "W5", "W10", "H12", "B13"}))
    def test_each_changes_what_is_sent(self, name: str) -> None:
        assert list(conversation(station(name))) != list(conversation(station()))

    def test_a_boot_of_1_6_where_2_0_1_was_agreed(self) -> None:
        boot = {"reason": "PowerUp", "chargingStation": {"vendorName": "V", "model": "M"}}
        [wire] = station("H12").outgoing(json.dumps([2, "id", "BootNotification", boot]))
        assert json.loads(str(wire))[3] == {"chargePointVendor": "V", "chargePointModel": "M"}

    def test_an_older_status_comes_after_the_newer_one(self) -> None:
        faults = station("B13")
        assert len(sent(faults, "StatusNotification")) == 1
        assert len(sent(faults, "StatusNotification")) == 2

    def test_answers_find_their_way_back(self) -> None:
        faults = station("F3")
        (wire,) = sent(faults, "Heartbeat", "mine")
        number = json.loads(wire)[1]
        assert json.loads(faults.incoming(json.dumps([3, number, {}])) or "") == [3, "mine", {}]
        assert faults.incoming(json.dumps([3, f"{EXTRA}1", {}])) is None

    def test_a_broken_message_is_repeated_rightly(self) -> None:
        faults = station("F9")
        with pytest.raises(ValueError, match="Expecting value"):
            json.loads(sent(faults, "MeterValues")[0])
        json.loads(sent(faults, "MeterValues")[0])

    def test_they_add_up(self) -> None:
        body = payload(station("T9", "T11", "T3"), "StopTransaction")
        assert (body["reason"], body["timestamp"]) == ("UserPressedRedButton", "1970-01-01T00:00:07Z")
        assert body["transactionId"] == 2**63 - 1


class TestQuirksOfAnswers:
    @pytest.mark.parametrize(
        ("name", "told"), [("Q29", [300, True, "Current,Power"]), ("Q30", ["300", "1", "Current,Power"])]
    )
    def test_settings_are_told_otherwise(self, name: str, told: list[Any]) -> None:
        faults = station(name)
        faults.incoming('[2,"q","GetConfiguration",{}]')
        settings = [{"key": "A", "value": "300"}, {"key": "B", "value": "true"}, {"key": "C", "value": "Current,Power"}]
        [wire] = faults.outgoing(json.dumps([3, "q", {"configurationKey": settings}]))
        assert [item["value"] for item in json.loads(str(wire))[2]["configurationKey"]] == told
        [other] = faults.outgoing(json.dumps([3, "unasked", {"configurationKey": settings}]))
        assert json.loads(str(other))[2]["configurationKey"] == settings

    @pytest.mark.parametrize(
        ("name", "action", "body", "answer"),
        [
            ("Q30", "TriggerMessage", {"requestedMessage": "MeterValues"}, [3, "q", {"status": "Rejected"}]),
            ("Q13", "SetChargingProfile", profile(unit="W"), [3, "q", {"status": "Accepted"}]),
            ("Q13", "SetChargingProfile", profile(unit="A"), None),
            ("Q33", "SetChargingProfile", profile(level=3), [3, "q", {"status": "Rejected"}]),
            ("Q33", "SetChargingProfile", profile(startSchedule=AT), [3, "q", {"status": "Rejected"}]),
            ("Q33", "SetChargingProfile", profile(level=1), None),
            ("Q48", "SetChargingProfile", profile(periods=11), [3, "q", {"status": ""}]),
            ("Q48", "SetChargingProfile", profile(periods=10), None),
            ("Q48", "Reset", {}, None),
            ("Q49", "SetChargingProfile", profile(periods=11),
             [4, "q", "PropertyConstraintViolation", "Current limit exceeds MaxPeriods", "{}"]),
        ],
    )  # fmt: skip
    def test_orders_are_answered_unheard(
        self, name: str, action: str, body: dict[str, Any], answer: list[Any] | None
    ) -> None:
        refusal = station(name).refusal(json.dumps([2, "q", action, body]))
        assert (refusal.frame if refusal is not None else None) == answer


class TestFaults:
    @pytest.mark.parametrize(("clock", "at"), [("-3600", "2025-01-13T11"), ("1970", "1970-01-01"), ("future", "2035")])
    def test_clocks(self, clock: str, at: str) -> None:
        assert payload(station(clock=clock), "StartTransaction")["timestamp"].startswith(at)

    @pytest.mark.parametrize(
        ("units", "value", "unit"), [("kwh", "1.234", "kWh"), ("comma", "1,234", "kWh"), ("kwh_as_wh", "1.234", "Wh")]
    )
    def test_units(self, units: str, value: str, unit: str) -> None:
        sample = payload(station(units=units), "MeterValues")["meterValue"][0]["sampledValue"][0]
        assert (sample["value"], sample["unit"]) == (value, unit)

    def test_an_order_is_refused(self) -> None:
        refusal = station(refuse=1).refusal('[2,"x","Reset",{}]')
        assert refusal is not None
        assert refusal.frame[:2] == [4, "x"]
        assert station(refuse=1).refusal('[3,"x",{}]') is None

    def test_the_same_seed_throws_the_same(self) -> None:
        throws = [[station().strikes(0.5) for _ in range(20)] for _ in range(2)]
        assert throws[0] == throws[1]

    def test_options(self) -> None:
        plan = FaultPlan.parse(["drop=0.05,clock=1970", "units=comma"], ["t1,M1"])
        assert plan == FaultPlan(drop=0.05, clock="1970", units="comma", quirks=("T1", "M1"))
        for faults, quirks in ((["drop=2"], []), (["fire=1"], []), (["units=stone"], []), ([], ["Z9"])):
            with pytest.raises(ValueError, match=r"probability|no such|none of"):
                FaultPlan.parse(faults, quirks)


class TestReplay:
    @pytest.mark.parametrize("protocol", [ProtocolName.ocpp16, ProtocolName.ocpp201])
    async def test_nothing_is_lost_by_a_bad_station(
        self, product: FakeProduct, tmp_path: Path, protocol: ProtocolName
    ) -> None:
        write_history(tmp_path, seed=3, sessions=20)
        settings = ReplaySettings(
            gateway=product.gateway, api=product.api, access=Access(client_id="c", client_secret="s"),
            folder=tmp_path, protocol=protocol, pace=Pace(30), settling_seconds=1, poll_seconds=0.05,
        )  # fmt: skip
        bad = FaultPlan.parse(["drop=0.1,duplicate=0.2,reorder=0.5"], ["F2,F4,F6,T7,T14"])
        result = await run(replace(settings, faults=bad))
        assert result.is_equal, result.comparison.differences
        assert result.reconnects > 0
        assert len(product.store.transactions) == 20
