"""What is read from the bytes of a plain message is what the general way reads."""

from pathlib import Path
from typing import Any

import orjson
import pytest
from common.events import Envelope
from pydantic import ValidationError
from sessions_api.facts import MeterValues
from sessions_api.plain_values import _plain, read_meter_values

EXAMPLE = Path(__file__).parents[2] / "csms-gateway" / "contracts" / "transaction.meter-values.v1.json"


def told(**changes: Any) -> bytes:
    envelope = orjson.loads(EXAMPLE.read_bytes())
    return orjson.dumps({**envelope, "data": {**envelope["data"], **changes}})


def generally(raw: bytes) -> MeterValues:
    envelope = Envelope.decode(raw)
    return MeterValues.model_validate({"received_at": envelope.time, "fact_id": envelope.id, **envelope.data})


def test_the_message_of_the_contract_is_plain() -> None:
    raw = EXAMPLE.read_bytes()
    plain = _plain(raw)
    assert plain is not None
    assert plain.model_dump() == generally(raw).model_dump()
    assert plain.received_at == generally(raw).received_at


@pytest.mark.parametrize(
    "changes",
    [
        {"sequence": 5, "charging_state": "Charging", "trigger_reason": "MeterValuePeriodic"},
        {"token": {"kind": "rfid", "last4": "5824"}, "authorization": "accepted"},
        {"received_at": "2026-11-25T15:00:01.250000+03:00"},
        {"samples": [{"value": "5", "at": "2026-11-25T15:00:00+03:00"}]},
        {"samples": [{"value": "5", "at": "2026-11-25T12:00:00"}]},
        {"transaction_number": "12\x003"},
        {"what_a_later_release_tells": 1},
        {"connector_number": None, "transaction_number": None, "samples": []},
    ],
)
def test_whatever_is_told_means_the_same(changes: dict[str, Any]) -> None:
    raw = told(**changes)
    assert read_meter_values(raw).model_dump() == generally(raw).model_dump()


@pytest.mark.parametrize(
    "changes", [{"samples": ["nonsense"]}, {"station_id": "nobody"}, {"connector_number": "first"}]
)
def test_nonsense_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises((ValidationError, ValueError)):
        read_meter_values(told(**changes))
