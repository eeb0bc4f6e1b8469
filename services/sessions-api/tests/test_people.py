"""Sessions of one user, and what is left of him when he is deleted."""

from typing import Any
from uuid import UUID

import pytest
from common.events import TOMBSTONE, Envelope
from common.ids import uuid7
from common.testing.helpers import bearer
from sessions_api.reconciliation.unit import SessionsUnit
from sessions_api.sessions.models import Session
from sqlalchemy import select, text

from .factories import CARD, Plug


def new_card() -> dict[str, Any]:
    return CARD | {"user_id": str(uuid7()), "user_label": "Иванова Анна"}


class TestSessionsOfAUser:
    @pytest.mark.req("USR-116", "USR-118")
    async def test_they_are_those_that_his_cards_started(self, feed, client) -> None:
        plug, other, card = Plug(), Plug(), new_card()
        await feed(plug.snapshot(), plug.start(token=card), other.snapshot(), other.start(token=new_card()))
        answer = await client.get("/sessions", params={"user_id": card["user_id"]}, headers=bearer("sessions:read"))
        assert [one["station_id"] for one in answer.json()["items"]] == [str(plug.station_id)]


class TestDeletedUser:
    @pytest.mark.req("USR-074")
    async def test_his_sessions_stay_under_a_neutral_name(self, feed, stored, sessions, clock, settings) -> None:
        plug, card, neighbour = Plug(), new_card(), Plug()
        await feed(plug.snapshot(), plug.start(token=card), plug.stop(at=9, meter=5000))
        await feed(neighbour.snapshot(), neighbour.start(token=new_card()))
        async with sessions.begin() as session:
            unit = SessionsUnit(session, clock, settings)
            gone = Envelope.tombstone(clock.now(), card["user_id"], ("users", 0, 0))
            await unit.handlers[TOMBSTONE](gone)
            await unit.finish()
        [left] = await stored(plug.station_id)
        name = f"deleted-{UUID(card['user_id']).hex[-8:]}"
        assert (left.payer_label, left.user_label, str(left.payer_id)) == (name, name, card["user_id"])
        assert (left.start_user_label, left.energy_wh > 0) == (f"****{card['last4']} (RFID)", True)
        [other] = await stored(neighbour.station_id)
        assert other.user_label == "Иванова Анна"

    @pytest.mark.req("USR-074")
    async def test_his_login_goes_too_where_he_started_and_stopped_by_it(
        self, feed, stored, sessions, clock, settings
    ) -> None:
        plug, user_id, login = Plug(), str(uuid7()), f"anna-{uuid7().hex[-6:]}"
        token = CARD | {"kind": "none", "last4": None, "user_id": None, "user_label": f"{login} (Логин и пароль)"}
        await feed(plug.snapshot(), plug.start(token=token), plug.stop(at=9, meter=5000, token=token))
        [before] = await stored(plug.station_id)
        assert (before.start_user_label, before.stop_user_label) == (login, login)
        told = {"user_id": user_id, "login": login}
        async with sessions.begin() as session:
            unit = SessionsUnit(session, clock, settings)
            known = Envelope("", "", "user.snapshot.v1", user_id, clock.now(), told, user_id, ("users", 0, 0))
            await unit.handlers["user.snapshot.v1"](known)
            await unit.finish()
        async with sessions.begin() as session:
            unit = SessionsUnit(session, clock, settings)
            await unit.handlers[TOMBSTONE](Envelope.tombstone(clock.now(), user_id, ("users", 0, 1)))
            await unit.finish()
        [left] = await stored(plug.station_id)
        name = f"deleted-{UUID(user_id).hex[-8:]}"
        assert (left.start_user_label, left.stop_user_label, left.user_label) == (name, name, name)

    async def test_an_index_finds_them(self, sessions) -> None:
        plan = "explain " + str(
            select(Session.id)
            .where(Session.payer_kind == "user", Session.payer_id == uuid7())
            .compile(compile_kwargs={"literal_binds": True})
        )
        async with sessions() as session:
            await session.execute(text("set local enable_seqscan = off"))
            told = "\n".join(await session.scalars(text(plan)))
        assert "ix_sessions_payer" in told
