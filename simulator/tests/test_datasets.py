from datetime import UTC, datetime
from pathlib import Path

import pytest
from simulator.datasets.mapping import MAPPINGS, DataSet, Numbering, data_set_of, read_mapping
from simulator.datasets.rows import instant, read_rows, watt_hours
from simulator.identity import DEFAULT_SEED
from simulator.replay.plan import plan_replay

SETS = sorted(path.stem for path in MAPPINGS.glob("*.toml"))
HEADER = "session_id,station_id,connector_id,start_local,end_local,tz,energy_kwh,start_utc,end_utc\n"


def write_rows(folder: Path, *lines: str) -> Path:
    (folder / "sessions.csv").write_text(HEADER + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return folder


class TestRows:
    def test_kilowatt_hours_become_whole_watt_hours_half_up(self) -> None:
        assert [watt_hours(text) for text in ("8.303", "0.0005", "-1.2", "", "much")] == [8303, 1, -1200, None, None]

    def test_the_wall_clock_counts_where_no_utc_is_given(self) -> None:
        assert instant("", "2018-07-01T12:00:00", "Europe/London") == datetime(2018, 7, 1, 11, tzinfo=UTC)

    def test_rows_come_in_the_order_of_start_and_id(self, tmp_path: Path) -> None:
        late, early = "b,S,1,,,UTC,1,2025-01-02T00:00:00Z,", "a,S,1,,,UTC,1,2025-01-01T00:00:00Z,"
        folder = write_rows(tmp_path, late, early)
        assert [row.session_id for row in read_rows(folder, data_set_of(folder))] == ["a", "b"]


class TestNumbering:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        return write_rows(
            tmp_path,
            "1,S,32,,,UTC,1,2025-01-01T00:00:00Z,2025-01-01T02:00:00Z",
            "2,S,11,,,UTC,1,2025-01-01T01:00:00Z,2025-01-01T03:00:00Z",
            "3,S,32,,,UTC,1,2025-01-01T02:30:00Z,2025-01-01T04:00:00Z",
        )

    def numbers(self, folder: Path, mapping: str) -> list[int]:
        (folder / "mapping.toml").write_text(f'name = "t"\nprefix = "T"\n{mapping}', encoding="utf-8")
        return [session.connector_number for session in plan_replay(folder, "s").sessions]

    def test_names_are_ranked(self, folder: Path) -> None:
        assert self.numbers(folder, 'numbering = "ranked"') == [2, 1, 2]

    def test_the_first_free_port_is_taken(self, folder: Path) -> None:
        assert self.numbers(folder, 'numbering = "shared"\nports = 2') == [1, 2, 1]

    def test_published_numbers_stay(self, folder: Path) -> None:
        assert self.numbers(folder, "") == [32, 11, 32]


def test_a_station_number_has_letters_and_digits_only() -> None:
    assert DataSet("x", "BLD", Numbering.shared).station_number("BOULDER / JUNCTION ST1") == "BLDBOULDERJUNCTIONST1"


@pytest.mark.parametrize("name", SETS)
class TestSharedSets:
    def test_every_row_is_played_or_counted(self, shared_data: Path, name: str) -> None:
        plan = plan_replay(shared_data / name, DEFAULT_SEED)
        assert len(plan.sessions) + plan.rejected.total() == plan.rows > 1000
        assert len(plan.sessions) > 0.98 * plan.rows

    def test_stations_keep_their_identity(self, shared_data: Path, name: str) -> None:
        plan = plan_replay(shared_data / name, DEFAULT_SEED)
        published = {row.station_id for row in read_rows(shared_data / name, plan.data_set)}
        assert len({plan.data_set.station_number(station) for station in published}) == len(published)

    def test_a_limit_is_the_beginning_of_the_whole(self, shared_data: Path, name: str) -> None:
        some, whole = (plan_replay(shared_data / name, DEFAULT_SEED, limit) for limit in (200, None))
        assert set(some.sessions) <= set(whole.sessions)
        assert len(some.sessions) + some.rejected.total() == 200

    def test_registers_run_on(self, shared_data: Path, name: str) -> None:
        for station in plan_replay(shared_data / name, DEFAULT_SEED).stations:
            last: dict[int, int] = {}
            for session in station.sessions:
                register = last.get(session.connector_number, session.meter_start_wh)
                assert session.meter_start_wh == register
                last[session.connector_number] = session.meter_stop_wh


def test_each_shared_set_has_a_mapping(shared_data: Path) -> None:
    assert {path.name for path in shared_data.glob("sessions-*")} == set(SETS)
    assert len({read_mapping(MAPPINGS / f"{name}.toml").prefix for name in SETS}) == len(SETS)
