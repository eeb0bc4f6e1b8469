"""Dead letters: replayed exactly once through their consumer's unit, kept when that fails, dismissed on demand."""

import asyncio
import json
from collections.abc import Callable

import httpx
import pytest
from common import dead_letters_api
from common.clock import SystemClock
from common.commands import DISMISS, LIST, REPLAY, look_after, parse
from common.consumer import ConsumerSpec
from common.db import Sessions, create_engine, session_factory
from common.dead_letters import DeadLetters, LetterNotFound, LetterUnwanted
from common.dead_letters_api import READ, WRITE
from common.errors import install_problem_handlers
from common.events import TOMBSTONE, Envelope, encode
from common.ids import uuid7
from common.testing.helpers import bearer, deeds, trusting_authenticator
from fastapi import FastAPI
from sqlalchemy import delete, select

from .conftest import DeadLetter, Note, OutboxMessage
from .test_consumer import NotesUnit, NoteWritten, notes

pytestmark = pytest.mark.usefixtures("clean")


class ForgivingUnit(NotesUnit):
    """The consumer after its mistake was mended: poison is a note like any other, a tombstone deletes."""

    def __init__(self, session) -> None:
        super().__init__(session)
        self.handlers = {NoteWritten.type: self.write, TOMBSTONE: self.forget}

    async def write(self, envelope: Envelope) -> None:
        self._session.add(Note(key=envelope.key, text=envelope.data["text"]))

    async def forget(self, envelope: Envelope) -> None:
        await self._session.execute(delete(Note).where(Note.key == envelope.key))


async def bury(sessions: Sessions, key: str = "b", kind: str = NoteWritten.type, offset: int = 7) -> DeadLetter:
    now = SystemClock().now()
    payload = encode(kind, {"key": key, "text": "poison"}, source="/t", subject=key, time=now)
    letter = DeadLetter(
        consumer="notes",
        topic="sessions",
        partition=0,
        offset=offset,
        key=key,
        type=kind,
        payload=None if kind == TOMBSTONE else payload,
        error="ValueError()",
    )
    async with sessions.begin() as session:
        session.add(letter)
    return letter


def letters(sessions, unit: Callable[..., NotesUnit] = ForgivingUnit) -> DeadLetters:
    return DeadLetters(sessions, DeadLetter, [ConsumerSpec("notes", ["sessions"], unit)])


class TestReplay:
    async def test_the_work_is_done_and_the_letter_gone(self, sessions) -> None:
        letter = await bury(sessions)
        await letters(sessions).replay(letter.id)
        assert await notes(sessions) == {"b": 1}
        assert await letters(sessions).all() == []

    async def test_a_second_replay_finds_nothing(self, sessions) -> None:
        letter = await bury(sessions)
        await letters(sessions).replay(letter.id)
        with pytest.raises(LetterNotFound):
            await letters(sessions).replay(letter.id)
        assert await notes(sessions) == {"b": 1}

    async def test_one_that_fails_again_stays_with_its_reason_and_no_half_work(self, sessions) -> None:
        letter = await bury(sessions)
        with pytest.raises(ValueError, match="cannot be applied"):
            await letters(sessions, NotesUnit).replay(letter.id)
        (kept,) = await letters(sessions).all()
        assert (kept.attempts, "cannot be applied" in kept.error) == (2, True)
        assert kept.last_failed_at > letter.first_failed_at
        assert await notes(sessions) == {}

    async def test_two_operators_apply_it_once(self, sessions) -> None:
        letter = await bury(sessions)
        async with sessions.begin() as session:
            await session.scalar(select(DeadLetter).with_for_update())
            with pytest.raises(LetterNotFound):
                await letters(sessions).replay(letter.id)
        assert await notes(sessions) == {}

    async def test_a_tombstone_is_replayed_as_one(self, sessions) -> None:
        async with sessions.begin() as session:
            session.add(Note(key="b"))
        letter = await bury(sessions, kind=TOMBSTONE)
        await letters(sessions).replay(letter.id)
        assert await notes(sessions) == {}

    @pytest.mark.parametrize("change", [{"consumer": "renamed"}, {"type": "note.burnt.v1"}])
    async def test_what_nobody_reads_any_more_is_not_lost(self, sessions, change: dict[str, str]) -> None:
        letter = await bury(sessions)
        async with sessions.begin() as session:
            for name, value in change.items():
                setattr(await session.get_one(DeadLetter, letter.id), name, value)
        with pytest.raises(LetterUnwanted):
            await letters(sessions).replay(letter.id)
        assert len(await letters(sessions).all()) == 1


async def test_a_dismissed_letter_is_gone_without_work(sessions) -> None:
    letter = await bury(sessions)
    await letters(sessions).dismiss(letter.id)
    assert (await letters(sessions).all(), await notes(sessions)) == ([], {})


class TestCommandLine:
    """In a thread, since the commands run a loop of their own."""

    @pytest.fixture
    def run(self, database_url: str, capsys):
        async def run(*arguments: str) -> tuple[int, list[dict[str, object]]]:
            engine = create_engine(database_url)
            own = letters(session_factory(engine))
            status = await asyncio.to_thread(look_after, own, parse("notes", arguments), engine.dispose)
            return status, [json.loads(line) for line in capsys.readouterr().out.splitlines() if line.startswith("{")]

        return run

    async def test_list_replay_all_and_the_unknown_one(self, run, sessions) -> None:
        first, second = await bury(sessions, "a", offset=1), await bury(sessions, "b", offset=2)
        status, rows = await run(LIST)
        assert (status, [row["id"] for row in rows]) == (0, [str(first.id), str(second.id)])
        assert rows[0]["error"] == "ValueError()"
        status, rows = await run(REPLAY, "--all")
        assert (status, [row["done"] for row in rows]) == (0, [True, True])
        status, rows = await run(DISMISS, str(uuid7()))
        assert (status, rows[0]["done"]) == (1, False)
        assert await notes(sessions) == {"a": 1, "b": 1}

    @pytest.mark.parametrize("arguments", [[REPLAY], [DISMISS], [DISMISS, "--all"], [REPLAY, "no-uuid"]])
    def test_an_order_that_says_too_little_is_refused(self, arguments: list[str]) -> None:
        with pytest.raises(SystemExit):
            parse("notes", arguments)


class TestHttp:
    unit: Callable[..., NotesUnit] = ForgivingUnit

    @pytest.fixture
    def api(self, sessions) -> httpx.AsyncClient:
        app = FastAPI()
        install_problem_handlers(app)
        app.state.authenticator, app.state.sessions = trusting_authenticator(), sessions
        app.state.outbox_table, app.state.service_name, app.state.clock = OutboxMessage, "notes", SystemClock()
        app.include_router(dead_letters_api.router("notes", lambda: letters(sessions, type(self).unit), DeadLetter))
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        return httpx.AsyncClient(transport=transport, base_url="http://x", headers=bearer(READ, WRITE))

    async def test_a_letter_is_listed_and_read_with_its_payload(self, api, sessions) -> None:
        letter = await bury(sessions)
        (listed,) = (await api.get("/dead-letters/notes", params={"q": "ValueError"})).json()["items"]
        read = (await api.get(f"/dead-letters/notes/{letter.id}")).json()
        assert (listed["key"], listed["attempts"], listed["error"]) == ("b", 1, "ValueError()")
        assert '"poison"' in read["payload"]

    async def test_a_replay_applies_it(self, api, sessions) -> None:
        letter = await bury(sessions)
        assert (await api.post(f"/dead-letters/notes/{letter.id}/replay")).status_code == 204
        assert await notes(sessions) == {"b": 1}
        assert (await api.get(f"/dead-letters/notes/{letter.id}")).status_code == 404

    async def test_a_replay_that_fails_says_why_and_keeps_it(self, api, sessions, monkeypatch) -> None:
        monkeypatch.setattr(TestHttp, "unit", NotesUnit)
        letter = await bury(sessions)
        refused = await api.post(f"/dead-letters/notes/{letter.id}/replay")
        assert (refused.status_code, refused.json()["code"]) == (409, "dead_letter_fails")
        assert "cannot be applied" in refused.json()["params"]["reason"]
        assert (await api.get(f"/dead-letters/notes/{letter.id}")).json()["attempts"] == 2

    async def test_it_can_be_let_go(self, api, sessions) -> None:
        letter = await bury(sessions)
        assert (await api.post(f"/dead-letters/notes/{letter.id}/dismiss")).status_code == 204
        assert (await api.get("/dead-letters/notes")).json()["items"] == []
        [deed] = await deeds(sessions, OutboxMessage, link_id=str(letter.id))
        assert (deed["operation"], deed["source"]) == ("dead_letter_dismissed", "tester")

    async def test_who_does_not_see_all_organisations_sees_none(self, api, sessions) -> None:
        await bury(sessions)
        headers = bearer(READ, organizations=[uuid7()])
        answer = await api.get("/dead-letters/notes", headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (403, "all_organizations_only")

    async def test_reading_is_not_deciding(self, api, sessions) -> None:
        letter = await bury(sessions)
        answer = await api.post(f"/dead-letters/notes/{letter.id}/dismiss", headers=bearer(READ))
        assert answer.status_code == 403
