"""The authorisation matrix: every operation of the product, asked as everybody, answers as it declares."""

import json

import httpx
import pytest
from common.errors import PROBLEM
from common.testing.helpers import bearer
from identity_api.security_log.words import OPERATIONS as OPERATION_WORDS

from .asking import ask
from .personas import rights_by_role, strangers, withdraw
from .product import EXCEPTIONS, ROOT, Operation, operations
from .rights_table import PAGE, render

OPERATIONS = operations()
LOCALES = ROOT / "frontend" / "src" / "features" / "securityLog" / "locales"
ROLES = rights_by_role()
UNSAFE = [one for one in OPERATIONS if one.method != "GET"]
SIGNED_IN_ONLY = "any signed-in person"
"""How exceptions.toml begins the reason of an operation that needs no right but a person."""


def is_open(operation: Operation) -> bool:
    """Anybody may ask, without signing in."""
    reason = EXCEPTIONS["no_right"].get(str(operation))
    return reason is not None and not reason.startswith(SIGNED_IN_ONLY)


def verdict(answer: httpx.Response | None) -> str:
    """in: let through to the work itself (here it finds no database, or that the thing is not there)."""
    if answer is None or answer.headers.get("content-type") != PROBLEM:
        return "in"
    code = str(answer.json()["code"])
    return code if code in {"not_authenticated", "token_invalid", "token_revoked", "right_missing"} else "in"


@pytest.mark.parametrize(
    ("stranger", "expected"),
    [
        ("nobody", "not_authenticated"),
        ("expired", "token_invalid"),
        ("forged", "token_invalid"),
        ("revoked", "token_revoked"),
    ],
)
async def test_a_stranger_is_let_in_nowhere(stranger: str, expected: str) -> None:
    wrong = {}
    for operation in OPERATIONS:
        if is_open(operation):
            continue
        withdraw(operation)
        if (got := verdict(await ask(operation, strangers()[stranger]))) != expected:
            wrong[str(operation)] = got
    assert wrong == {}


@pytest.mark.parametrize("role", ROLES)
async def test_a_role_is_let_in_where_it_holds_the_right(role: str) -> None:
    headers, wrong = bearer(*ROLES[role]), {}
    for operation in OPERATIONS:
        right = operation.body["x-right"]
        expected = "in" if right is None or right in ROLES[role] else "right_missing"
        if (got := verdict(await ask(operation, headers))) != expected:
            wrong[str(operation)] = got
    assert wrong == {}


async def test_each_right_alone_opens_its_operation() -> None:
    wrong = [
        str(operation)
        for operation in OPERATIONS
        if operation.body["x-right"] and verdict(await ask(operation, bearer(operation.body["x-right"]))) != "in"
    ]
    assert wrong == []


async def test_a_browser_that_does_not_repeat_its_cookie_changes_nothing() -> None:
    for operation in UNSAFE:
        if is_open(operation):
            continue
        token = bearer(*ROLES["administrator"], csrf="one")["Authorization"].removeprefix("Bearer ")
        answer = await ask(operation, {"Cookie": f"sc_access={token}"})
        assert answer is not None
        assert (answer.status_code, answer.json()["code"]) == (403, "csrf_missing"), str(operation)


@pytest.mark.req("SEC-024")
@pytest.mark.parametrize("operation", UNSAFE, ids=str)
def test_a_change_is_told_to_the_security_log_or_stands_on_the_list(operation: Operation) -> None:
    assert (operation.body["x-audit"] is None) == (str(operation) in EXCEPTIONS["not_audited"])


def test_every_deed_has_a_name_in_the_log_and_on_its_page() -> None:
    deeds = {deed for one in UNSAFE if (deed := one.body["x-audit"]) is not None}
    pages = [json.loads((LOCALES / f"{language}.json").read_text())["operations"] for language in ("ru", "en")]
    for named in (OPERATION_WORDS, *pages):
        assert deeds - set(named) == set()


def test_the_table_is_fresh() -> None:
    assert PAGE.read_text() == render(), "run `make rights`"
