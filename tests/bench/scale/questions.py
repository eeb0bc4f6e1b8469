"""What is asked of a list: every documented sort and filter, alone and together, as four kinds of reader."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from common.openapi import example_of

from tests.contracts.asking import schemas_of
from tests.contracts.product import Operation

from .plausible import BIG, SMALL

READERS: Final[Mapping[str, list[UUID] | str]] = {
    "all": "*",
    "big": [UUID(int=BIG)],
    "small": [UUID(int=SMALL)],
    "tree": [UUID(int=number) for number in range(SMALL, SMALL + 5)],
}
"""Who sees everything, one organisation of 40 %, one of 0.06 %, and one with four below it, 0.3 % together."""
PAGE: Final = 15
PAGING: Final = frozenset({"limit", "offset", "cursor", "sort"})
_MANY, _FEW, _NONE = str(UUID(int=3)), str(UUID(int=45_000)), str(UUID(int=2**40))
_KINDS: Final = ["ccs2", "gbt_ac", "unknown"]
_DAYS: Final = {
    "from": ["2026-11-24T00:00:00Z", "2026-10-25T00:00:00Z", "2025-06-01T00:00:00Z"],
    "to": ["2026-11-24T00:00:00Z", "2024-12-02T00:00:00Z"],
    "min": ["10", "890"],
    "max": ["1", "500"],
}
_VALUES: Final[Mapping[str, list[Any]]] = {
    "q": ["user", "user 77123", "evse00017", "nowhere to be found"],
    "connector_number": ["1", "5", "77"],
    "connector_type": _KINDS,
    "number": ["40000020012345", "777"],
    "station_number": ["EVSE00003", "EVSE45000"],
    "organization_id": [str(UUID(int=BIG)), str(UUID(int=SMALL)), _NONE],
    "region_id": [str(UUID(int=1)), str(UUID(int=70))],
    "role_id": [str(UUID(int=4)), str(UUID(int=1))],
    "user_id": [str(UUID(int=1)), str(UUID(int=777_000)), _NONE],
    "webhook_id": [str(UUID(int=1)), str(UUID(int=190))],
    "source_type": ["user", "service"],
    "link_type": ["session", "role", "webhook"],
    "operation": ["session_started_s", "role_changed", "webhook_deleted", "refund", "payment"],
    "event_type": ["session.started", "station.created"],
    "kind": ["start_session", "hard_reset", "faulted_connector", "clock_drift", "rfid", "firmware", "device"],
}
"""What finds much, what finds little, what finds nothing."""


@dataclass(frozen=True, slots=True)
class Question:
    filter: str
    """Name and value, empty for none."""
    sort: str
    query: Mapping[str, Any]
    place: str = ""
    """Which page; empty for the first."""

    @property
    def shown(self) -> str:
        return f"{self.filter} {self.place}".strip()


def questions(operation: Operation, sorts: list[str], *, is_quick: bool = False) -> Iterator[Question]:
    """The first page of every sort with every value of every filter; `is_quick`: filters with the first sort only.

    A summary has no sorts: it is asked with every filter.
    """
    for name, value in [("", None), *_filters(operation), *_pairs(operation)]:
        given = {} if not name else value if isinstance(value, dict) else {name: value}
        shown = " ".join(f"{key}={word}" for key, word in given.items())
        if not sorts:
            yield Question(shown, "", given)
        for sort in sorts[:1] if is_quick and name else sorts:
            for sign in ("", "-"):
                yield Question(shown, sign + sort, {**given, "sort": sign + sort})


def deep_pages(question: Question, total: int, cursor: str | None) -> Iterator[Question]:
    """The same question further down: by an offset, as the pages do, and by a cursor, as programs do."""
    places: dict[str, dict[str, Any]] = {
        "(page 10)": {"offset": 9 * PAGE},
        "(page 1000)": {"offset": 999 * PAGE},
        "(last page)": {"offset": (total - 1) // PAGE * PAGE},
    }
    for place, more in places.items():
        if PAGE <= more["offset"] < total:
            yield Question(question.filter, question.sort, {**question.query, **more}, place)
    if cursor is not None:
        yield Question(question.filter, question.sort, {**question.query, "cursor": cursor}, "(cursor)")


def _filters(operation: Operation) -> Iterator[tuple[str, Any]]:
    for one in operation.body.get("parameters", []):
        name, schema = one["name"], one["schema"]
        if one["in"] == "query" and name not in PAGING and not one["required"]:
            for value in values_of(name, schema, schemas_of(operation)):
                yield name, value


def _pairs(operation: Operation) -> Iterator[tuple[str, Any]]:
    """What people choose together: a span of days with something else, a station with a state."""
    names = operation.parameters
    since, until = (next((name for name in names if name.endswith(end)), None) for end in ("_from", "_to"))
    if since and until:
        span = {since: "2026-10-01T00:00:00Z", until: "2026-10-08T00:00:00Z"}
        yield "days", span
        for name in ("state", "status", "connector_type", "operation", "kind"):
            if name in names:
                yield "days", {**span, name: _rare(name, operation)}
    for name in ("state", "status", "technical_status"):
        if name in names and "connector_number" in names:
            yield "two", {name: _rare(name, operation), "connector_number": "3"}


def _rare(name: str, operation: Operation) -> Any:
    schema = next(one["schema"] for one in operation.body["parameters"] if one["name"] == name)
    return values_of(name, schema, schemas_of(operation))[-1]


def values_of(name: str, schema: dict[str, Any], parts: dict[str, Any]) -> list[Any]:
    if (codes := _codes(schema, parts)) and "enum" in str(_resolved(schema, parts)):
        return codes
    if name in _VALUES:
        return _VALUES[name]
    if (bounds := _DAYS.get(name.rpartition("_")[2])) is not None:
        return bounds
    if name.endswith("_id"):
        return [_MANY, _FEW, _NONE]
    if "boolean" in str(schema):
        return ["true", "false"]
    return [example_of(schema, parts)]


def _resolved(schema: dict[str, Any], parts: dict[str, Any]) -> list[dict[str, Any]]:
    """The schema, those it offers a choice of, and those of its items."""
    if "$ref" in schema:
        return _resolved(parts[schema["$ref"].rpartition("/")[2]], parts)
    inner = [*schema.get("anyOf", []), *([schema["items"]] if "items" in schema else [])]
    return [schema, *(found for one in inner for found in _resolved(one, parts))]


def _codes(schema: dict[str, Any], parts: dict[str, Any]) -> list[Any]:
    return [code for one in _resolved(schema, parts) for code in one.get("enum", [])]
