from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
from common.events import Envelope
from common.ids import uuid7
from stations_api.station_events.facts import read_fact
from stations_api.station_events.meter_values import MeterValues, Sample
from stations_api.station_events.power import power_w


def sample(value: str, **changes: object) -> Sample:
    return msgspec.convert({"measurand": "Power.Active.Import", "value": value, **changes}, Sample)


@pytest.mark.parametrize(
    ("samples", "watts"),
    [
        ([], None),
        ([sample("1", measurand="Energy.Active.Import.Register")], None),
        ([sample("41.5", unit="kW")], 41500),
        ([sample("7000")], 7000),
        ([sample("7000,4", unit="W")], 7000),
        ([sample("1000", phase="L1"), sample("1001", phase="L2"), sample("999", phase="L3")], 3000),
        ([sample("1000", phase="L1"), sample("2990")], 2990),
        ([sample("5", location="Inlet"), sample("6", location="Outlet")], 6),
        ([sample("9", at="2026-11-25T12:01:00Z"), sample("5", at="2026-11-25T12:00:00Z")], 9),
        ([sample("abc")], None),
        ([sample("NaN")], None),
        ([sample("5", unit="horses")], None),
    ],
)
def test_power(samples: Any, watts: Any) -> None:
    assert power_w(samples) == watts


def test_of_a_message_only_what_a_connector_shows_is_read() -> None:
    """A session keeps the rest; the measurand that is told by nothing is the register."""
    told = [{"value": "1"}, {"value": "2", "measurand": "Power.Active.Import"}, {"value": "3", "measurand": "SoC"}]
    data = {"station_id": str(uuid7()), "epoch": 1, "connector_number": 1, "samples": told}
    now = datetime.now(UTC)
    fact = read_fact(Envelope(str(uuid7()), "/csms-gateway", MeterValues.type, "s", now, data))
    assert isinstance(fact, MeterValues)
    assert [sample.value for sample in fact.samples] == ["1", "2"]


def test_samples_that_are_none_are_still_refused() -> None:
    data = {"station_id": str(uuid7()), "epoch": 1, "connector_number": 1, "samples": ["nonsense"]}
    with pytest.raises(msgspec.ValidationError):
        read_fact(Envelope(str(uuid7()), "/csms-gateway", MeterValues.type, "s", datetime.now(UTC), data))
