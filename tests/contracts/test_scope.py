"""One row in every table of one organisation: its people see it, those of another see nothing, in no list, under no id.

Generated from the merged OpenAPI: a new list or a new id is asked without anybody thinking of it.
"""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import pytest_asyncio
from common.testing.helpers import bearer
from fastapi import FastAPI
from launcher.services import DATABASE_SERVICES, Service

from .asking import ask, body_of, is_endless, schemas_of
from .filling import listings
from .personas import all_rights
from .product import EXCEPTIONS, Operation, operations
from .seeding import FOREIGN, OTHER, OWNER, STRANGER, THING, seeded

FOR_ALL = EXCEPTIONS["for_all_organizations"]
NOT_SEEN = EXCEPTIONS["not_seen_by_its_owner"]
NOT_TIED = EXCEPTIONS["belongs_to_nobody"]
UNSAFE_WITH_BODY = ("POST", "PATCH", "PUT")


def is_list(operation: Operation) -> bool:
    return operation.method == "GET" and "limit" in operation.parameters


def is_export(operation: Operation) -> bool:
    return operation.method == "GET" and operation.path.endswith("/export")


def names_a_thing(operation: Operation) -> bool:
    return "_id}" in operation.path and not is_endless(operation)


def is_of_nobody(operation: Operation) -> bool:
    """A dead letter may hold anything of anybody: only who sees all organisations finds it."""
    return "/dead-letters/" in operation.path


def is_for_all(operation: Operation) -> bool:
    """It stands on the list, or its declaration shows it only to those who see all organisations."""
    listing = listings(operation.service).get(operation.path.removesuffix("/export"))
    return str(operation) in FOR_ALL or (listing is not None and listing.only_for_all)


def of(service: Service, kind: Any) -> list[Operation]:
    return [one for one in operations() if one.service is service and kind(one) and not is_for_all(one)]


@pytest_asyncio.fixture(
    params=DATABASE_SERVICES, ids=lambda service: service.name, scope="module", loop_scope="session"
)
async def place(request: pytest.FixtureRequest, admin_url: str) -> AsyncIterator[tuple[Service, FastAPI]]:
    async with seeded(request.param, admin_url) as app:
        yield request.param, app


async def asked(operation: Operation, app: FastAPI, organization: Any, body: Any = None) -> httpx.Response:
    right = operation.body["x-right"]
    headers = bearer(*([right] if right else []), organizations=[organization], organization_id=organization)
    query = {name: str(THING) for name in operation.required_query if name.endswith("_id")}
    if is_export(operation):
        query["format"] = "csv"
    answer = await ask(operation, headers, app, body=body, **query)
    assert answer is not None
    return answer


def ids_in(operation: Operation) -> dict[str, Any]:
    """Fields of its body that name a thing by id: [] where several, None where one."""
    content = operation.body.get("requestBody", {}).get("content", {}).get("application/json", {})
    schema = content.get("schema", {})
    name = schema.get("$ref", "").removeprefix("#/components/schemas/")
    properties = schemas_of(operation).get(name, schema).get("properties", {})
    return {field: [] if field.endswith("_ids") else None for field in properties if field.endswith(("_id", "_ids"))}


def rows_in(answer: httpx.Response) -> int:
    if answer.headers["content-type"].startswith("text/csv"):
        return len(answer.text.splitlines()) - 1
    body = answer.json()
    return len(body["items"] if isinstance(body, dict) else body)


def counted(told: Any) -> float:
    """Whatever numbers stand in it, together."""
    if isinstance(told, dict):
        return sum(map(counted, told.values()))
    return told if isinstance(told, int | float) else 0


def listed(wrong: dict[str, str]) -> str:
    return "\n".join(f"{operation} → {got}" for operation, got in wrong.items())


def is_refused(answer: httpx.Response) -> bool:
    """Not there for him, or only for those who see all organisations."""
    return answer.status_code in {403, 404}


class TestLists:
    async def test_the_owner_sees_his_row(self, place: tuple[Service, FastAPI]) -> None:
        service, app = place
        wrong = {}
        for operation in of(service, lambda one: is_list(one) or is_export(one)):
            answer = await asked(operation, app, OWNER)
            if answer.status_code != 200:
                wrong[str(operation)] = answer.text[:300]
            elif (rows_in(answer) > 0) != (str(operation) not in NOT_SEEN):
                wrong[str(operation)] = f"{rows_in(answer)} rows"
        assert not wrong, listed(wrong)

    async def test_what_belongs_to_nobody_is_for_those_who_see_all(self, place: tuple[Service, FastAPI]) -> None:
        service, app = place
        wrong = {}
        for path, listing in listings(service).items():
            for operation in (one for one in operations() if one.path in {path, f"{path}/export"}):
                if listing.only_for_all and operation.method == "GET":
                    answer = await asked(operation, app, OWNER)
                    if (answer.status_code, answer.json().get("code")) != (403, "all_organizations_only"):
                        wrong[str(operation)] = answer.text[:300]
        assert not wrong, listed(wrong)

    async def test_another_organisation_sees_nothing(self, place: tuple[Service, FastAPI]) -> None:
        service, app = place
        wrong = {}
        for operation in of(service, lambda one: is_list(one) or is_export(one)):
            answer = await asked(operation, app, OTHER)
            if not is_refused(answer) and (answer.status_code != 200 or rows_in(answer) != 0):
                wrong[str(operation)] = f"{answer.status_code}: {answer.text[:300]}"
        assert not wrong, listed(wrong)

    async def test_sums_count_nothing_of_another(self, place: tuple[Service, FastAPI]) -> None:
        service, app = place
        for operation in of(service, lambda one: one.path.endswith("/summary")):
            sums = [counted((await asked(operation, app, who)).json()) for who in (OTHER, OWNER)]
            assert sums[0] == 0 < sums[1], str(operation)


class TestThings:
    async def test_another_organisation_finds_nothing_under_an_id(self, place: tuple[Service, FastAPI]) -> None:
        """Reading, changing, deleting and commanding alike."""
        service, app = place
        wrong = {}
        for operation in of(service, names_a_thing):
            answer = await asked(operation, app, OTHER)
            is_empty = answer.status_code == 200 and is_list(operation) and rows_in(answer) == 0
            if not is_refused(answer) and not is_empty:
                wrong[str(operation)] = f"{answer.status_code}: {answer.text[:300]}"
        assert not wrong, listed(wrong)

    async def test_its_owner_finds_it(self, place: tuple[Service, FastAPI]) -> None:
        """Or the one above would say nothing."""
        service, app = place
        wrong = {}
        for operation in of(service, lambda one: names_a_thing(one) and not is_of_nobody(one)):
            if operation.method != "GET":
                continue
            answer = await asked(operation, app, OWNER)
            if answer.status_code != 200 and str(operation) not in NOT_SEEN:
                wrong[str(operation)] = f"{answer.status_code}: {answer.text[:300]}"
        assert not wrong, listed(wrong)

    async def test_nothing_is_tied_to_a_thing_that_one_does_not_see(self, place: tuple[Service, FastAPI]) -> None:
        """Whatever id stands in a body: of another organisation, or of a thing of it."""
        service, app = place
        wrong = {}
        for operation in of(service, lambda one: one.method in UNSAFE_WITH_BODY):
            for field, value in ids_in(operation).items():
                if f"{operation} {field}" in NOT_TIED:
                    continue
                for stranger in (str(STRANGER), str(FOREIGN)):
                    answer = await asked(operation, app, OWNER, tied(operation, field, value, stranger))
                    if answer.status_code not in {403, 404, 409, 422} or is_about_another_field(answer, field):
                        wrong[f"{operation} {field}"] = f"{answer.status_code}: {answer.text[:300]}"
        assert not wrong, listed(wrong)


class TestDeeds:
    """The last of this file: what stands there is changed and goes."""

    @pytest.mark.req("SEC-024")
    async def test_each_deed_is_told_when_it_is_done(self, place: tuple[Service, FastAPI]) -> None:
        """Tries all on the row there is; the fixture `forgotten_deeds` sees that those which can be done are told."""
        service, app = place
        deeds = of(service, lambda one: one.body["x-audit"] and not is_of_nobody(one))
        for operation in sorted(deeds, key=lambda one: one.method == "DELETE"):
            await ask(operation, bearer(*all_rights(), subject=THING, organization_id=OWNER), app)


def tied(operation: Operation, field: str, value: Any, stranger: str) -> dict[str, Any]:
    """The body with this one field naming the stranger's."""
    plain = body_of(operation).get("json") or {} if operation.method == "POST" else {}
    return {**plain, field: [stranger] if isinstance(value, list) else stranger}


def is_about_another_field(answer: httpx.Response, field: str) -> bool:
    body = answer.json()
    return body["code"] == "validation_failed" and field not in {one["field"] for one in body["params"]["fields"]}
