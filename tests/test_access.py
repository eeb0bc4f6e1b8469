"""The running product: what is taken from somebody acts in every service, and rights come from their owners."""

import secrets
import time
from collections.abc import Callable, Iterator

import httpx
import pytest
from launcher.testing import Stack

pytestmark = [pytest.mark.stack, pytest.mark.timeout(300)]
PASSWORD = "Zaryad-2026-stack"
NOUNS = ("stations", "sessions", "payments", "software", "credentials")
"""One of each service that answers a dispatcher."""
WITHIN_SECONDS = 60
BRANCHES = 130
COOKIE_BYTES = 4096


@pytest.fixture
def admin(stack: Stack) -> Iterator[httpx.Client]:
    headers = {"Authorization": f"Bearer {stack.token()}"}
    with httpx.Client(base_url=stack.url("/api/v1"), headers=headers, timeout=30) as client:
        yield client


def eventually(probe: Callable[[], bool]) -> float:
    """Seconds until it holds."""
    began = time.monotonic()
    while not probe():
        assert time.monotonic() - began < WITHIN_SECONDS
        time.sleep(0.1)
    return time.monotonic() - began


def new_dispatcher(admin: httpx.Client, **fields: str) -> dict[str, str]:
    form = {"phone": "+70000000000", "password": PASSWORD, "roles": ["dispatcher"], "must_change_password": False}
    answer = admin.post("/users", json=form | {"login": f"dispatcher-{secrets.token_hex(4)}"} | fields)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


@pytest.mark.req("USR-093")
def test_a_blocked_user_is_out_of_every_service(stack: Stack, admin: httpx.Client) -> None:
    user = new_dispatcher(admin)
    with httpx.Client(base_url=stack.url("/api/v1"), timeout=30) as browser:
        browser.post("/auth/sign-in", json={"login": user["login"], "password": PASSWORD}).raise_for_status()
        assert {noun: browser.get(f"/{noun}").status_code for noun in NOUNS} == dict.fromkeys(NOUNS, 200)
        with browser.stream("GET", "/stream") as stream:
            admin.post(f"/users/{user['id']}/block").raise_for_status()
            seconds = eventually(lambda: all(browser.get(f"/{noun}").status_code == 401 for noun in NOUNS))
            began = time.monotonic()
            for _ in stream.iter_bytes():
                assert time.monotonic() - began < WITHIN_SECONDS
        print(f"out of every service after {seconds:.1f} s, of the stream after {time.monotonic() - began:.1f} s more")
        assert browser.post("/auth/refresh").status_code == 401


def test_who_sees_hundreds_of_organisations_works_in_a_browser(stack: Stack, admin: httpx.Client) -> None:
    """His token is longer than one cookie and than what nginx takes for a header by itself."""

    def company(**fields: str) -> str:
        form = {"legal_name": f"Network {secrets.token_hex(4)}", "type": "network_owner", "tax_system": "osn"}
        answer = admin.post("/organizations", json=form | fields)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    home = company()
    for _ in range(BRANCHES):
        company(parent_id=home)
    user = new_dispatcher(admin, organization_id=home)
    with httpx.Client(base_url=stack.url("/api/v1"), timeout=30) as browser:
        entered = browser.post("/auth/sign-in", json={"login": user["login"], "password": PASSWORD})
        assert all(len(line) <= COOKIE_BYTES for line in entered.headers.get_list("set-cookie"))
        assert "sc_access_1" in browser.cookies
        assert {noun: browser.get(f"/{noun}").status_code for noun in NOUNS} == dict.fromkeys(NOUNS, 200)
        assert browser.get("/organizations").json()["total"] == BRANCHES + 1


def test_every_service_has_told_its_rights(admin: httpx.Client) -> None:
    def shown() -> set[str]:
        return {right["noun"] for right in admin.get("/rights", params={"limit": 100}).json()["items"]}

    eventually(lambda: {"stations", "sessions", "payments", "software", "webhooks", "users"} <= shown())
