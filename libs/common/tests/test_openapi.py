"""Examples in the document: every JSON body has one that obeys its schema."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal
from uuid import UUID

import pytest
from common.openapi import example_of, openapi
from fastapi import FastAPI
from jsonschema_rs import Draft202012Validator
from pydantic import BaseModel, Field


class Color(StrEnum):
    red = "red"


class Leaf(BaseModel):
    name: Annotated[str, Field(examples=["oak"])]
    next: "Leaf | None" = None


class Everything(BaseModel):
    id: UUID
    at: datetime
    until: datetime | None
    amount: Annotated[Decimal, Field(ge=0, max_digits=12, decimal_places=2)]
    color: Color
    kind: Literal["only"]
    code: Annotated[str, Field(pattern="^[A-Z][0-9]$")]
    long: Annotated[str, Field(min_length=20)]
    short: Annotated[str, Field(max_length=2)]
    weekdays: Annotated[list[Annotated[int, Field(ge=1, le=7)]], Field(min_length=2)]
    above: Annotated[int, Field(gt=5)]
    pair: tuple[int, str]
    leaf: Leaf
    free: dict[str, Any]
    is_open: bool = False
    nickname: str = ""


def test_an_example_obeys_its_schema() -> None:
    schema = Everything.model_json_schema(ref_template="#/components/schemas/{model}")
    parts = schema.pop("$defs")
    example = example_of(schema, parts)
    Draft202012Validator({**schema, "components": {"schemas": parts}}).validate(example)
    assert (example["leaf"]["name"], example["color"], example["is_open"]) == ("oak", "red", False)


@pytest.fixture
def app() -> FastAPI:
    app = FastAPI()

    @app.post("/leaves", status_code=201)
    async def create_leaf(leaf: Leaf) -> Leaf:
        return leaf

    @app.get("/leaves")
    async def list_leaves() -> list[Leaf]:
        return []

    return app


def test_requests_and_answers_show_it(app: FastAPI) -> None:
    operations = openapi(app)["paths"]["/leaves"]
    content = [
        operations["post"]["requestBody"]["content"],
        operations["post"]["responses"]["201"]["content"],
        operations["get"]["responses"]["200"]["content"],
    ]
    leaf = {"name": "oak", "next": None}
    assert [one["application/json"]["example"] for one in content] == [leaf, leaf, [leaf]]
