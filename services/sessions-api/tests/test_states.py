"""ENU-501..525 as a table."""

from datetime import timedelta

import pytest
from sessions_api.sessions.states import Evidence, State, state_of

SHORT, LONG = timedelta(minutes=30), timedelta(hours=12)


def judged(
    status: str | None,
    energy: int = 0,
    *,
    ended: bool = True,
    transaction: bool = True,
    over: bool | None = None,
    beyond: bool = True,
    interrupted: bool = False,
    lasted: timedelta = SHORT,
) -> State:
    is_over = transaction and ended if over is None else over
    return state_of(Evidence(ended, lasted, energy, status, transaction, is_over, beyond, interrupted))


@pytest.mark.req("ENU-509", "ENU-511")
@pytest.mark.parametrize("energy", [0, 5000])
def test_twelve_hours_make_an_unfinished_session_overdue(energy: int) -> None:
    assert judged("C6", energy, ended=False, lasted=LONG) is State.OVERDUE
    assert judged("C6", energy, ended=False, lasted=LONG - timedelta(seconds=1)) is State.ACTIVE


@pytest.mark.req("ENU-508", "ENU-512")
@pytest.mark.parametrize("status", ["B", "B1", "C6", "F", None])
def test_energy_makes_an_unfinished_session_active(status: str | None) -> None:
    assert judged(status, 1, ended=False) is State.ACTIVE


@pytest.mark.req("ENU-507", "ENU-513", "ENU-514")
@pytest.mark.parametrize(
    ("status", "expected"),
    [("B", "ready"), ("A", "ready"), ("B1", "active"), *((f"C{step}", "active") for step in range(1, 10))],
)
def test_unfinished_without_energy_goes_by_the_controller(status: str, expected: str) -> None:
    assert judged(status, ended=False, transaction=False) == expected


def test_a_transaction_without_energy_yet_is_active_though_the_controller_still_says_b() -> None:
    assert judged("B", ended=False, transaction=True) is State.ACTIVE


@pytest.mark.req("ENU-504", "ENU-515")
@pytest.mark.parametrize("status", ["A", "B2", "E5", "E9", "F", None])
def test_interrupted_comes_before_all_other_endings(status: str | None) -> None:
    assert judged(status, 5000, interrupted=True) is State.INTERRUPTED


@pytest.mark.req("ENU-501", "ENU-516")
@pytest.mark.parametrize("status", ["A", "B2"])
def test_energy_and_a_good_ending_is_success(status: str) -> None:
    assert judged(status, 1) is State.SUCCESS


@pytest.mark.req("ENU-502", "ENU-517")
@pytest.mark.parametrize("status", ["E1", "E2", "E3", "E4", "E5", "E6", "E7", "E8", "F"])
@pytest.mark.parametrize("energy", [0, 5000])
def test_an_error_at_the_end_is_an_error_whatever_was_charged(status: str, energy: int) -> None:
    assert judged(status, energy) is State.ERROR


@pytest.mark.req("ENU-503", "ENU-518")
@pytest.mark.parametrize("energy", [0, 5000])
def test_emergency_stop_is_stop(energy: int) -> None:
    assert judged("E9", energy) is State.STOP


@pytest.mark.req("ENU-505", "ENU-519", "ENU-524")
@pytest.mark.parametrize(
    ("transaction", "beyond", "expected"),
    [(False, False, "junk"), (True, False, "attention"), (False, True, "attention")],
)
def test_junk_has_neither_transaction_nor_negotiation(transaction: bool, beyond: bool, expected: str) -> None:
    assert judged("A", transaction=transaction, beyond=beyond) == expected


@pytest.mark.req("ENU-506", "ENU-520")
@pytest.mark.parametrize(("status", "energy"), [("B2", 0), ("A", 0), ("C6", 5000), ("B", 5000)])
def test_everything_else_that_ended_is_attention(status: str, energy: int) -> None:
    assert judged(status, energy) is State.ATTENTION


@pytest.mark.req("ENU-510", "ENU-521")
def test_without_a_final_status_nothing_can_be_said() -> None:
    assert judged(None, 5000) is State.UNKNOWN
    assert judged("E5", 0, ended=False, transaction=False) is State.UNKNOWN


@pytest.mark.req("ENU-522", "SES-041")
def test_charged_and_still_plugged_in_counts_as_finished() -> None:
    assert judged("B2", 5000, ended=False, over=True) is State.SUCCESS
    assert judged("B2", 0, ended=False, over=True) is State.ATTENTION
    assert judged("B2", 5000, ended=False, over=True, lasted=2 * LONG) is State.SUCCESS
    assert judged("C6", 5000, ended=False, over=True) is State.ACTIVE
