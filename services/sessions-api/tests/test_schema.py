"""What the database itself makes impossible."""

import pytest
from common.ids import uuid7
from sessions_api.facts import TransactionStarted
from sessions_api.sessions.models import Session
from sessions_api.transactions.models import Transaction
from sqlalchemy.exc import IntegrityError

from .factories import NOW, Plug, envelope


def begun(plug: Plug, name: str) -> Transaction:
    transaction = Transaction.begin(TransactionStarted.model_validate(envelope(plug.start(name)).data))
    transaction.station_number = "EVSE"
    return transaction


@pytest.mark.req("SES-002")
async def test_a_second_transaction_in_a_session_is_impossible(sessions) -> None:
    plug = Plug()
    one = Session.open(plug.station_id, 1, NOW)
    one.take(begun(plug, "t1"))
    async with sessions.begin() as session:
        session.add(one)
    second = begun(plug, "t2")
    second.session_id = one.id
    with pytest.raises(IntegrityError, match="uq_transactions_session_id"):
        async with sessions.begin() as session:
            session.add(second)


@pytest.mark.parametrize("is_late", [False, True])
async def test_two_open_sessions_on_one_connector_are_impossible(sessions, is_late) -> None:
    station = uuid7()
    with pytest.raises(IntegrityError, match="uq_sessions_open"):
        async with sessions.begin() as session:
            session.add_all([Session.open(station, 1, NOW, is_late=is_late) for _ in range(2)])


@pytest.mark.req("SES-004", "SES-005", "SES-006")
async def test_the_number_is_text_and_absent_while_nothing_has_begun(feed, stored) -> None:
    plug = Plug()
    await feed(plug.snapshot(), plug.status("ready", 0))
    [session] = await stored(plug.station_id)
    assert (session.state, session.transaction_number) == ("ready", None)
    await feed(plug.start(at=1, transaction_number="00040000330023873"))
    [session] = await stored(plug.station_id)
    assert session.transaction_number == session.transaction.number == "00040000330023873"
