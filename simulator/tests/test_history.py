from collections import Counter
from pathlib import Path

from simulator.datasets.rows import SESSIONS_FILE
from simulator.history.write import write_history
from simulator.replay.plan import plan_replay
from simulator.replay.reasons import Reason

FILES = (SESSIONS_FILE, "mapping.toml", "README.md")


def contents(folder: Path) -> list[bytes]:
    return [(folder / name).read_bytes() for name in FILES]


class TestWriteHistory:
    def test_same_seed_same_bytes(self, tmp_path: Path) -> None:
        write_history(tmp_path / "a", seed=7, sessions=50)
        write_history(tmp_path / "b", seed=7, sessions=50)
        assert contents(tmp_path / "a") == contents(tmp_path / "b")

    def test_another_seed_another_network(self, tmp_path: Path) -> None:
        write_history(tmp_path / "a", seed=7, sessions=50)
        write_history(tmp_path / "b", seed=8, sessions=50)
        plans = [plan_replay(tmp_path / name, "s") for name in "ab"]
        numbers = [{station.number for station in plan.stations} for plan in plans]
        assert not numbers[0] & numbers[1]

    def test_all_wanted_sessions_are_playable_and_each_reason_occurs(self, tmp_path: Path) -> None:
        rows = write_history(tmp_path, seed=1, sessions=300)
        plan = plan_replay(tmp_path, "s")
        assert len(plan.sessions) == 300
        assert plan.rows == rows == 300 + plan.rejected.total()
        assert set(plan.rejected) == set(Reason) - {Reason.no_start}

    def test_people_come_by_day(self, tmp_path: Path) -> None:
        write_history(tmp_path, seed=1, sessions=300)
        hours = Counter((session.started_at.hour + 3) % 24 for session in plan_replay(tmp_path, "s").sessions)
        night = sum(hours[hour] for hour in range(1, 5))
        evening = sum(hours[hour] for hour in range(16, 20))
        assert night * 5 < evening
