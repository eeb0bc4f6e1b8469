from typing import Any

import pytest
from stations_api.station_events.facts import Sample
from stations_api.station_events.power import power_w


def sample(value: str, **changes: object) -> Sample:
    return Sample.model_validate({"measurand": "Power.Active.Import", "value": value, **changes})


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
