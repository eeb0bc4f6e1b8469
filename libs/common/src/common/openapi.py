"""A service's OpenAPI 3.1 document: each operation names its right and shows an example of every JSON body.

An example is put together from the schema: a field's own `examples` first, then its allowed or default value, then
something of the right form. A service makes it telling by `Field(examples=[…])` where the form says too little.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts

from common.audit import Audited
from common.auth import Require, identified_principal
from common.openapi_problems import declare_problems

Schema = Mapping[str, Any]
_REFERENCE = "#/components/schemas/"
_JSON = "application/json"
_BY_FORMAT = {
    "uuid": "0199e0a4-7c00-7000-8000-00000000002a",
    "date-time": "2026-11-25T12:00:00Z",
    "date": "2026-11-25",
    "time": "12:00:00",
    "duration": "PT30M",
    "email": "anna@example.org",
    "uri": "https://example.org",
    "password": "correct horse battery staple",
}


def openapi(app: FastAPI) -> dict[str, Any]:
    """The document of `app`; `x-right` is null for operations that need no right, `x-audit` for unrecorded ones."""
    document = app.openapi()
    for context in iter_route_contexts(app.routes):
        route, path = context.original_route, context.path_format or ""
        operations = document["paths"].get(path, {})
        if isinstance(route, APIRoute):
            for method in (route.methods or set()) & {name.upper() for name in operations}:
                operations[method.lower()]["x-right"] = right_of(route)
                operations[method.lower()]["x-audit"] = audit_of(route)
                declare_problems(document, path, method.lower(), needs_person=needs_person(route))
    schemas = document.get("components", {}).get("schemas", {})
    for body in _json_bodies(document):
        if "schema" in body and "example" not in body and "examples" not in body:
            body["example"] = example_of(body["schema"], schemas)
    return document


def right_of(route: APIRoute) -> str | None:
    """The right that the route requires, found among its dependencies."""
    return next((call.right for call in _dependencies(route) if isinstance(call, Require)), None)


def audit_of(route: APIRoute) -> str | None:
    """The operation as which the security log knows the route's deed."""
    return next((call.operation for call in _dependencies(route) if isinstance(call, Audited)), None)


def needs_person(route: APIRoute) -> bool:
    """Whether the route asks who is there: a person or a program, with or without a certain right."""
    return any(call is identified_principal for call in _dependencies(route))


def _dependencies(route: APIRoute) -> Iterator[Any]:
    waiting = list(route.dependant.dependencies)
    while waiting:
        dependant = waiting.pop()
        yield dependant.call
        waiting += dependant.dependencies


def _json_bodies(document: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for operations in document["paths"].values():
        for operation in operations.values():
            answers = [answer for status, answer in operation["responses"].items() if status.startswith("2")]
            for holder in (operation.get("requestBody", {}), *answers):
                if _JSON in holder.get("content", {}):
                    yield holder["content"][_JSON]


def example_of(schema: Schema, schemas: Mapping[str, Schema], above: tuple[str, ...] = ()) -> Any:
    """A value that is valid under `schema` (of pydantic's kinds); `schemas` are the document's components."""
    for told in ("examples", "enum"):
        if schema.get(told):
            return schema[told][0]
    if reference := schema.get("$ref"):
        name = reference.removeprefix(_REFERENCE)
        return None if name in above else example_of(schemas[name], schemas, (*above, name))
    for told in ("example", "const", "default"):
        if schema.get(told) not in (None, "", []):
            return schema[told]
    for choice in ("anyOf", "oneOf", "allOf"):
        if choice in schema:
            telling = [one for one in schema[choice] if one.get("type") != "null"]
            return example_of(telling[0], schemas, above) if telling else None
    return _by_type(schema, schemas, above)


def _by_type(schema: Schema, schemas: Mapping[str, Schema], above: tuple[str, ...]) -> Any:
    match schema.get("type"):
        case "object":
            properties = schema.get("properties", {})
            return {name: example_of(part, schemas, above) for name, part in properties.items()}
        case "array":
            items = schema.get("prefixItems") or [schema["items"]] * max(1, schema.get("minItems", 1))
            return [example_of(part, schemas, above) for part in items]
        case "string":
            return _text(schema)
        case "integer" | "number":
            return int(schema.get("minimum", schema.get("exclusiveMinimum", 0) + 1))
        case "boolean":
            return True
    return None


def _text(schema: Schema) -> str:
    """By format; else the first of a few texts that obeys pattern (pydantic writes decimals so) and lengths."""
    if known := _BY_FORMAT.get(schema.get("format", "")):
        return known
    title, shortest = str(schema.get("title", "text")).lower(), schema.get("minLength", 0)
    candidates = [text.ljust(shortest, "0")[: schema.get("maxLength", 200)] for text in (title, "12.34", "a1", "A1")]
    fitting = (text for text in candidates if re.search(schema.get("pattern", ""), text))
    return next(fitting, candidates[0])
