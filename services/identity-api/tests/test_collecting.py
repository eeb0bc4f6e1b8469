"""The catalogue of rights is what the services declare."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest
import pytest_asyncio
from common.events import Envelope
from common.rights import RightsDeclared
from common.service import Runtime
from common.testing.helpers import FakeClock
from identity_api.rights.consumers import RightsTold, RightsUnit
from identity_people import code_of

Declare = Callable[..., Awaitable[None]]
CONTRACTS = Path(__file__).parents[3] / "libs" / "common" / "contracts"


@pytest_asyncio.fixture
async def declare(runtime: Runtime) -> Declare:
    async def tell(service: str, *codes: str, ru: str = "Право") -> None:
        rights = [{"code": code, "ru": ru, "en": "Right", "page": "stations"} for code in codes]
        kind, now = RightsDeclared.type, runtime.clock.now()
        told = Envelope("1", "/s", kind, service, now, {"service": service, "rights": rights}, service)
        async with runtime.sessions.begin() as session:
            unit = RightsUnit(session, runtime.clock)
            await unit.handlers[kind](told)
            await unit.finish()

    return tell


async def _shown(admin: httpx.AsyncClient) -> dict[str, dict[str, Any]]:
    items = (await admin.get("/rights", params={"limit": 100})).json()["items"]
    return {right["code"]: right for right in items}


class TestCollecting:
    async def test_a_right_is_shown_once_its_owner_has_spoken(self, admin: httpx.AsyncClient, declare: Declare) -> None:
        assert "commands:read" not in await _shown(admin)
        await declare("stations-api", "commands:read", ru="Просмотр команд")
        assert (await _shown(admin))["commands:read"] == {
            "code": "commands:read",
            "noun": "commands",
            "verb": "see",
            "title_ru": "Просмотр команд",
            "title_en": "Right",
            "page": "stations",
            "opens_dashboard": True,
        }
        await declare("stations-api", "commands:read", ru="Команды")
        assert (await _shown(admin))["commands:read"]["title_ru"] == "Команды"

    async def test_what_a_service_names_no_more_is_shown_no_more_but_stays_in_roles(
        self, admin: httpx.AsyncClient, declare: Declare
    ) -> None:
        await declare("updates-api", "software:read")
        await declare("updates-api")
        assert "software:read" not in await _shown(admin)
        [viewer] = (await admin.get("/roles", params={"q": "viewer"})).json()["items"]
        assert "software:read" in viewer["rights"]

    @pytest.mark.req("ROL-009")
    async def test_the_administrator_gets_what_is_new_and_works_with_it_at_once(
        self, app: Any, admin: httpx.AsyncClient, declare: Declare, make_user: Any, signed_in: Any,
        outbox: Any, clock: FakeClock,
    ) -> None:  # fmt: skip
        user = await make_user("administrator")
        browser = await signed_in(user["login"])
        clock.advance(seconds=0.002)
        await declare("reports-api", "reports:read", "reports:write")
        [role] = (await admin.get("/roles", params={"q": "administrator"})).json()["items"]
        assert {"reports:read", "reports:write"} < set(role["rights"])
        withdrawn = [row.key for row in await outbox() if row.topic == "revocations"]
        assert user["id"] in withdrawn
        assert {"reports:read"} < set((await browser.get("/me")).json()["rights"])
        before = len(withdrawn)
        await declare("reports-api", "reports:read", "reports:write", ru="Отчёты")
        assert len([row for row in await outbox() if row.topic == "revocations"]) == before

    async def test_only_what_is_in_the_catalogue_can_be_given(self, admin: httpx.AsyncClient) -> None:
        answer = await admin.post("/roles", json={"name": "x-y-z", "rights": ["nothing:read"]})
        assert code_of(answer) == (422, "rights_unknown")

    def test_it_reads_what_every_service_publishes(self) -> None:
        example = orjson.loads((CONTRACTS / "rights.declared.v1.json").read_bytes())
        assert RightsTold.model_validate(example["data"]).rights[0].code == "stations:write"
