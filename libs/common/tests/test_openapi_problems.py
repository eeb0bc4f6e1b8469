"""Refusals are declared by what an operation takes and does."""

from typing import Annotated

from common.auth import Principal, require
from common.etag import IfMatch
from common.openapi import openapi
from common.openapi_problems import SCHEMA
from fastapi import Depends, FastAPI
from pydantic import BaseModel


class Note(BaseModel):
    text: str


def test_each_operation_says_how_it_refuses() -> None:
    app = FastAPI()
    writer = Annotated[Principal, Depends(require("notes:write"))]

    @app.patch("/notes/{number}")
    async def change(number: int, note: Note, _: writer, if_match: IfMatch = None) -> Note:
        return note

    @app.get("/ping")
    async def ping() -> str:
        return "pong"

    document = openapi(app)
    change_, ping_ = document["paths"]["/notes/{number}"]["patch"], document["paths"]["/ping"]["get"]
    assert set(change_["responses"]) == {"200", "401", "403", "404", "409", "412", "422", "503"}
    assert set(ping_["responses"]) == {"200", "503"}
    assert document["components"]["schemas"]["Problem"] == SCHEMA
