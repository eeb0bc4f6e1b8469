"""Kinds of oddities, not a list of frames: each bends any message of any version in one way."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

Json = Any
Change = Callable[[Json, dict[str, Any]], Json]
"""(value, its schema) → what is sent instead."""


@dataclass(frozen=True)
class Kind:
    """`bend` makes the text of the CALL; `is_same`: the message means the same as the plain one."""

    name: str
    bend: Callable[[list[Any], dict[str, Any]], str | bytes]
    is_same: bool = True
    may_refuse: bool = False
    """A CALLERROR is an answer too: nothing usable may be left."""
    change: Change | None = None
    """What it does to single values; None: it bends the frame of OCPP."""


KINDS: Final[list[Kind]] = []


def of_values(name: str, *, is_same: bool = True, may_refuse: bool = False) -> Callable[[Change], Change]:
    """A kind that changes single values, wherever the change finds something to do."""

    def register(change: Change) -> Change:
        def bend(call: list[Any], schema: dict[str, Any]) -> str:
            return text([*call[:3], mapped(call[3], schema, change)])

        KINDS.append(Kind(name, bend, is_same, may_refuse, change))
        return change

    return register


def of_frames(
    name: str, *, is_same: bool = True, may_refuse: bool = False
) -> Callable[[Callable[[list[Any]], str | bytes]], None]:
    """A kind that changes the frame around the payload."""

    def register(bend: Callable[[list[Any]], str | bytes]) -> None:
        KINDS.append(Kind(name, lambda call, _: bend(call), is_same, may_refuse))

    return register


def mapped(value: Json, schema: dict[str, Any], change: Change) -> Json:
    """The value with the change made everywhere inside, innermost first."""
    if isinstance(value, dict):
        parts = schema.get("properties", {})
        value = {name: mapped(item, parts.get(name, {}), change) for name, item in value.items()}
    elif isinstance(value, list):
        value = [mapped(item, schema.get("items", {}), change) for item in value]
    return change(value, schema)


def text(value: Json) -> str:
    return json.dumps(value)


# --- the payload


@of_values("fields that nobody knows")
def _extra(value: Json, _: dict[str, Any]) -> Json:
    return {**value, "x-vendor": {"deep": [1]}, "": 5} if isinstance(value, dict) else value


@of_values("null for what is absent")
def _nulls(value: Json, schema: dict[str, Any]) -> Json:
    if not isinstance(value, dict):
        return value
    absent = {name: None for name in schema.get("properties", {}) if name not in value}
    return {**value, **absent, "x-vendor": None}


@of_values("names in another case")
def _names(value: Json, _: dict[str, Any]) -> Json:
    return {name[:1].upper() + name[1:]: item for name, item in value.items()} if isinstance(value, dict) else value


@of_values("words of lists in small letters")
def _small(value: Json, schema: dict[str, Any]) -> Json:
    return value.lower() if "enum" in schema else value


@of_values("words of lists in capitals, with blanks")
def _capital(value: Json, schema: dict[str, Any]) -> Json:
    return f" {value.upper()} " if "enum" in schema else value


@of_values("numbers as text")
def _number_text(value: Json, schema: dict[str, Any]) -> Json:
    return f" {value} " if schema.get("type") in ("integer", "number") else value


@of_values("integers as fractions")
def _fractions(value: Json, schema: dict[str, Any]) -> Json:
    return f"{value},0" if schema.get("type") == "integer" else value


@of_values("truth as text")
def _truth(value: Json, _: dict[str, Any]) -> Json:
    return "True" if value is True else value


@of_values("truth as a number")
def _truth_number(value: Json, _: dict[str, Any]) -> Json:
    return 1 if value is True else value


@of_values("texts as numbers", is_same=False, may_refuse=True)
def _text_number(value: Json, schema: dict[str, Any]) -> Json:
    return 5 if schema.get("type") == "string" else value


@of_values("one object for a list of one")
def _no_list(value: Json, _: dict[str, Any]) -> Json:
    return value[0] if isinstance(value, list) and len(value) == 1 else value


@of_values("lists in lists")
def _lists(value: Json, _: dict[str, Any]) -> Json:
    return [value] if isinstance(value, list) else value


@of_values("objects in lists of one")
def _wrapped(value: Json, _: dict[str, Any]) -> Json:
    return [value] if isinstance(value, dict) else value


@of_values("texts far too long", is_same=False)
def _long(value: Json, schema: dict[str, Any]) -> Json:
    is_free = schema.get("type") == "string" and "enum" not in schema and schema.get("format") != "date-time"
    return value + "y" * 3000 if is_free and not _is_number(value) else value


@of_values("empty texts", is_same=False, may_refuse=True)
def _empty(value: Json, schema: dict[str, Any]) -> Json:
    return "" if schema.get("type") == "string" else value


@of_values("empty objects", is_same=False, may_refuse=True)
def _hollow(value: Json, schema: dict[str, Any]) -> Json:
    return {} if schema.get("type") == "object" else value


@of_values("empty lists", is_same=False, may_refuse=True)
def _no_items(value: Json, schema: dict[str, Any]) -> Json:
    return [] if schema.get("type") == "array" else value


@of_values("words that no list has", is_same=False)
def _strange(value: Json, schema: dict[str, Any]) -> Json:
    return "Sideways" if "enum" in schema else value


@of_values("times without a zone")
def _local(value: Json, schema: dict[str, Any]) -> Json:
    return value.removesuffix("Z") if schema.get("format") == "date-time" else value


@of_values("times with a blank and nine digits")
def _digits(value: Json, schema: dict[str, Any]) -> Json:
    is_time = schema.get("format") == "date-time"
    return value.replace("T", " ").replace("Z", ".000000000Z") if is_time else value


@of_values("times as seconds since 1970")
def _epoch(value: Json, schema: dict[str, Any]) -> Json:
    return 1_795_600_800 if schema.get("format") == "date-time" else value


@of_values("times that are none", is_same=False)
def _no_time(value: Json, schema: dict[str, Any]) -> Json:
    return "yesterday at noon" if schema.get("format") == "date-time" else value


@of_values("numbers beyond any", is_same=False, may_refuse=True)
def _huge(value: Json, schema: dict[str, Any]) -> Json:
    return 10**30 if schema.get("type") in ("integer", "number") else value


@of_values("numbers below zero", is_same=False, may_refuse=True)
def _negative(value: Json, schema: dict[str, Any]) -> Json:
    return -7 if schema.get("type") in ("integer", "number") else value


@of_values("NaN for numbers", is_same=False, may_refuse=True)
def _nan(value: Json, schema: dict[str, Any]) -> Json:
    return float("nan") if schema.get("type") in ("integer", "number") or _is_number(value) else value


@of_values("control characters in texts", is_same=False)
def _control(value: Json, schema: dict[str, Any]) -> Json:
    is_free = schema.get("type") == "string" and "enum" not in schema
    return value + "\x00\x1f\ud800" if is_free else value


# --- the frame


@of_frames("a byte order mark")
def _mark(call: list[Any]) -> bytes:
    return b"\xef\xbb\xbf" + text(call).encode()


@of_frames("bytes behind the end")
def _behind(call: list[Any]) -> bytes:
    return text(call).encode() + b"\x00\x10\x0e\r\n"


@of_frames("commas too many")
def _commas(call: list[Any]) -> str:
    return text(call).replace("}", ",}").replace("]", ",]")


@of_frames("broken UTF-8 in a name that nobody knows")
def _utf8(call: list[Any]) -> bytes:
    return text(call).encode().replace(b"{", b'{"\xff\xc3":1,', 1).replace(b",}", b"}")


@of_frames("every name twice")
def _twice(call: list[Any]) -> str:
    payload = text(call[3])
    body = payload[1:-1]
    return text(call[:3])[:-1] + ", {" + ", ".join(part for part in (body, body) if part) + "}]"


@of_frames("line breaks and blanks")
def _blank(call: list[Any]) -> str:
    return "\r\n  " + json.dumps(call, indent=3) + "\n\n"


@of_frames("bytes instead of text")
def _bytes(call: list[Any]) -> bytes:
    return text(call).encode()


@of_frames("the message type as text")
def _type_text(call: list[Any]) -> str:
    return text(["2", *call[1:]])


@of_frames("the message type as a fraction")
def _type_fraction(call: list[Any]) -> str:
    return text([2.0, *call[1:]])


@of_frames("a number for an id")
def _id_number(call: list[Any]) -> str:
    return text([2, 4711, *call[2:]])


@of_frames("null for an id")
def _id_null(call: list[Any]) -> str:
    return text([2, None, *call[2:]])


@of_frames("an id too long")
def _id_long(call: list[Any]) -> str:
    return text([2, "i" * 200, *call[2:]])


@of_frames("the action in small letters")
def _action_small(call: list[Any]) -> str:
    return text([*call[:2], call[2].lower(), call[3]])


@of_frames("the action in capitals with blanks")
def _action_capital(call: list[Any]) -> str:
    return text([*call[:2], f" {call[2].upper()} ", call[3]])


@of_frames("the action with a prefix")
def _action_prefix(call: list[Any]) -> str:
    return text([*call[:2], f"urn:ocpp:{call[2]}", call[3]])


@of_frames("the action with the ending of its schema")
def _action_ending(call: list[Any]) -> str:
    return text([*call[:2], f"{call[2]}Request", call[3]])


@of_frames("five elements")
def _five(call: list[Any]) -> str:
    return text([*call, {"more": 1}])


@of_frames("the payload as text")
def _payload_text(call: list[Any]) -> str:
    return text([*call[:3], text(call[3])])


@of_frames("no payload", is_same=False, may_refuse=True)
def _three(call: list[Any]) -> str:
    return text(call[:3])


@of_frames("null for a payload", is_same=False, may_refuse=True)
def _null(call: list[Any]) -> str:
    return text([*call[:3], None])


@of_frames("a number for a payload", is_same=False, may_refuse=True)
def _payload_number(call: list[Any]) -> str:
    return text([*call[:3], 5])


@of_frames("cut off in the middle of the payload", is_same=False, may_refuse=True)
def _cut(call: list[Any]) -> str:
    return text(call)[:-3]


def _is_number(value: Json) -> bool:
    return isinstance(value, str) and value.replace(".", "", 1).isdigit()
