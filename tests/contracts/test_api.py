"""The public API as a whole: one owner a noun, a right on every operation, lists that refuse what they do not know."""

import re
from typing import Any
from uuid import uuid4

import httpx
import jsonschema_rs
import pytest
from common.listing import UnknownColumn
from common.service import API_PREFIX
from common.testing.helpers import bearer
from launcher import client

from .filling import listings
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
        assert await refusal(operation, sort="-nonsense") == (400, "unknown_sort")


def answer_of(operation: Operation) -> dict[str, Any]:
    """The schema of a good JSON answer."""
    content = operation.body["responses"].get("200", {}).get("content", {})
    schema = content.get("application/json", {}).get("schema", {})
    name = schema.get("$ref", "").rpartition("/")[2]
    schemas = app_of(operation.service).openapi()["components"]["schemas"]
    return dict(schemas.get(name, schema))


def tells_many(operation: Operation) -> bool:
    schema = answer_of(operation)
    return operation.method == "GET" and (schema.get("type") == "array" or "items" in schema.get("properties", {}))


@pytest.mark.parametrize("operation", [one for one in OPERATIONS if tells_many(one)], ids=str)
class TestWhatTellsMany:
    def test_it_is_a_declared_list_or_stands_on_the_list(self, operation: Operation) -> None:
        is_declared = operation.path in listings(operation.service)
        assert is_declared != (str(operation) in EXCEPTIONS["told_whole"])

    def test_a_list_has_an_export_of_the_same_right_filters_and_sort(self, operation: Operation) -> None:
        if str(operation) in EXCEPTIONS["told_whole"]:
            return
        [export] = [one for one in OPERATIONS if one.path == f"{operation.path}/export"]
        assert export.body["x-right"] == operation.body["x-right"]
        assert export.parameters - operation.parameters == {"format", "language", "columns", "time_zone"}
        assert operation.parameters - export.parameters == {"limit", "offset", "cursor"}

    def test_a_list_is_titled_in_both_languages(self, operation: Operation) -> None:
        if (listing := listings(operation.service).get(operation.path)) is None:
            return
        names = [column.name for column in listing.columns]
        assert len(names) == len(set(names)) > 1
        assert all(column.ru and column.en for column in listing.columns)
        assert all(not re.search("[а-яё]", column.en, re.IGNORECASE) for column in listing.columns)

    def test_an_export_refuses_an_unknown_column(self, operation: Operation) -> None:
        listing = listings(operation.service).get(operation.path)
        if listing is not None:
            with pytest.raises(UnknownColumn):
                listing.chosen("nonsense")


class AnyId(dict[str, str]):
    def __missing__(self, _: str) -> str:
        return str(uuid4())


def test_there_are_no_exceptions_for_what_is_gone() -> None:
    named = {" ".join(name.split(" ")[:2]) for section in EXCEPTIONS.values() for name in section}  # a field may follow
    assert named <= {str(operation) for operation in OPERATIONS}


def test_every_path_lies_below_the_prefix() -> None:
    assert all(operation.path.startswith(f"{API_PREFIX}/") for operation in OPERATIONS)
