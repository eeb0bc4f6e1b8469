"""Schemathesis over every operation: whatever is valid by the document is answered as the document says, never by 5xx.

Each service stands on a database with one row in every table (seeding.py). FUZZING_EXAMPLES=n asks more.
"""

import asyncio
import os
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
import schemathesis
from common.service import openapi
from common.testing.helpers import bearer
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, seed, settings
from launcher.services import DATABASE_SERVICES, Service
from schemathesis import Case

from .personas import rights_by_role
from .product import EXCEPTIONS, app_of
from .seeding import OWNER, seeded

EXAMPLES = int(os.environ.get("FUZZING_EXAMPLES", "3"))
ROLES = rights_by_role()
SPARED = EXCEPTIONS["not_fuzzed"]
FUZZING = settings(
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
    report_multiple_bugs=False,
)
Request = Case[Any]
Ask = Callable[[Request, dict[str, str]], httpx.Response]


def cases(service: Service) -> Iterator[tuple[str, Any]]:
    """Operations of a service with the strategy of their valid requests."""
    for result in schemathesis.openapi.from_dict(openapi(app_of(service))).get_all_operations():
        operation: Any = result.ok()  # type: ignore[union-attr] # an operation that cannot be read shall raise
        if operation.label not in SPARED:
            yield operation.label, operation


@pytest.fixture(params=DATABASE_SERVICES, ids=lambda service: service.name, scope="module")
def place(request: pytest.FixtureRequest, admin_url: str) -> Iterator[tuple[Service, Ask]]:
    with asyncio.Runner() as runner:
        opening = seeded(request.param, admin_url)
        app = runner.run(_entered(opening))
        yield request.param, lambda case, headers: runner.run(_sent(app, case, headers))
        runner.run(opening.__aexit__(None, None, None))


async def _entered(opening: Any) -> FastAPI:
    app: FastAPI = await opening.__aenter__()
    return app


async def _sent(app: FastAPI, case: Request, headers: dict[str, str]) -> httpx.Response:
    told = case.as_transport_kwargs(base_url="http://test")
    request = httpx.Request(
        told["method"],
        told["url"],
        params=told.get("params"),
        headers={name: str(value) for name, value in dict(told.get("headers") or {}).items()} | headers,
        json=told.get("json"),
        data=told.get("data") if isinstance(told.get("data"), dict) else None,
        content=told.get("data") if isinstance(told.get("data"), bytes | str) else None,
    )
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app, raise_app_exceptions=False)) as client:
        return await client.send(request)


def fault(case: Request, answer: httpx.Response) -> str | None:
    declared = case.operation.definition.raw["responses"]
    if answer.status_code >= 500 or str(answer.status_code) not in declared:
        return f"{answer.status_code} {answer.text[:200]} ← {case.as_curl_command()[:600]}"
    return None


def first_fault(operation: Any, ask: Ask, headers: dict[str, str], examples: int) -> str | None:
    """What is wrong with the answer to the first of a few valid requests that is not answered as declared."""
    found: list[str] = []

    @seed(1)
    @settings(FUZZING, max_examples=examples)
    @given(case=operation.as_strategy())
    def check(case: Request) -> None:
        if not found and (wrong := fault(case, ask(case, headers))):
            found.append(wrong)

    check()
    return found[0] if found else None


@pytest.mark.timeout(300)
@pytest.mark.parametrize("role", ROLES)
def test_valid_requests_are_answered_as_declared(place: tuple[Service, Ask], role: str) -> None:
    """The administrator asks more than the others, who are refused in most places."""
    service, ask = place
    headers = bearer(*ROLES[role], organizations=[OWNER], organization_id=OWNER)
    examples = EXAMPLES if role == "administrator" else 1
    faults = {label: first_fault(operation, ask, headers, examples) for label, operation in cases(service)}
    wrong = [f"{label}: {found}" for label, found in faults.items() if found]
    assert not wrong, "\n".join(wrong)
