"""Asks an operation of the product as somebody, with a body and parameters that are valid by its own document."""

import asyncio
from typing import Any
from uuid import UUID

import httpx
from common.openapi import example_of
from fastapi import FastAPI

from .product import Operation, app_of
from .seeding import OWNER

SOME_ID = UUID("0199e0a4-7c00-7000-8000-00000000002a")
ENDLESS = "text/event-stream"
_JSON = "application/json"


def path_of(operation: Operation) -> str:
    """The path with valid values for its parameters; what stands under them is made by seeding.py."""
    values = {
        one["name"]: example_of(one["schema"], schemas_of(operation))
        for one in operation.body.get("parameters", [])
        if one["in"] == "path"
    }
    if "organization_id" in values:
        values["organization_id"] = str(OWNER)
    return operation.path.format_map({**values})


def schemas_of(operation: Operation) -> dict[str, Any]:
    schemas: dict[str, Any] = app_of(operation.service).openapi().get("components", {}).get("schemas", {})
    return schemas


def body_of(operation: Operation) -> dict[str, Any]:
    """Keyword arguments for httpx."""
    content = operation.body.get("requestBody", {}).get("content", {})
    if _JSON in content:
        return {"json": content[_JSON]["example"]}
    return {"data": {"grant_type": "client_credentials"}} if content else {}


def is_endless(operation: Operation) -> bool:
    """A stream is open for as long as its reader likes: that it began is all there is to see."""
    return ENDLESS in str(operation.body["responses"].get("200", {}).get("content", {}))


async def ask(
    operation: Operation, headers: dict[str, str], app: FastAPI | None = None, *, body: Any = None, **query: Any
) -> httpx.Response | None:
    """None: the answer began and goes on and on. `body`: another one than the document's example."""
    transport = httpx.ASGITransport(app or app_of(operation.service), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as browser:
        request = browser.request(
            operation.method,
            path_of(operation),
            params={**operation.required_query, **query},
            headers=headers,
            **(body_of(operation) if body is None else {"json": body}),
        )
        try:
            async with asyncio.timeout(0.3 if is_endless(operation) else 30):
                return await request
        except TimeoutError:
            return None
