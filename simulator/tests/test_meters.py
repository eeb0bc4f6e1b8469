"""A generated history is told with what the meters of its makers measure, on all protocols."""

from collections.abc import Iterator
from typing import Any

import pytest
from simulator.datasets.mapping import ConnectorKind
from simulator.history.write import write_history
from simulator.native.story import session_story
from simulator.ocpp16.steps import session_steps as steps16
from simulator.ocpp201.steps import session_steps as steps201
from simulator.replay.meters import Meter
from simulator.replay.plan import PlannedSession, plan_replay
from simulator.replay.telling import Telling, begin_sample, session_registers, session_samples


@pytest.fixture(scope="module")
def sessions(tmp_path_factory: pytest.TempPathFactory) -> list[PlannedSession]:
    folder = tmp_path_factory.mktemp("history")
    write_history(folder, seed=3, sessions=200)
    return [session for session in plan_replay(folder, "s").sessions if session.energy_wh]


SLOW, SLOWER = ConnectorKind("", "type2", 22_000), ConnectorKind("", "type2", 7_400)
FAST = ConnectorKind("", "ccs2", 120_000)


def meter_of(session: PlannedSession) -> Meter:
    assert session.meter is not None
    return session.meter


def test_a_car_tells_its_state_of_charge_over_direct_current_only(sessions: list[PlannedSession]) -> None:
    assert {meter_of(session).is_dc for session in sessions} == {True, False}
    for session in sessions:
        assert (session.soc_start is not None) is meter_of(session).is_dc
        if session.soc_start is not None and session.soc_end is not None:
            assert 0 <= session.soc_start < session.soc_end <= 100


def test_no_power_beyond_what_the_plug_gives(sessions: list[PlannedSession]) -> None:
    for session in sessions:
        limit_w = meter_of(session).kind.max_power_w
        assert max(sample.power_w for sample in session_samples(session)) <= limit_w * 1.05


def test_what_is_told_are_the_registers_that_are_compared(sessions: list[PlannedSession]) -> None:
    for session in sessions:
        samples = [(sample.at, sample.register_wh) for sample in session_samples(session)]
        assert samples == session_registers(session)[1:]
        assert samples[-1] == (session.ended_at, session.meter_stop_wh)


def test_each_maker_measures_something_else() -> None:
    def measured(maker: str, kind: ConnectorKind) -> set[str]:
        return {f"{one.measurand}/{one.phase or ''}" for one in Meter(kind, maker).measure(11_000, 50)}

    assert measured("Energomir", SLOW) == {
        *(f"Current.Import/L{number}" for number in (1, 2, 3)),
        *(f"Voltage/L{number}-N" for number in (1, 2, 3)),
    }
    assert measured("Energomir", FAST) == {"Current.Import/", "Voltage/"}
    assert measured("Voltera", FAST) == {"Current.Import/", "Voltage/", "Temperature/", "Power.Offered/"}
    assert measured("Parkset", SLOWER) == {"Current.Import/L1"}


@pytest.mark.parametrize("is_high", [True, False])
def test_power_is_voltage_by_current(is_high: bool) -> None:
    values = {one.measurand: one.value for one in Meter(FAST, "Voltera", is_high_voltage=is_high).measure(90_000, 40)}
    assert values["Voltage"] * values["Current.Import"] == pytest.approx(90_000, rel=0.01)
    assert (values["Voltage"] > 500) is is_high


def of_16(session: PlannedSession) -> Iterator[tuple[str, str, str]]:
    telling = Telling(session, transaction_id="7")
    for step in list(steps16(telling))[1:-1]:
        for value in step.request().meter_value:
            for one in value["sampled_value"]:
                yield value["timestamp"], str(getattr(one["measurand"], "value", one["measurand"])), one["value"]


def of_201(session: PlannedSession) -> Iterator[tuple[str, str, str]]:
    for step in steps201(Telling(session)):
        for value in step.values:
            for one in value["sampledValue"]:
                yield value["timestamp"], one["measurand"], str(one["value"])


@pytest.mark.parametrize("tell", [of_16, of_201])
def test_begin_and_curve_are_told_in_as_many_messages_as_before(tell: Any, sessions: list[PlannedSession]) -> None:
    session = max(sessions, key=lambda one: meter_of(one).kind.max_power_w)
    assert len(list(steps16(Telling(session, transaction_id="7")))) == 5
    heard = list(tell(session))
    begin = begin_sample(session)
    assert begin is not None
    of_begin = {name: value for at, name, value in heard if at == heard[0][0]}
    assert float(of_begin["SoC"]) == pytest.approx(session.soc_start, abs=0.1)
    assert float(of_begin["Current.Import"]) == 0
    curve = [float(value) for _, name, value in heard if name == "Current.Import"]
    assert len(curve) == 13
    assert max(curve) > 100


def test_a_native_station_has_rows_of_them(sessions: list[PlannedSession]) -> None:
    session = next(one for one in sessions if meter_of(one).maker == "Voltera" and meter_of(one).is_dc)
    [rows] = [one.message.rows for one in session_story(Telling(session)) if hasattr(one.message, "rows")]
    assert len(rows) == 13
    for row in rows:
        assert (row.voltage_v or 0) > 300
        assert row.power_limit_w == meter_of(session).kind.max_power_w
        assert (row.connector_temperature_c or 0) >= 19
        assert row.soc_percent is not None
    assert (rows[-1].current_a or 0) > 0
