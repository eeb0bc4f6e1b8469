"""What is odd about a transaction is noted and changes nothing: gaps in its messages, a power off by a scale."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sessions_api.reconciliation.apply import apply
from sessions_api.reconciliation.book import Book
from sessions_api.transactions.models import Transaction
from sessions_api.transactions.sequences import with_number

from .factories import Message, Plug
from .test_law_three import fact
from .test_protocol_stories import Evse


def transaction_of(*messages: Message) -> Transaction:
    book = Book(Plug().time(60))
    apply(book, [fact(message) for message in messages])
    [session] = book.sessions.values()
    assert session.transaction is not None
    return session.transaction


class TestSequence:
    def test_a_message_that_never_came_is_noted(self) -> None:
        p = Evse()
        told = transaction_of(p.begin(wh=1000), p.update(at=3, sequence=1), p.finish(wh=6000, sequence=3))
        assert ("sequence_gap" in told.deviations, told.energy_wh) == (True, 5000)

    def test_the_gap_is_filled_when_it_comes_late(self) -> None:
        p = Evse()
        told = transaction_of(
            *(p.begin(wh=1000), p.update(at=3, sequence=1), p.finish(wh=6000, sequence=3), p.update(at=9, sequence=2)),
        )
        assert told.deviations == []

    def test_a_repeated_message_is_no_gap(self) -> None:
        p = Evse()
        told = transaction_of(
            p.begin(wh=1000), p.update(at=3, sequence=1), p.update(at=3, sequence=1), p.finish(wh=6000, sequence=2)
        )
        assert told.deviations == []

    def test_a_native_station_numbers_all_its_messages_together(self) -> None:
        p = Plug()
        own: dict[str, Any] = {"session_number": "s-1", "transaction_number": "n-1"}
        told = transaction_of(p.start(sequence=41, **own), p.stop(sequence=77, **own))
        assert told.deviations == []

    @given(st.lists(st.integers(0, 30), min_size=1))
    def test_ranges_hold_what_was_told_in_any_order(self, numbers: list[int]) -> None:
        ranges: list[list[int]] = []
        for number in numbers:
            ranges = with_number(ranges, number)
        held = [number for first, last in ranges for number in range(first, last + 1)]
        assert held == sorted(set(numbers))


class TestPower:
    def charged(self, factor: float) -> Transaction:
        """Half an hour with 10 kW and 5 kWh; the told power is off by `factor`."""
        p = Plug()
        watts = str(10_000 * factor)
        meters = [p.meter(at=minute, Power_Active_Import=watts) for minute in range(2, 30, 2)]
        return transaction_of(p.start(at=1), *meters, p.stop(at=31))

    @pytest.mark.parametrize(
        ("factor", "deviations"),
        [
            *((1, []), (1.6, []), (0.1, ["power_scale_10"]), (0.001, ["power_scale_1000"])),
            *((10, ["power_scale_0_1"]), (1000, ["power_scale_0_001"])),
        ],
    )
    def test_a_scale_is_noted_and_no_energy_changes(self, factor: float, deviations: list[str]) -> None:
        told = self.charged(factor)
        assert (told.deviations, told.energy_wh) == (deviations, 5000)

    def test_a_session_that_hardly_charged_says_nothing(self) -> None:
        p = Plug()
        meters = [p.meter(at=minute, Power_Active_Import="5") for minute in range(2, 30, 2)]
        assert transaction_of(p.start(at=1), *meters, p.stop(at=31, meter=1100)).deviations == []


@pytest.mark.parametrize("value", ["AABBCCDD00112233", "T0NNRnxBQkND", 'OCMF|{}|{"SA":"ECDSA"}', "1" * 64])
def test_a_signed_value_is_no_register(value: str) -> None:
    """SignedData (OCPP 1.6, 7.46) in place of a number: left out, whatever its characters are."""
    p = Plug()
    signed = Message("x", {"samples": [p.sample("Energy.Active.Import.Register", value, 5)]}).data["samples"]
    told = transaction_of(p.start(at=1), p.meter(at=5, wh=3000), p.stop(at=30, samples=signed))
    assert told.energy_wh == 5000
