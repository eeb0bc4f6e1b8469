from datetime import UTC, datetime, timedelta

import pytest
from simulator.datasets.mapping import DEFAULT_KIND
from simulator.datasets.rows import SessionRow
from simulator.replay.reasons import PlayableRow, Reason, judge

NOON = datetime(2025, 1, 13, 12, tzinfo=UTC)


def row(session_id: str = "1", start: int | None = 0, end: int | None = 30, energy_wh: int | None = 5000) -> SessionRow:
    """A row at one plug; start and end in minutes after noon."""
    return SessionRow(
        session_id=session_id, user_id="", station_id="S", connector_id="1", kind=DEFAULT_KIND,
        zone="UTC", model="", site="",
        started_at=None if start is None else NOON + timedelta(minutes=start),
        ended_at=None if end is None else NOON + timedelta(minutes=end),
        energy_wh=energy_wh, soc_start=None, soc_end=None,
    )  # fmt: skip


def verdicts(*rows: SessionRow) -> list[Reason | None]:
    return [None if isinstance(verdict, PlayableRow) else verdict for verdict in judge((row, 1) for row in rows)]


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (row(start=None), Reason.no_start),
        (row(end=None), Reason.no_end),
        (row(energy_wh=None), Reason.no_energy),
        (row(energy_wh=-1), Reason.negative_energy),
        (row(end=-1), Reason.end_before_start),
        (row(end=0), Reason.zero_duration),
        (row(), None),
        (row(energy_wh=0), None),
        (row(end=0, energy_wh=0), None),
        (row(end=0, energy_wh=1000), None),  # less than a minute, published to the minute
    ],
)
def test_a_row_by_itself(bad: SessionRow, reason: Reason | None) -> None:
    assert verdicts(bad) == [reason]


class TestCollision:
    def test_of_equal_starts_the_first_id_is_played(self) -> None:
        assert verdicts(row("1"), row("2", end=5)) == [None, Reason.same_start]

    def test_a_start_before_the_end_overlaps(self) -> None:
        assert verdicts(row("1"), row("2", start=29, end=60)) == [None, Reason.overlap]

    def test_the_next_may_begin_when_the_last_ends(self) -> None:
        assert verdicts(row("1"), row("2", start=30, end=60)) == [None, None]

    def test_a_rejected_row_takes_no_place(self) -> None:
        assert verdicts(row("1"), row("2", start=10, end=60), row("3", start=40, end=50)) == [
            None,
            Reason.overlap,
            None,
        ]

    def test_after_a_session_without_duration_an_equal_start_is_refused(self) -> None:
        assert verdicts(row("1", end=0, energy_wh=0), row("2")) == [None, Reason.same_start]
