"""Copies of users and organisations, from the topics of identity-api."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from common.db import Sessions
from common.events import TOMBSTONE, Envelope
from common.ids import uuid7
from common.testing.helpers import FakeClock
from stations_api.directory.consumers import CopyUnit, OrganizationTold, PeopleUnit, UserTold
from stations_api.directory.models import OrganizationCopy, UserCopy
from stations_support import Operator

IDENTITY_CONTRACTS = Path(__file__).parents[2] / "identity-api" / "contracts"


async def apply(sessions: Sessions, table: type[Any], told: type[Any], *messages: Envelope) -> None:
    async with sessions.begin() as session:
        unit = CopyUnit(session, table, told)
        for message in messages:
            await unit.handlers[message.type](message)
        await unit.finish()


def user(user_id: UUID, clock: FakeClock, **changes: Any) -> Envelope:
    data = {"user_id": str(user_id), "login": "a", "label": "A", "organization_id": None, "is_blocked": False}
    key = str(user_id)
    return Envelope(str(uuid7()), "/identity-api", UserTold.type, key, clock.now(), data | changes, key)


def gone(user_id: UUID, clock: FakeClock) -> Envelope:
    return Envelope("", "", TOMBSTONE, str(user_id), clock.now() + timedelta(seconds=1), {}, str(user_id))


async def test_the_last_word_stays_and_null_takes_away(sessions: Sessions, clock: FakeClock) -> None:
    kept, left = uuid7(), uuid7()
    first = [user(kept, clock), user(left, clock), user(kept, clock, label="B", is_blocked=True)]
    await apply(sessions, UserCopy, UserTold, *first)
    await apply(sessions, UserCopy, UserTold, gone(left, clock))
    async with sessions() as session:
        copy = await session.get(UserCopy, kept)
        assert copy is not None
        assert (copy.label, copy.is_blocked) == ("B", True)
        assert await session.get(UserCopy, left) is None


@pytest.mark.req("USR-074")
async def test_a_deleted_user_is_named_nowhere_any_more(
    sessions: Sessions, clock: FakeClock, operator: Operator, operator_with: Any
) -> None:
    user_id, login = uuid7(), f"anna-{uuid7().hex[-6:]}"
    await apply(sessions, UserCopy, UserTold, user(user_id, clock, login=login, label="Иванова Анна"))
    station = await operator.station(owner_login=login)
    payer = {"kind": "user", "id": str(user_id)}
    start = await operator.command(station, "start_session", connector_number=1, payer=payer)
    given = await operator_with(subject=user_id, login=login).command(station, "soft_reset")
    other_id = uuid7()
    await apply(sessions, UserCopy, UserTold, user(other_id, clock, login=f"boris-{uuid7().hex[-6:]}", label="Борис"))
    others = await operator_with(subject=other_id, login="boris").command(station, "soft_reset")
    async with sessions.begin() as session:
        unit = PeopleUnit(session, UserCopy, UserTold)
        for one in (user_id, other_id):  # each gets his own name, though they go together
            await unit.handlers[TOMBSTONE](gone(one, clock))
        await unit.finish()
    name = f"deleted-{user_id.hex[-8:]}"
    left = (await operator.get(f"/commands/{start['command_id']}")).json()
    assert (left["payer"], left["created_by"]) == ({**payer, "label": name}, "operator")
    assert (await operator.get(f"/commands/{given['command_id']}")).json()["created_by"] == name
    theirs = (await operator.get(f"/commands/{others['command_id']}")).json()["created_by"]
    assert theirs == f"deleted-{other_id.hex[-8:]}" != name
    assert (await operator.get(f"/stations/{station['id']}")).json()["owner_login"] is None


@pytest.mark.parametrize(("table", "told"), [(UserCopy, UserTold), (OrganizationCopy, OrganizationTold)])
async def test_reads_what_identity_api_publishes(sessions: Sessions, table: type[Any], told: type[Any]) -> None:
    raw = (IDENTITY_CONTRACTS / f"{told.type}.json").read_bytes()
    subject = Envelope.decode(raw).subject
    await apply(sessions, table, told, Envelope.decode(raw, subject))
    async with sessions() as session:
        assert await session.get(table, UUID(subject)) is not None
