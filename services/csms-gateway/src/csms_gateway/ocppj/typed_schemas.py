"""A JSON Schema of OCPP as a msgspec type: reading and checking a hot message is then one call in C.

The type is never more generous than the schema. What it does not take may still be valid, or usable: the general way
reads it again.
"""

from typing import Annotated, Any, Final, Literal

import msgspec
from msgspec import Meta

_INTEGER: Final = 1 << 53


def type_of(schema: dict[str, Any], name: str) -> Any:
    """The type for a resolved schema (see `schemas.py`). Raises ValueError for words that hot messages do not use."""
    kind = schema["type"]
    if kind == "object":
        return _struct(schema, name)
    if kind == "array":
        return Annotated[list[type_of(schema["items"], name)], Meta(min_length=schema.get("minItems", 0))]  # type: ignore[misc]  # built at run time
    if kind == "string":
        return _text(schema)
    if kind == "integer":
        return Annotated[int, Meta(ge=-_INTEGER, le=_INTEGER)]
    raise ValueError(f"no type for {kind!r} in {name}")


def _struct(schema: dict[str, Any], name: str) -> Any:
    """Optional fields are None when they are left out; an explicit null is refused, as the schema does."""
    if schema.get("additionalProperties", True) is not False:
        raise ValueError(f"{name} may have fields that nobody knows")
    required = set(schema.get("required", ()))
    properties = sorted(schema["properties"].items(), key=lambda item: item[0] not in required)
    fields: list[Any] = []
    for field, of in properties:
        kind = type_of(of, field)
        fields.append((field, kind) if field in required else (field, kind, None))
    return msgspec.defstruct(name, fields, forbid_unknown_fields=True, gc=False)


def _text(schema: dict[str, Any]) -> Any:
    if "enum" in schema:
        return Literal[tuple(schema["enum"])]
    if "maxLength" in schema:
        return Annotated[str, Meta(max_length=schema["maxLength"])]
    return str
