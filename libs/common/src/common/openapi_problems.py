"""Refusals in the document: which statuses an operation can answer with, by what it takes and does.

A rule says so, no list by hand: whoever asks without a token gets 401 of every operation that needs one, and so on.
tests/contracts/test_fuzzing.py holds the answers to these declarations.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

PROBLEM: Final = "Problem"
_REFERENCE: Final = {"$ref": f"#/components/schemas/{PROBLEM}"}
_FIELD: Final[dict[str, Any]] = {"type": "string"}
SCHEMA: Final[dict[str, Any]] = {
    "title": PROBLEM,
    "type": "object",
    "description": "RFC 9457. `code` is stable; `params` fill the text that a person reads.",
    "required": ["type", "title", "status", "detail", "code", "params", "request_id"],
    "properties": {
        "type": _FIELD,
        "title": _FIELD,
        "status": {"type": "integer"},
        "detail": _FIELD,
        "code": _FIELD,
        "params": {"type": "object", "additionalProperties": True},
        "request_id": {"anyOf": [_FIELD, {"type": "null"}]},
    },
}
_SAID: Final = {
    "400": "The question itself is wrong: an unknown filter, sort or column",
    "401": "Nobody is signed in, or the token is not valid",
    "403": "The right is missing, or the thing is not for this caller",
    "404": "There is no such thing, or none that this caller sees",
    "409": "The state of things does not allow it",
    "412": "Somebody else has saved first",
    "422": "Some fields are not valid",
    "429": "Too often; Retry-After says when",
    "503": "A part that the answer needs is away; the same request may succeed later",
}


def declare_problems(document: dict[str, Any], path: str, method: str, *, needs_person: bool) -> None:
    """Adds the refusals to one operation of the document; what a route declares by itself stays."""
    operation = document["paths"][path][method]
    responses: dict[str, Any] = operation["responses"]
    document.setdefault("components", {}).setdefault("schemas", {})[PROBLEM] = SCHEMA
    responses.pop("422", None)  # FastAPI's own form, which we do not answer with
    for status in _statuses(operation, path, method, needs_person=needs_person):
        responses.setdefault(status, refusal(status))


def _statuses(operation: Mapping[str, Any], path: str, method: str, *, needs_person: bool) -> Iterator[str]:
    parameters = operation.get("parameters", [])
    takes_body, is_unsafe = "requestBody" in operation, method != "get"
    if any(one["in"] == "query" for one in parameters):
        yield "400"
    if needs_person:
        yield from ("401", "403")
    if "{" in path or takes_body or any(one["name"].endswith("_id") for one in parameters):
        yield "404"
    if is_unsafe:
        yield "409"
    if any(one["name"] == "If-Match" for one in parameters):
        yield "412"
    if parameters or takes_body:
        yield "422"
    if not needs_person and is_unsafe:  # the body itself is the proof of who asks
        yield from ("401", "429")
    yield "503"


def refusal(status: str) -> dict[str, Any]:
    """For a route that answers so beyond what its shape tells."""
    return {"description": _SAID[status], "content": {"application/problem+json": {"schema": _REFERENCE}}}
