"""The deeds of identity-api in the security log: who, from where, on what, before and after, no secrets."""

from typing import Any

import httpx
import orjson
import pytest
from identity_people import PASSWORD, unique


@pytest.fixture
def records(outbox: Any) -> Any:
    """What was recorded of a thing, oldest first."""

    async def read(link_id: str) -> list[dict[str, Any]]:
        told = [orjson.loads(row.payload)["data"] for row in await outbox() if row.topic == "audit"]
        return [one for one in told if one["link_id"] == link_id]

    return read


class TestUser:
    @pytest.mark.req("SEC-001")
    async def test_every_deed_is_recorded(self, admin: httpx.AsyncClient, make_user: Any, records: Any) -> None:
        user = await make_user()
        url = f"/users/{user['id']}"
        await admin.patch(url, json={"first_name": "Анна"})
        for deed in ("block", "unblock", "sign-out"):
            await admin.post(f"{url}/{deed}")
        await admin.put(f"{url}/energy-limit", json={"energy_limit_wh": 1000})
        await admin.put(f"{url}/allowed-stations", json={"station_ids": []})
        await admin.post(f"{url}/reset-password", json={"password": "Another-Pass-2"})
        await admin.delete(url)
        told = await records(user["id"])
        assert [one["operation"] for one in told] == [
            "user_created", "user_changed", "user_blocked", "user_unblocked", "user_signed_out",
            "user_limit_changed", "user_stations_changed", "user_password_reset", "user_deleted",
        ]  # fmt: skip
        changed = told[1]
        assert (changed["before"], changed["after"]) == ({"first_name": ""}, {"first_name": "Анна"})
        assert (changed["source_type"], changed["source"], changed["address"]) == ("user", "machine", "198.51.100.1")
        assert told[-1]["link_label"] == f"deleted-{user['id'].replace('-', '')[-8:]}"

    async def test_no_secret_leaves_the_service(
        self, admin: httpx.AsyncClient, make_user: Any, bind_card: Any, outbox: Any, signed_in: Any
    ) -> None:
        user = await make_user()
        number = unique("карта")
        await bind_card(user["id"], number)
        await signed_in(user["login"])
        client = (await admin.post("/api-clients", json={"name": unique("c"), "rights": ["users:read"]})).json()
        everything = b"".join(row.payload or b"" for row in await outbox()).decode()
        for secret in (PASSWORD, number, client["secret"]):
            assert secret not in everything


class TestOthers:
    async def test_roles_organisations_cards_and_clients(
        self, admin: httpx.AsyncClient, make_organization: Any, make_user: Any, bind_card: Any, records: Any
    ) -> None:
        role = (await admin.post("/roles", json={"name": unique("r"), "rights": ["users:read"]})).json()
        await admin.patch(f"/roles/{role['id']}", json={"rights": []})
        await admin.delete(f"/roles/{role['id']}")
        home = await make_organization()
        await admin.patch(f"/organizations/{home['id']}", json={"inn": "77"})
        card = await bind_card((await make_user(organization_id=home["id"]))["id"])
        await admin.delete(f"/credentials/{card['id']}")
        await admin.delete(f"/organizations/{home['id']}")
        client = (await admin.post("/api-clients", json={"name": unique("c"), "rights": ["users:read"]})).json()
        await admin.patch(f"/api-clients/{client['id']}", json={"is_active": False})
        await admin.post(f"/api-clients/{client['id']}/rotate")
        await admin.delete(f"/api-clients/{client['id']}")
        seen = {
            thing["id"]: [one["operation"] for one in await records(thing["id"])]
            for thing in (role, home, card, client)
        }
        assert seen == {
            role["id"]: ["role_created", "role_changed", "role_deleted"],
            home["id"]: ["organization_created", "organization_changed", "organization_deleted"],
            card["id"]: ["credential_bound", "credential_unbound"],
            client["id"]: ["api_client_created", "api_client_changed", "api_client_rotated", "api_client_deleted"],
        }
        assert (await records(role["id"]))[1]["before"] == {"rights": ["users:read"]}
        assert {one["organization_id"] for one in await records(card["id"])} == {home["id"]}


class TestSignIn:
    @pytest.mark.req("ENU-648")
    async def test_coming_and_going(self, make_user: Any, signed_in: Any, records: Any) -> None:
        user = await make_user()
        mine = await signed_in(user["login"], address="203.0.113.5")
        await mine.post("/me/sign-out-everywhere")
        told = (await records(user["id"]))[1:]
        assert [one["operation"] for one in told] == ["authorization", "user_signed_out"]
        assert {(one["source"], one["address"]) for one in told} == {(user["login"], "203.0.113.5")}

    async def test_a_failed_sign_in_is_recorded_without_what_was_typed(
        self, browser: httpx.AsyncClient, make_user: Any, records: Any, outbox: Any
    ) -> None:
        user = await make_user()
        await browser.post("/auth/sign-in", json={"login": user["login"], "password": "Typed-Wrong-1"})
        await browser.post("/auth/sign-in", json={"login": "my-secret-by-mistake", "password": "x"})
        failed = (await records(user["id"]))[-1]
        assert (failed["operation"], failed["result"]) == ("sign_in_failed", "refused")
        assert failed["arguments"] == {"reason": "invalid_credentials"}
        everything = b"".join(row.payload or b"" for row in await outbox()).decode()
        assert "Typed-Wrong-1" not in everything
        assert "my-secret-by-mistake" not in everything
