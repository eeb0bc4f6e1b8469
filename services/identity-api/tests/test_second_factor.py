"""TOTP: set up with a picture, asked for at the sign-in, recovery codes, demanded by a role."""

from typing import Any

import httpx
import pyotp
import pytest
from common.testing.helpers import FakeClock
from identity_api.sign_in.models import Attempts
from identity_api.totp import codes
from identity_people import PASSWORD, code_of, fields_of


async def enter(client: httpx.AsyncClient, login: str, code: str | None = None) -> httpx.Response:
    body = {"login": login, "password": PASSWORD} | ({"code": code} if code else {})
    return await client.post("/auth/sign-in", json=body)


def present(secret: str, clock: FakeClock) -> str:
    return pyotp.TOTP(secret).at(clock.now())


@pytest.fixture
def set_up(clock: FakeClock) -> Any:
    """`secret, recovery codes = await set_up(browser)`; the next code is another one."""

    async def work(browser: httpx.AsyncClient) -> tuple[str, list[str]]:
        secret = (await browser.post("/me/totp")).json()["secret"]
        answer = await browser.post("/me/totp/confirm", json={"code": present(secret, clock)})
        assert answer.status_code == 200, answer.text
        clock.advance(seconds=codes.STEP_SECONDS)
        return secret, answer.json()["recovery_codes"]

    return work


class TestSetUp:
    async def test_it_shows_a_picture_and_counts_from_its_confirmation(
        self, make_user: Any, signed_in: Any, browser: httpx.AsyncClient, clock: FakeClock
    ) -> None:
        login = (await make_user())["login"]
        mine = await signed_in(login)
        shown = (await mine.post("/me/totp")).json()
        assert shown["otpauth_url"].startswith(f"otpauth://totp/SmartCharging:{login}?secret={shown['secret']}")
        assert shown["qr_svg"].startswith("<svg")
        assert (await enter(browser, login)).status_code == 200
        wrong = await mine.post("/me/totp/confirm", json={"code": "000000"})
        assert fields_of(wrong) == [("code", "totp_invalid")]
        right = await mine.post("/me/totp/confirm", json={"code": present(shown["secret"], clock)})
        assert (len(right.json()["recovery_codes"]), (await mine.get("/me")).json()["has_totp"]) == (10, True)
        assert code_of(await mine.post("/me/totp")) == (409, "totp_set_up_already")
        assert code_of(await enter(browser, login)) == (401, "totp_required")

    async def test_confirming_what_was_not_begun(self, make_user: Any, signed_in: Any) -> None:
        mine = await signed_in((await make_user())["login"])
        assert code_of(await mine.post("/me/totp/confirm", json={"code": "123456"})) == (409, "totp_not_set_up")


class TestSignIn:
    async def test_a_code_opens_the_door_once(
        self, make_user: Any, signed_in: Any, set_up: Any, browser: httpx.AsyncClient, clock: FakeClock
    ) -> None:
        login = (await make_user())["login"]
        secret, _ = await set_up(await signed_in(login))
        code = present(secret, clock)
        assert (await enter(browser, login, code)).status_code == 200
        assert code_of(await enter(browser, login, code)) == (401, "totp_invalid")
        clock.advance(seconds=codes.STEP_SECONDS)
        assert (await enter(browser, login, present(secret, clock))).status_code == 200

    async def test_a_phone_may_go_half_a_minute_wrong_and_not_more(self, clock: FakeClock) -> None:
        secret, totp = codes.new_secret(), None
        totp = pyotp.TOTP(secret)
        step = int(clock.now().timestamp()) // codes.STEP_SECONDS
        found = [codes.step_of(secret, totp.generate_otp(step + away), clock.now()) for away in (-2, -1, 0, 1, 2)]
        assert found == [None, step - 1, step, step + 1, None]

    async def test_guessing_codes_is_slowed_down(
        self, make_user: Any, signed_in: Any, set_up: Any, browse: Any
    ) -> None:
        login = (await make_user())["login"]
        await set_up(await signed_in(login))
        browser = browse(address="198.51.100.90")
        statuses = [(await enter(browser, login, "000000")).status_code for _ in range(6)]
        assert statuses == [401] * 5 + [429]

    async def test_asking_for_the_code_is_no_fault_of_the_address(
        self, make_user: Any, signed_in: Any, set_up: Any, browse: Any, clock: FakeClock, sessions: Any
    ) -> None:
        """Many people behind one address come in every morning, each with a request before the code."""
        login, address = (await make_user())["login"], "198.51.100.92"
        secret, _ = await set_up(await signed_in(login))
        browser = browse(address=address)
        assert code_of(await enter(browser, login)) == (401, "totp_required")
        assert (await enter(browser, login, present(secret, clock))).status_code == 200
        async with sessions() as session:
            assert (await session.get_one(Attempts, f"address:{address}")).failures == 0

    async def test_the_password_alone_does_not_buy_more_guesses(
        self, make_user: Any, signed_in: Any, set_up: Any, browse: Any
    ) -> None:
        login = (await make_user())["login"]
        await set_up(await signed_in(login))
        browser = browse(address="198.51.100.93")
        statuses = [(await enter(browser, login, code)).status_code for code in (None, "000000") * 3]
        assert statuses == [401] * 5 + [429]

    async def test_without_the_password_nobody_learns_of_the_second_factor(
        self, make_user: Any, signed_in: Any, set_up: Any, browser: httpx.AsyncClient
    ) -> None:
        login = (await make_user())["login"]
        await set_up(await signed_in(login))
        answer = await browser.post("/auth/sign-in", json={"login": login, "password": "Wrong-Pass-1"})
        assert code_of(answer) == (401, "invalid_credentials")

    async def test_each_recovery_code_works_once_however_it_is_typed(
        self, make_user: Any, signed_in: Any, set_up: Any, browser: httpx.AsyncClient
    ) -> None:
        login = (await make_user())["login"]
        _, recovery = await set_up(await signed_in(login))
        assert (await enter(browser, login, recovery[0].upper().replace("-", " "))).status_code == 200
        assert code_of(await enter(browser, login, recovery[0])) == (401, "totp_invalid")
        assert (await enter(browser, login, recovery[1])).status_code == 200


class TestGivingUp:
    async def test_password_and_code_are_asked_for(
        self, make_user: Any, signed_in: Any, set_up: Any, browser: httpx.AsyncClient, clock: FakeClock
    ) -> None:
        login = (await make_user())["login"]
        mine = await signed_in(login)
        secret, recovery = await set_up(mine)

        async def give_up(password: str, code: str) -> httpx.Response:
            answer: httpx.Response = await mine.request("DELETE", "/me/totp", json={"password": password, "code": code})
            return answer

        assert fields_of(await give_up("Wrong-Pass-1", recovery[0])) == [("password", "password_wrong")]
        assert fields_of(await give_up(PASSWORD, "000000")) == [("code", "totp_invalid")]
        assert (await give_up(PASSWORD, present(secret, clock))).status_code == 204
        assert (await enter(browser, login)).status_code == 200
        assert code_of(await give_up(PASSWORD, recovery[0])) == (409, "totp_not_set_up")

    async def test_guessing_the_code_is_slowed_down_here_too(self, make_user: Any, signed_in: Any, set_up: Any) -> None:
        mine = await signed_in((await make_user())["login"], address="198.51.100.94")
        await set_up(mine)
        body = {"password": PASSWORD, "code": "000000"}
        statuses = [(await mine.request("DELETE", "/me/totp", json=body)).status_code for _ in range(6)]
        assert statuses == [422] * 5 + [429]

    async def test_an_administrator_helps_who_has_lost_everything(
        self, admin: httpx.AsyncClient, make_user: Any, signed_in: Any, set_up: Any, browser: httpx.AsyncClient
    ) -> None:
        user = await make_user()
        await set_up(await signed_in(user["login"]))
        answer = await admin.delete(f"/users/{user['id']}/totp")
        assert (answer.status_code, answer.json()["has_totp"]) == (200, False)
        assert (await enter(browser, user["login"])).status_code == 200


class TestDemandedByARole:
    async def test_until_it_is_set_up_nothing_else_is_open(
        self,
        admin: httpx.AsyncClient,
        make_role: Any,
        make_user: Any,
        role_id: Any,
        signed_in: Any,
        set_up: Any,
    ) -> None:
        name = await make_role("users:read")
        await admin.patch(f"/roles/{await role_id(name)}", json={"requires_totp": True})
        mine = await signed_in((await make_user(name))["login"])
        assert (await mine.get("/me")).json()["must_set_up_totp"] is True
        for answer in (await mine.get("/users"), await mine.patch("/me/settings", json={"theme": "dark"})):
            assert code_of(answer) == (403, "totp_setup_required")
        await set_up(mine)
        assert (await mine.post("/auth/refresh")).status_code == 204
        assert (await mine.get("/users")).status_code == 200
