"""The public API as a whole: one owner a noun, a right on every operation, lists that refuse what they do not know."""

from uuid import uuid4

import httpx
import jsonschema_rs
import pytest
from common.service import API_PREFIX
from common.testing.helpers import bearer
from launcher import client

from .product import EXCEPTIONS, ROOT, Operation, app_of, operations

OPERATIONS = operations()
LISTS = [one for one in OPERATIONS if "sort" in one.parameters]
POSTS = [one for one in OPERATIONS if one.method == "POST"]


def test_the_committed_routes_and_document_are_fresh_and_nouns_have_one_owner() -> None:
    client.check(ROOT)


@pytest.mark.parametrize("operation", OPERATIONS, ids=str)
class TestOperation:
    def test_it_requires_a_right_or_stands_on_the_list(self, operation: Operation) -> None:
        assert (operation.body["x-right"] is None) == (str(operation) in EXCEPTIONS["no_right"])

    def test_its_json_bodies_show_examples_that_obey_their_schemas(self, operation: Operation) -> None:
        answers = [answer for status, answer in operation.body["responses"].items() if status.startswith("2")]
        components = app_of(operation.service).openapi().get("components", {})
        for holder in [operation.body.get("requestBody", {}), *answers]:
            for content_type, content in holder.get("content", {}).items():
                assert {"example", "examples"} & set(content) or content_type == "application/x-www-form-urlencoded"
                if content_type == "application/json":
                    schema = {**content["schema"], "components": components}
                    jsonschema_rs.validator_for(schema).validate(content["example"])


@pytest.mark.parametrize("operation", POSTS, ids=str)
def test_a_post_takes_an_idempotency_key_or_stands_on_the_list(operation: Operation) -> None:
    takes_key = "Idempotency-Key" in operation.parameters
    assert takes_key != (str(operation) in EXCEPTIONS["no_idempotency_key"])


async def refusal(operation: Operation, **query: str) -> tuple[int, str]:
    transport = httpx.ASGITransport(app_of(operation.service), raise_app_exceptions=False)
    path, query = operation.path.format_map(AnyId()), {**operation.required_query, **query}
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as browser:
        answer = await browser.get(path, params=query, headers=bearer(operation.body["x-right"]))
    return answer.status_code, answer.json()["code"]


@pytest.mark.parametrize("operation", LISTS, ids=str)
class TestList:
    async def test_it_refuses_an_unknown_filter(self, operation: Operation) -> None:
        assert await refusal(operation, nonsense="1") == (400, "unknown_filter")

    async def test_it_refuses_an_unknown_sort_before_it_asks_the_database(self, operation: Operation) -> None:
        if str(operation) not in EXCEPTIONS["sort_checked_after_parent"]:
            assert await refusal(operation, sort="-nonsense") == (400, "unknown_sort")


class AnyId(dict[str, str]):
    def __missing__(self, _: str) -> str:
        return str(uuid4())


def test_there_are_no_exceptions_for_what_is_gone() -> None:
    named = {name for section in EXCEPTIONS.values() for name in section}
    assert named <= {str(operation) for operation in OPERATIONS}


def test_every_path_lies_below_the_prefix() -> None:
    assert all(operation.path.startswith(f"{API_PREFIX}/") for operation in OPERATIONS)
