import httpx
import pytest
from fastapi import FastAPI

from ..conftest import ADMIN_PASSWORD, new_browser
from ..factories import make_user, sign_in


class TestSignIn:
    @pytest.mark.req("UI-005", "UI-009", "USR-043")
    async def test_the_first_administrator_enters_whatever_the_case_of_his_login(self, browser: httpx.AsyncClient):
        answer = await sign_in(browser, " ADMIN ", ADMIN_PASSWORD)
        assert answer.status_code == 200
        assert answer.json()["login"] == "admin"
        assert (await browser.get("/me")).json() == answer.json()
