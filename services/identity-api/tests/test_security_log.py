"""The security log: chained, searched, verified, forgotten month by month."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from common.db import Sessions
from common.events import Envelope
from common.ids import uuid7
from common.service import Runtime, Service, create_app
from common.testing.helpers import FakeClock, bearer, deeds, trusting_authenticator
from identity_api.db import TABLES, OutboxMessage
from identity_api.organizations.models import ROOT_ID
from identity_api.security_log import verification
from identity_api.security_log.consumers import Recorded, SecurityLogUnit
from identity_api.security_log.endpoints import router
from identity_api.security_log.keeping import keep_months
from identity_api.security_log.partitions import months_before
from identity_api.security_log.verification import is_whole, verify
from identity_api.security_log.words import LINK_TYPES, OPERATIONS, Words
from identity_api.settings import IdentitySettings
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

CONTRACT = Path(__file__).parents[3] / "libs" / "common" / "contracts" / "audit.recorded.v1.json"
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
SEPTEMBER, OCTOBER = NOW - timedelta(days=70), NOW - timedelta(days=40)
PLANTED = """
    insert into security_log (at, id, position, hash, source_type, source, link_type, operation, arguments, result)
    select at, gen_random_uuid(), 5, hash, source_type, 'planted', link_type, operation, arguments, result
    from security_log where position = 4
"""
SHORTENED = """
    update security_log_chains set count = 1, hash = (
        select hash from security_log where position = 1 and at < '2026-10-01'
    ) where month = '2026-09-01'
"""
ALPHA, BETA = uuid7(), uuid7()
Write = Callable[..., Awaitable[None]]


def record(**changes: Any) -> dict[str, Any]:
    told = {
        "id": str(uuid7()),
        "at": NOW.isoformat(),
        "source_type": "user",
        "source": "anna",
        "organization_id": str(ALPHA),
        "link_type": "station",
        "link_id": "0199e0a4-7c00-7000-8000-00000000002a",
        "link_label": "EVSE11",
        "operation": "station_changed",
        "arguments": {"ratio": 1.0, "big": 1e22, "text": "a\0b"},
        "before": {"name": "old"},
        "after": {"name": "new"},
    }
    return {
        name: value.isoformat() if isinstance(value, datetime) else value for name, value in (told | changes).items()
    }


@pytest.fixture(autouse=True)
async def empty(sessions: Sessions) -> None:
    async with sessions.begin() as session:
        await session.execute(text("truncate security_log, security_log_chains"))


@pytest.fixture
def write(sessions: Sessions) -> Write:
    async def write(*records: dict[str, Any]) -> None:
        async with sessions.begin() as session:
            unit = SecurityLogUnit(session)
            for one in records:
                await unit.handlers[Recorded.type](Envelope("", "", Recorded.type, "", NOW, one))
            await unit.finish()

    return write


@pytest.fixture
def log_settings(service_environment: dict[str, str]) -> IdentitySettings:
    return IdentitySettings(database_url=service_environment["DATABASE_URL"])


@pytest.fixture
async def http(
    log_settings: IdentitySettings, engine: AsyncEngine, sessions: Sessions
) -> AsyncIterator[httpx.AsyncClient]:
    service = Service("identity-api", log_settings, [router], TABLES)
    app = create_app(service, "api", Runtime(log_settings, engine, sessions))
    app.state.authenticator = trusting_authenticator()
    headers = bearer("security-log:read")
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://t/api/v1", headers=headers) as client:
        yield client


async def found(http: httpx.AsyncClient, **query: Any) -> list[str]:
    answer = await http.get("/security-log", params=query)
    assert answer.status_code == 200, answer.text
    return [item["source"] for item in answer.json()["items"]]


class TestChain:
    async def test_a_whole_log_is_verified(self, write: Write, sessions: Sessions) -> None:
        await write(*[record(source=f"s{n}") for n in range(3)])
        await write(record(at=NOW - timedelta(days=40)), record())
        verdicts = await verify(sessions)
        assert [(v.month, v.count, v.fault) for v in verdicts] == [
            (date(2026, 10, 1), 1, None),
            (date(2026, 11, 1), 4, None),
        ]

    async def test_a_topic_that_is_read_again_adds_nothing(
        self, write: Write, sessions: Sessions, http: httpx.AsyncClient
    ) -> None:
        again = record()
        await write(again)
        await write(again, record(source="new"))
        assert sorted(await found(http)) == ["anna", "new"]
        assert is_whole(await verify(sessions))

    @pytest.mark.parametrize(
        ("deed", "fault", "position"),
        [
            ("update security_log set source = 'nobody' where position = 2", "changed", 2),
            ("update security_log set after = '{\"name\": \"else\"}' where position = 3", "changed", 3),
            ("delete from security_log where position = 2", "missing", 2),
            ("delete from security_log where position = 4", "cut_off", 3),
            ("update security_log set position = case position when 2 then 3 else 2 end where position in (2, 3)",
             "changed", 2),
            (PLANTED, "changed", 5),
            ("delete from security_log_chains", "unknown_month", None),
        ],
    )  # fmt: skip
    async def test_a_change_is_detected(
        self, write: Write, sessions: Sessions, deed: str, fault: str, position: int | None
    ) -> None:
        await write(*[record(source=f"s{n}") for n in range(4)])
        async with sessions.begin() as session:
            await session.execute(text(deed))
        found = [(v.fault, v.position) for v in await verify(sessions) if v.fault]
        assert found == [(fault, position)]

    @pytest.mark.parametrize(
        ("statements", "month", "fault"),
        [
            (["delete from security_log where at < '2026-10-01'",
              "delete from security_log_chains where month = '2026-09-01'"], date(2026, 9, 1), "missing_month"),
            (["delete from security_log where at >= '2026-10-01' and at < '2026-11-01'",
              "delete from security_log_chains where month = '2026-10-01'"], date(2026, 10, 1), "missing_month"),
            (["delete from security_log where position = 2 and at < '2026-10-01'", SHORTENED],
             date(2026, 9, 1), "cut_off"),
            (["update security_log_chains set previous_month = null where month = '2026-10-01'"],
             date(2026, 10, 1), "changed"),
        ],
    )  # fmt: skip
    async def test_what_is_taken_away_with_its_chain_is_missed_by_the_next_month(
        self, write: Write, sessions: Sessions, statements: list[str], month: date, fault: str
    ) -> None:
        await write(record(at=SEPTEMBER), record(at=SEPTEMBER))
        await write(record(at=OCTOBER))
        await write(record())
        assert is_whole(await verify(sessions))
        async with sessions.begin() as session:
            for statement in statements:
                await session.execute(text(statement))
        assert (month, fault) in [(v.month, v.fault) for v in await verify(sessions) if v.fault]

    async def test_a_record_that_comes_late_breaks_nothing(self, write: Write, sessions: Sessions) -> None:
        await write(record(at=SEPTEMBER))
        await write(record())
        await write(record(at=SEPTEMBER), record(at=OCTOBER))
        verdicts = await verify(sessions)
        assert [(v.month.month, v.count, v.fault) for v in verdicts] == [(9, 2, None), (10, 1, None), (11, 1, None)]

    async def test_the_command_says_it(
        self, write: Write, sessions: Sessions, log_settings: IdentitySettings, capsys: pytest.CaptureFixture[str]
    ) -> None:
        await write(record(), record())
        assert await asyncio.to_thread(verification.run, log_settings) == 0
        async with sessions.begin() as session:
            await session.execute(text("update security_log set source = 'nobody' where position = 2"))
        assert await asyncio.to_thread(verification.run, log_settings) == 1
        whole, broken = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert (whole["month"], whole["entries"], whole["is_whole"]) == ("2026-11", 2, True)
        assert (broken["fault"], broken["position"], broken["end"]) == ("changed", 2, whole["end"])


class TestRetention:
    async def test_whole_months_go_and_the_rest_stays_verifiable(
        self, write: Write, sessions: Sessions, engine: AsyncEngine, http: httpx.AsyncClient
    ) -> None:
        await write(record(at=NOW - timedelta(days=70)), record(source="kept"))
        settings = IdentitySettings(security_log_months=1)
        assert await keep_months(Runtime(settings, engine, sessions, FakeClock(NOW)), settings) == 1
        assert await found(http) == ["kept"]
        assert is_whole(await verify(sessions, kept_from=date(2026, 10, 1)))
        await write(record(at=NOW - timedelta(days=70)))  # too late: its month is gone
        assert await found(http) == ["kept"]

    async def test_the_log_tells_of_it_and_nobody_else_can_say_so(
        self, write: Write, sessions: Sessions, engine: AsyncEngine
    ) -> None:
        await write(record(at=SEPTEMBER))
        await write(record(at=OCTOBER), record())
        settings = IdentitySettings(security_log_months=1)
        assert await keep_months(Runtime(settings, engine, sessions, FakeClock(NOW)), settings) == 1
        told = (await deeds(sessions, OutboxMessage, operation="security_log_month_dropped"))[-1]
        assert (told["arguments"]["month"], told["arguments"]["entries"]) == ("2026-09", 1)
        await write(told)
        # the retention was made longer since: what went by the old one is told of in the log
        assert is_whole(await verify(sessions, kept_from=date(2026, 9, 1)))
        async with sessions.begin() as session:
            await session.execute(text("update security_log_chains set is_dropped = true where month = '2026-10-01'"))
        early = [(v.month, v.fault) for v in await verify(sessions, kept_from=date(2026, 9, 1)) if v.fault]
        assert (date(2026, 10, 1), "dropped_early") in early

    def test_months_are_counted_over_the_year(self) -> None:
        assert months_before(date(2026, 2, 1), 3) == date(2025, 11, 1)


class TestList:
    @pytest.mark.req("SEC-002")
    async def test_shows_the_latest_first(self, write: Write, http: httpx.AsyncClient) -> None:
        await write(*[record(source=f"s{n}", at=NOW + timedelta(minutes=n)) for n in (1, 3, 2)])
        assert await found(http) == ["s3", "s2", "s1"]
        assert await found(http, sort="source") == ["s1", "s2", "s3"]

    @pytest.mark.req("SEC-001", "SEC-006", "SEC-007", "SEC-008", "SEC-009", "SEC-010", "SEC-011", "SEC-012", "SEC-013",
                     "SEC-015")  # fmt: skip
    async def test_shows_everything_of_an_entry(self, write: Write, http: httpx.AsyncClient) -> None:
        told = record(source_type="terminal", source="EVSE11", link_type="session", session_id=str(uuid7()),
                      operation="transaction_started_s", description="First")  # fmt: skip
        await write(told)
        (item,) = (await http.get("/security-log")).json()["items"]
        assert {name: item[name] for name in told if name not in ("at", "arguments")} == {
            name: value for name, value in told.items() if name not in ("at", "arguments")
        }
        assert item["arguments"] == {"ratio": 1.0, "big": 1e22, "text": "a\ufffdb"}
        assert len(item["hash"]) == 64
        assert (await http.get(f"/security-log/{item['id']}")).json() == item

    @pytest.mark.req("SEC-014")
    async def test_names_the_organisation(self, write: Write, http: httpx.AsyncClient, runtime: Runtime) -> None:
        await write(record(organization_id=str(ROOT_ID)))
        (item,) = (await http.get("/security-log")).json()["items"]
        assert item["organization_name"]

    @pytest.mark.req("SEC-016", "SEC-017", "SEC-018")
    async def test_filters_hold_together(self, write: Write, http: httpx.AsyncClient) -> None:
        session_id = str(uuid7())
        await write(
            record(source="one", description="Забытый кабель", session_id=session_id),
            record(source="two", operation="user_changed", link_type="user", link_id=None, link_label="Boris"),
            record(source="six", source_type="service", organization_id=str(BETA), at=NOW + timedelta(days=1)),
        )
        assert await found(http, q="КАБЕЛЬ") == await found(http, q=session_id) == ["one"]
        assert await found(http, q="bori") == await found(http, link_type="user", operation="user_changed") == ["two"]
        assert await found(http, source_type="service") == await found(http, organization_id=str(BETA)) == ["six"]
        assert await found(http, at_from=(NOW + timedelta(hours=1)).isoformat()) == ["six"]
        assert sorted(await found(http, at_to=(NOW + timedelta(hours=1)).isoformat())) == ["one", "two"]
        assert await found(http, source_type="service", link_type="user") == []

    async def test_shows_nothing_of_another_organisation(self, write: Write, http: httpx.AsyncClient) -> None:
        await write(
            record(source="theirs"), record(source="ours", organization_id=str(BETA)), record(organization_id=None)
        )
        ours = bearer("security-log:read", organizations=[BETA])
        body = (await http.get("/security-log", headers=ours)).json()
        assert ([item["source"] for item in body["items"]], body["total"]) == (["ours"], 1)
        theirs = (await http.get("/security-log?q=theirs")).json()["items"][0]["id"]
        assert (await http.get(f"/security-log/{theirs}", headers=ours)).json()[
            "code"
        ] == "security_log_entry_not_found"
        assert "theirs" not in (await http.get("/security-log/export?format=csv", headers=ours)).text

    @pytest.mark.req("SEC-023")
    async def test_offers_no_way_to_change_an_entry(self, write: Write, http: httpx.AsyncClient) -> None:
        await write(record())
        entry = (await http.get("/security-log")).json()["items"][0]["id"]
        for method in ("PUT", "PATCH", "DELETE", "POST"):
            assert (await http.request(method, f"/security-log/{entry}")).status_code == 405

    @pytest.mark.req("SEC-019")
    async def test_is_exported_in_words(self, write: Write, http: httpx.AsyncClient) -> None:
        await write(record(operation="transaction_started_s", source_type="terminal", source="=cmd"))
        file = (await http.get("/security-log/export?format=csv&columns=source_type,source,operation,link,after")).text
        line = "Терминал;'=cmd;Транзакция зарядной сессии началась (S);EVSE11;name: new"
        assert file.splitlines()[1] == line


def test_reads_what_the_services_write() -> None:
    assert Recorded.model_validate(json.loads(CONTRACT.read_text())["data"]).link_label == "EVSE11"


WORDS = [
    pytest.param(LINK_TYPES, "station", "Зарядная станция", "Charging station", marks=pytest.mark.req("ENU-628")),
    pytest.param(LINK_TYPES, "incident", "Инцидент", "Incident", marks=pytest.mark.req("ENU-629")),
    pytest.param(LINK_TYPES, "personal_account", "Лицевой счет", "Personal account", marks=pytest.mark.req("ENU-630")),
    pytest.param(LINK_TYPES, "organization", "Организация", "Organisation", marks=pytest.mark.req("ENU-631")),
    pytest.param(LINK_TYPES, "payment", "Платеж", "Payment", marks=pytest.mark.req("ENU-632")),
    pytest.param(LINK_TYPES, "user", "Пользователь", "User", marks=pytest.mark.req("ENU-633")),
    pytest.param(LINK_TYPES, "role", "Роль", "Role", marks=pytest.mark.req("ENU-634")),
    pytest.param(LINK_TYPES, "session", "Сессия", "Session", marks=pytest.mark.req("ENU-635")),
    pytest.param(LINK_TYPES, "tariff", "Тариф", "Tariff", marks=pytest.mark.req("ENU-636")),
    pytest.param(LINK_TYPES, "terminal", "Терминал", "Terminal", marks=pytest.mark.req("ENU-637")),
    pytest.param(LINK_TYPES, "remote_command", "Удаленная команда", "Remote command", marks=pytest.mark.req("ENU-638")),
    pytest.param(LINK_TYPES, "receipt", "Чек", "Receipt", marks=pytest.mark.req("ENU-639")),
    pytest.param(LINK_TYPES, "message_template", "Шаблон сообщения", "Message template",
                 marks=pytest.mark.req("ENU-640")),
    pytest.param(LINK_TYPES, "none", "Нет", "None", marks=pytest.mark.req("ENU-641")),
    pytest.param(OPERATIONS, "session_created_t", "Зарядная сессия создана (Т)", "Charging session created (T)",
                 marks=pytest.mark.req("ENU-642")),
    pytest.param(OPERATIONS, "session_started_t", "Зарядная сессия начата (Т)", "Charging session started (T)",
                 marks=pytest.mark.req("ENU-643")),
    pytest.param(OPERATIONS, "session_params_changed_t", "Изменение параметров зарядной сессии (Т)",
                 "Parameters of the charging session changed (T)", marks=pytest.mark.req("ENU-646")),
    pytest.param(OPERATIONS, "incident_added", "Добавлен инцидент", "Incident added", marks=pytest.mark.req("ENU-647")),
    pytest.param(OPERATIONS, "authorization", "Авторизация", "Authorisation", marks=pytest.mark.req("ENU-648")),
]  # fmt: skip


@pytest.mark.parametrize(("words", "code", "ru", "en"), WORDS)
async def test_a_code_is_exported_by_its_name(
    words: Words, code: str, ru: str, en: str, write: Write, http: httpx.AsyncClient
) -> None:
    column = "link_type" if words is LINK_TYPES else "operation"
    await write(record(**{column: code}))
    for language, name in (("ru", ru), ("en", en)):
        query = {"format": "csv", "columns": column, "language": language, column: code}
        assert (await http.get("/security-log/export", params=query)).text.splitlines()[1] == name


@pytest.mark.req("SEC-021")
async def test_an_entry_without_a_thing_links_to_nothing(write: Write, http: httpx.AsyncClient) -> None:
    told = record()
    for name in ("link_type", "link_id", "link_label"):
        del told[name]
    await write(told)
    (item,) = (await http.get("/security-log")).json()["items"]
    assert (item["link_type"], item["link_id"], item["link_label"]) == ("none", None, None)
