"""Things that have changed: told in the transaction of the change, to those who may know of it, and never what."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import UUID

import jsonschema_rs
import orjson
import pytest
from common.db import Sessions
from common.events import Envelope
from common.ids import uuid7
from common.live import Live, Thing, ThingsChanged, tell, telling
from common.outbox import Outbox
from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from .conftest import Base, Note, OutboxMessage

CONTRACTS = Path(__file__).parents[1] / "contracts"
MINE, OTHER = uuid7(), uuid7()


class Leaf(Base):
    __tablename__ = "leaves"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    organization_id: Mapped[UUID | None]
    revision: Mapped[int] = mapped_column(default=1)
    used_at: Mapped[int] = mapped_column(default=0)


LEAF = Live("leaf", Leaf, "leaves:read", scope=Leaf.organization_id, unseen=frozenset({"used_at"}))
NOTE = Live("note", Note, "notes:read")


@pytest.fixture(autouse=True)
async def _listening(sessions: Sessions, clean: None) -> AsyncIterator[None]:
    with telling([LEAF, NOTE], OutboxMessage, "notes"):
        yield


async def told(sessions: Sessions) -> list[Thing]:
    async with sessions() as session:
        rows = await session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))
        events = [Envelope.decode(row.payload or b"", row.key) for row in rows]
    return [Thing.model_validate(thing) for event in events for thing in event.data["things"]]


async def forget(sessions: Sessions) -> None:
    async with sessions.begin() as session:
        await session.execute(delete(OutboxMessage))


async def _leaf(sessions: Sessions, organization: UUID | None = MINE) -> UUID:
    async with sessions.begin() as session:
        session.add(leaf := Leaf(organization_id=organization))
    return leaf.id


class TestThroughASession:
    async def test_a_new_row_is_told_to_its_owner(self, sessions: Sessions) -> None:
        leaf = await _leaf(sessions)
        [thing] = await told(sessions)
        assert thing == Thing(
            noun="leaf", id=str(leaf), revision=1, right="leaves:read", audience="owners", organizations=(MINE,)
        )

    async def test_one_that_moves_is_told_to_both(self, sessions: Sessions) -> None:
        leaf = await _leaf(sessions)
        await forget(sessions)
        async with sessions.begin() as session:
            (await session.get_one(Leaf, leaf)).organization_id = OTHER
        [thing] = await told(sessions)
        assert set(thing.organizations) == {MINE, OTHER}

    async def test_one_that_is_removed_is_told_too(self, sessions: Sessions) -> None:
        leaf = await _leaf(sessions)
        await forget(sessions)
        async with sessions.begin() as session:
            await session.delete(await session.get_one(Leaf, leaf))
        assert [thing.id for thing in await told(sessions)] == [str(leaf)]

    async def test_nothing_is_told_of_what_no_page_shows_or_nobody_saved(self, sessions: Sessions) -> None:
        leaf = await _leaf(sessions)
        await forget(sessions)
        async with sessions.begin() as session:
            (await session.get_one(Leaf, leaf)).used_at = 5
        async with sessions.begin() as session:
            (await session.get_one(Leaf, leaf)).revision = 1
        with pytest.raises(RuntimeError):
            await _fails(sessions, leaf)
        assert await told(sessions) == []

    async def test_what_belongs_to_nobody_is_for_those_who_see_all(self, sessions: Sessions) -> None:
        await _leaf(sessions, None)
        async with sessions.begin() as session:
            session.add(Note(key="first"))
        assert [(thing.noun, thing.audience) for thing in await told(sessions)] == [
            ("leaf", "all_organizations"),
            ("note", "all_organizations"),
        ]

    async def test_several_changes_of_one_flush_are_one_message(self, sessions: Sessions) -> None:
        async with sessions.begin() as session:
            session.add_all([Leaf(organization_id=MINE), Leaf(organization_id=OTHER), Note(key="second")])
        async with sessions() as session:
            assert len((await session.scalars(select(OutboxMessage))).all()) == 1
        assert len(await told(sessions)) == 3


async def _fails(sessions: Sessions, leaf: UUID) -> None:
    async with sessions.begin() as session:
        (await session.get_one(Leaf, leaf)).revision = 2
        await session.flush()
        raise RuntimeError


class TestPastTheSession:
    async def test_a_statement_tells_of_the_list_where_nobody_owns_anything(self, sessions: Sessions) -> None:
        async with sessions.begin() as session:
            await session.execute(insert(Note).values(key="third"))
        [thing] = await told(sessions)
        assert (thing.noun, thing.id, thing.audience) == ("note", None, "all_organizations")

    async def test_where_things_have_owners_it_must_be_said_by_hand(self, sessions: Sessions) -> None:
        leaf = await _leaf(sessions)
        await forget(sessions)
        async with sessions.begin() as session:
            await session.execute(update(Leaf).where(Leaf.id == leaf).values(revision=7))
            tell(Outbox(session, OutboxMessage, "notes"), LEAF.told(leaf, 7, organizations=[MINE]))
        assert [(thing.revision, thing.organizations) for thing in await told(sessions)] == [(7, (MINE,))]

    async def test_reading_tells_nothing(self, sessions: Sessions) -> None:
        async with sessions.begin() as session:
            await session.scalars(select(Note))
        assert await told(sessions) == []


class TestAudience:
    @pytest.mark.parametrize(
        ("live", "owned", "audience"),
        [
            (Live("a", Note, "r", is_shared=True), False, "everybody"),
            (Live("a", Note, "r"), False, "all_organizations"),
            (Live("a", Leaf, "r", scope=Leaf.organization_id), True, "owners"),
            (Live("a", Leaf, "r", scope=Leaf.organization_id, reaches_below=True), True, "owners_and_below"),
        ],
    )
    def test_follows_from_the_declaration(self, live: Live, owned: bool, audience: str) -> None:
        assert live.told("x", organizations=[MINE] if owned else []).audience == audience

    def test_a_stations_owner_is_found_by_the_reader(self) -> None:
        thing = LEAF.told("x", station_id=OTHER)
        assert (thing.audience, thing.station_id, thing.organizations) == ("owners", OTHER, ())


class TestContract:
    def _example(self) -> Any:
        return json.loads((CONTRACTS / "things.changed.v1.json").read_text())

    def test_the_example_obeys_the_schema(self) -> None:
        schema = json.loads((CONTRACTS / "things.changed.v1.schema.json").read_text())
        jsonschema_rs.validator_for(schema, validate_formats=True).validate(self._example()["data"])

    def test_the_example_is_what_we_write(self) -> None:
        envelope = Envelope.decode(orjson.dumps(self._example()))
        told_again = ThingsChanged.model_validate(envelope.data).model_dump(mode="json")
        assert (envelope.type, told_again) == (ThingsChanged.type, envelope.data)
