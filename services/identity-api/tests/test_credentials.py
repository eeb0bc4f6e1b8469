"""RFID cards: one card one user, kept as a hash, known to the stations."""

import asyncio
from typing import Any
from uuid import UUID

import httpx
import orjson
import pytest
from common.ids import uuid7
from common.tokens import keyed_hash
from identity_api.credentials.models import Credential
from sqlalchemy import select


def _code(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


class TestCredentials:
    @pytest.mark.req("USR-002")
    async def test_staff_drivers_and_accounts_of_other_systems_are_users_alike(
        self, make_user: Any, bind_card: Any, signed_in: Any, admin: httpx.AsyncClient
    ) -> None:
        technician, driver, system = [await make_user(role) for role in ("technik", "customer", "apimoniview")]
        await bind_card(driver["id"], f"003,{uuid7().int % 10**9:09d}")
        kinds = {
            user["login"]: [
                one["kind"] for one in (await admin.get("/credentials", params={"user_id": user["id"]})).json()["items"]
            ]
            for user in (technician, driver, system)
        }
        assert kinds == {
            technician["login"]: ["login_password"],
            driver["login"]: ["login_password", "rfid"],
            system["login"]: ["login_password"],
        }
        browser = await signed_in(system["login"])
        assert (await browser.get("/me")).json()["roles"] == ["apimoniview"]

    @pytest.mark.req("USR-053", "USR-058", "USR-111", "USR-113", "USR-114", "ENU-567", "ENU-568")
    async def test_the_login_from_the_beginning_and_each_card_as_it_was_typed(
        self, make_user: Any, bind_card: Any, admin: httpx.AsyncClient
    ) -> None:
        user, number = await make_user(), f"002,{uuid7().int % 10**9:09d}"
        await bind_card(user["id"], f"  {number} ")
        items = (await admin.get("/credentials", params={"user_id": user["id"]})).json()["items"]
        assert [(one["kind"], one["label"]) for one in items] == [("login_password", user["login"]), ("rfid", number)]
        [login, _] = items
        assert _code(await admin.delete(f"/credentials/{login['id']}")) == (409, "login_credential_stays")

    async def test_a_card_from_before_numbers_were_kept_shows_its_end(
        self, make_user: Any, bind_card: Any, admin: httpx.AsyncClient, sessions: Any
    ) -> None:
        card = await bind_card((await make_user())["id"], f"0a{uuid7().hex[-10:]}")
        async with sessions.begin() as session:
            (await session.get_one(Credential, UUID(card["id"]))).sealed_number = None
        [shown] = (await admin.get("/credentials", params={"user_id": card["user_id"], "kind": "rfid"})).json()["items"]
        assert shown["label"] == f"••••{card['last4']}"

    async def test_a_blocked_users_credentials_say_so(
        self, make_user: Any, bind_card: Any, admin: httpx.AsyncClient
    ) -> None:
        user = await make_user()
        await bind_card(user["id"])
        await admin.post(f"/users/{user['id']}/block")
        items = (await admin.get("/credentials", params={"user_id": user["id"]})).json()["items"]
        assert [one["is_blocked"] for one in items] == [True, True]


class TestBind:
    async def test_the_number_is_kept_as_a_keyed_hash(
        self, make_user: Any, bind_card: Any, sessions: Any, outbox: Any
    ) -> None:
        user = await make_user(last_name="Петров")
        number = f"04a2{uuid7().hex[-10:]}"
        card = await bind_card(user["id"], f" {number} ")
        assert card["last4"] == number[-4:].upper()
        async with sessions() as session:
            stored = await session.scalar(select(Credential.hash).where(Credential.id == card["id"]))
        assert stored == keyed_hash(bytes(32), number.upper())
        [message] = [row for row in await outbox() if row.key == card["id"]]
        data = orjson.loads(message.payload)["data"]
        assert (data["hash"], data["user_id"], data["user_label"]) == (stored, user["id"], "Петров")

    @pytest.mark.req("USR-059", "USR-060")
    async def test_a_card_has_one_owner_over_all_organisations(
        self, make_user: Any, make_organization: Any, bind_card: Any, admin: httpx.AsyncClient
    ) -> None:
        number = f"ab{uuid7().hex[-10:]}"
        await bind_card((await make_user())["id"], number)
        other = await make_user(organization_id=(await make_organization())["id"])
        again = await admin.post("/credentials", json={"user_id": other["id"], "number": number.upper()})
        assert _code(again) == (409, "credential_taken")

    @pytest.mark.req("USR-054", "USR-066", "USR-112")
    async def test_the_sixteenth_card_is_refused_also_when_two_come_at_once(
        self, make_user: Any, bind_card: Any, admin: httpx.AsyncClient
    ) -> None:
        user = await make_user()
        for _ in range(14):
            await bind_card(user["id"])
        bodies = [{"user_id": user["id"], "number": f"card-{uuid7().hex[-8:]}-{n}"} for n in range(2)]
        answers = await asyncio.gather(*(admin.post("/credentials", json=body) for body in bodies))
        assert sorted(answer.status_code for answer in answers) == [201, 409]
        refused = next(answer for answer in answers if answer.status_code == 409)
        assert refused.json()["code"] == "credential_limit_reached"
        of_him = {"user_id": user["id"], "limit": 100}
        kinds = [one["kind"] for one in (await admin.get("/credentials", params=of_him)).json()["items"]]
        assert sorted(kinds) == ["login_password"] + ["rfid"] * 15


class TestUnbind:
    @pytest.mark.req("USR-060")
    async def test_the_card_is_free_again_and_stations_forget_it(
        self, make_user: Any, bind_card: Any, admin: httpx.AsyncClient, outbox: Any
    ) -> None:
        number = f"cd{uuid7().hex[-10:]}"
        card = await bind_card((await make_user())["id"], number)
        assert (await admin.delete(f"/credentials/{card['id']}")).status_code == 204
        last = [row for row in await outbox() if row.key == card["id"]][-1]
        assert (last.topic, last.type, last.payload) == ("credentials", "tombstone", None)
        assert (await bind_card((await make_user())["id"], number))["id"] != card["id"]

    async def test_twice_is_not_found(self, make_user: Any, bind_card: Any, admin: httpx.AsyncClient) -> None:
        card = await bind_card((await make_user())["id"])
        await admin.delete(f"/credentials/{card['id']}")
        assert _code(await admin.delete(f"/credentials/{card['id']}")) == (404, "credential_not_found")


class TestScope:
    async def test_a_user_is_asked_for_his_cards_only(
        self, make_user: Any, bind_card: Any, admin: httpx.AsyncClient
    ) -> None:
        user, card = await make_user(), None
        card = await bind_card(user["id"])
        await bind_card((await make_user())["id"])
        page = (await admin.get("/credentials", params={"user_id": user["id"], "kind": "rfid"})).json()
        assert page == {"items": [card], "total": 1, "total_is_exact": True, "next_cursor": None}

    async def test_another_organisation_neither_sees_nor_touches_them(
        self, make_user: Any, make_organization: Any, make_role: Any, bind_card: Any, signed_in: Any
    ) -> None:
        role = await make_role("credentials:read", "credentials:write")
        me = await make_user(role, organization_id=(await make_organization())["id"])
        stranger = await make_user(organization_id=(await make_organization())["id"])
        card = await bind_card(stranger["id"])
        browser = await signed_in(me["login"])
        assert [one["label"] for one in (await browser.get("/credentials")).json()["items"]] == [me["login"]]
        assert _code(await browser.delete(f"/credentials/{card['id']}")) == (404, "credential_not_found")
        body = {"user_id": stranger["id"], "number": "1234"}
        assert _code(await browser.post("/credentials", json=body)) == (404, "user_not_found")

    async def test_each_right_is_needed(self, make_user: Any, signed_in: Any) -> None:
        viewer = await signed_in((await make_user("viewer"))["login"])
        dispatcher = await signed_in((await make_user("dispatcher"))["login"])
        body = {"user_id": str(uuid7()), "number": "1234"}
        assert _code(await viewer.get("/credentials")) == (403, "right_missing")
        assert _code(await dispatcher.post("/credentials", json=body)) == (403, "right_missing")
        assert _code(await dispatcher.delete(f"/credentials/{uuid7()}")) == (403, "right_missing")
