"""The signed-in person and his settings."""

from typing import Any

import httpx
import pytest

DEFAULTS = {"language": "ru", "theme": "system", "rows_per_page": 15, "auto_refresh_seconds": 30}


class TestSettings:
    @pytest.mark.req("UI-067", "UI-068", "UI-069", "UI-070", "UI-071")
    async def test_they_follow_the_person_to_another_browser(self, make_user: Any, signed_in: Any) -> None:
        login = (await make_user())["login"]
        browser = await signed_in(login)
        assert (await browser.get("/me")).json()["settings"] == DEFAULTS
        wanted = {"language": "en", "theme": "dark", "rows_per_page": 100, "auto_refresh_seconds": None}
        assert (await browser.patch("/me/settings", json=wanted)).json() == wanted
        assert (await (await signed_in(login)).get("/me")).json()["settings"] == wanted

    async def test_what_is_not_sent_stays(self, make_user: Any, signed_in: Any) -> None:
        browser = await signed_in((await make_user())["login"])
        changed = await browser.patch("/me/settings", json={"rows_per_page": 25})
        assert changed.json() == DEFAULTS | {"rows_per_page": 25}

    @pytest.mark.req("UI-072")
    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("auto_refresh_seconds", 4),
            ("auto_refresh_seconds", 61),
            ("rows_per_page", 14),
            ("rows_per_page", 101),
            ("language", "de"),
            ("theme", "pink"),
        ],
    )
    async def test_limits_hold_on_the_server(self, make_user: Any, signed_in: Any, field: str, value: Any) -> None:
        browser = await signed_in((await make_user())["login"])
        refused = await browser.patch("/me/settings", json={field: value})
        assert (refused.status_code, refused.json()["params"]["fields"][0]["field"]) == (422, field)
        assert (await browser.get("/me")).json()["settings"] == DEFAULTS

    @pytest.mark.req("UI-072")
    @pytest.mark.parametrize("wanted", [{"auto_refresh_seconds": 5}, {"auto_refresh_seconds": 60}])
    async def test_the_limits_themselves_are_taken(
        self, make_user: Any, signed_in: Any, wanted: dict[str, int]
    ) -> None:
        browser = await signed_in((await make_user())["login"])
        assert (await browser.patch("/me/settings", json=wanted)).json() == DEFAULTS | wanted


class TestMe:
    @pytest.mark.req("UI-002")
    async def test_a_stranger_is_asked_to_sign_in(self, browser: httpx.AsyncClient) -> None:
        answer = await browser.get("/me")
        assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")

    async def test_it_names_the_organisation(self, make_user: Any, make_organization: Any, signed_in: Any) -> None:
        home = await make_organization()
        user = await make_user("viewer", "technik", organization_id=home["id"], first_name="Анна")
        me = (await (await signed_in(user["login"])).get("/me")).json()
        assert (me["organization_id"], me["organization_name"]) == (home["id"], home["name"])
        assert (me["first_name"], me["patronymic"], me["roles"]) == ("Анна", None, ["technik", "viewer"])
