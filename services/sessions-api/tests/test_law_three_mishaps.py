"""Law 3 under power loss, restarts, a clock that jumps, ids used again and rules that close too early."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sessions_api.facts import StationBooted, StationConnected, StationDisconnected
from sessions_api.reconciliation.apply import StationFact, apply
from sessions_api.reconciliation.book import Book
from sessions_api.reconciliation.contact import close_presumed

from .factories import NOW, Message, Plug
from .physical import STATION, Physical, World, lives, told, worlds
from .test_law_three import assert_exactly_once, assert_never_two_open, fact

_CHECKS = [HealthCheck.too_slow, HealthCheck.data_too_large]
CONTACTS: tuple[type[Any], ...] = (StationBooted, StationDisconnected, StationConnected)


def received(message: Message) -> datetime:
    at: datetime = message.data["received_at"]
    return at


def shaken(draw: Any, world: World) -> list[list[StationFact]]:
    """The station boots, vanishes and comes back between any two messages; it sent none of this on purpose."""
    batches = []
    for batch in world.batches:
        facts: list[StationFact] = [fact(message) for message in batch]
        if draw(st.integers(0, 2)) == 0:
            kind = draw(st.sampled_from(CONTACTS))
            facts.insert(0, kind(station_id=STATION, received_at=received(batch[0])))
        batches.append(facts)
    return batches


@settings(max_examples=150, deadline=None, suppress_health_check=_CHECKS)
@given(st.data())
def test_boots_and_lost_connections_change_nothing(data: st.DataObject) -> None:
    world, book = data.draw(worlds()), Book(NOW + timedelta(hours=10))
    for batch in shaken(data.draw, world):
        apply(book, batch)
        assert_never_two_open(book)
    assert_exactly_once(world.all_lives, list(book.sessions.values()))


@settings(max_examples=150, deadline=None, suppress_health_check=_CHECKS)
@given(st.data())
def test_a_rule_that_closes_too_early_is_healed_by_the_truth(data: st.DataObject) -> None:
    """Power loss: every batch is followed by «its time is over» for whatever is presumed over (upkeep)."""
    world = data.draw(worlds(has_statuses=False))
    book = Book(NOW + timedelta(hours=10))
    for batch in shaken(data.draw, world):
        apply(book, batch)
        for session in list(book.sessions.values()):
            if session.is_open and session.presumed_over_at is not None:
                close_presumed(book, session)
        assert_never_two_open(book)
    assert_exactly_once(world.all_lives, list(book.sessions.values()))


@st.composite
def jumping(draw: st.DrawFn) -> list[Physical]:
    """Sessions of one connector; between two of them the station's clock is set back or forward by hours."""
    found, shift = [], 0
    for life in draw(lives(1)):
        moved = {name: getattr(life, name) + shift for name in ("plugged", "started", "stopped", "unplugged")}
        found.append(replace(life, **moved))
        shift += draw(st.sampled_from([0, -180, -47, 240]))
    return found


@settings(max_examples=150, deadline=None, suppress_health_check=_CHECKS)
@given(st.data())
def test_a_clock_that_jumps_between_sessions_loses_and_doubles_none(data: st.DataObject) -> None:
    plug, found, seconds = Plug(STATION), data.draw(jumping()), count(step=30)
    book = Book(NOW + timedelta(hours=10))
    for life in found:
        for message in told(plug, life, has_statuses=False):
            at = max(NOW + timedelta(seconds=next(seconds)), plug.time(life.unplugged))
            apply(book, [fact(received_at(message, at))] * (1 + data.draw(st.integers(0, 1))))
    assert_exactly_once(found, list(book.sessions.values()))


def received_at(message: Message, at: datetime) -> Message:
    body = message.data | {"received_at": at}
    if "is_late" in body:
        body["is_late"] = at - body["device_at"] > timedelta(minutes=5)
    return replace(message, data=body)


@pytest.mark.parametrize("protocol", ["ocpp2.0.1", "native"])
@settings(max_examples=100, deadline=None, suppress_health_check=_CHECKS)
@given(data=st.data())
def test_a_station_that_uses_its_ids_again(protocol: str, data: st.DataObject) -> None:
    """After a factory reset the count begins anew; two connectors at once never share an id."""
    book, found = Book(NOW + timedelta(hours=10)), {}
    for connector in (1, 2):
        found[connector] = data.draw(lives(connector))
        plug = Plug(STATION, connector)
        for life in found[connector]:
            for message in told(plug, life, has_statuses=data.draw(st.booleans())):
                said = fact(numbered(message, connector, protocol))
                apply(book, [said] * (1 + data.draw(st.integers(0, 1))))
    assert_exactly_once([life for of_one in found.values() for life in of_one], list(book.sessions.values()))


def numbered(message: Message, connector: int, protocol: str) -> Message:
    """The station's own id, the same for every transaction of the connector."""
    if not message.type.startswith("transaction."):
        return message
    own = {"transaction_number": f"tx-{connector}", "sequence": 1, "connector_number": connector}
    own |= {"session_number": "s"} if protocol == "native" else {}
    return replace(message, data=message.data | own)
