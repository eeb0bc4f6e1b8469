"""Read the JSON that stations really send: strict and fast first, forgiving only when that fails."""

import json
import re
from typing import Any

import orjson

BROKEN_TEXT = "W8"
BROKEN_JSON = "F9"

_INT64 = 1 << 63
_FLOAT_BITS = 1023
_DEPTH_LIMIT = 200
# A text that is never closed takes all the rest with it: tried anew from each of its quotes it would take for ever.
# These patterns always match to an end, so nothing is tried twice (possessive groups are broken before CPython 3.11.5).
_TEXT = r'"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?$)'
_QUOTED = r"'(?P<quoted>[^'\\]*(?:\\.[^'\\]*)*)(?:'|\\?$)"
_COMMENT = r"/\*[^*]*(?:\*(?!/)[^*]*)*(?:\*/|$)|//[^\n]*+"
_BRACKETS = re.compile(_TEXT + r"|[\[{\]}]", re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_CONTROL_ESCAPE = re.compile(rb"\\u00(?:[01]|7[fF])")
_LENIENT = json.JSONDecoder(strict=False)
# Patterns of quirk F9: a value that was never written, and commas around nothing.
_REPAIRS = (
    (re.compile(r":\s*(?=[,}\]])"), ":null"),
    (re.compile(r"([\[{])\s*,+"), r"\1"),
    (re.compile(r",\s*(?=[}\],])"), ""),
)
# What people type who know JSON from JavaScript. A text in double quotes is matched first, and so left alone.
_SCRIPT = re.compile(
    rf"(?P<text>{_TEXT})|{_QUOTED}|(?P<comment>{_COMMENT})"
    r"|(?<![\w$])(?P<name>[A-Za-z_$][\w$]*+)(?=\s*+:)|(?<![\w.+-])(?P<zeros>\+?0*)(?=\d)",
    re.DOTALL,
)
_UTF16 = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"[\x00": "utf-16-le", b"\x00[": "utf-16-be",
          b"{\x00": "utf-16-le", b"\x00{": "utf-16-be"}  # fmt: skip


class UnreadableJson(ValueError):
    """The text is not JSON, and no known repair makes it so."""


def loads(raw: bytes) -> tuple[Any, tuple[str, ...]]:
    """Value of the frame's text, and the quirk ids of what had to be forgiven (quirks W8 and F9)."""
    try:
        value = orjson.loads(raw)
    except orjson.JSONDecodeError:
        return _loads_leniently(raw)
    if raw.count(b"[") + raw.count(b"{") > _DEPTH_LIMIT:
        _refuse_depth(value)
    # NUL and its kind arrive as escapes too, and no database text column takes them.
    if b"\\u" not in raw or not _CONTROL_ESCAPE.search(raw):
        return value, ()
    return _scrub(value), (BROKEN_TEXT,)


def _refuse_depth(value: Any) -> None:
    """Nothing behind us may walk into a thousand levels; orjson writes 254 and says so without recursion in Python."""
    try:
        orjson.dumps(value)
    except orjson.JSONEncodeError as error:
        raise UnreadableJson("nested too deeply") from error


def _is_too_deep(text: str) -> bool:
    """Counted, not tried: a RecursionError inside the C scanner leaves CPython 3.11 with a wrong count of its own."""
    depth = 0
    for match in _BRACKETS.finditer(text):
        if match[0] in "[{":
            depth += 1
        elif match[0] in "]}":
            depth -= 1
        if depth > _DEPTH_LIMIT:
            return True
    return False


def _loads_leniently(raw: bytes) -> tuple[Any, tuple[str, ...]]:
    text = raw.decode(_UTF16.get(raw[:2], "utf-8"), "replace").removeprefix("\ufeff").lstrip(" \t\r\n\x00")
    if _is_too_deep(text):
        raise UnreadableJson("nested too deeply")
    try:
        return _scrub(_first_value(text)), (BROKEN_TEXT,)
    except UnreadableJson:
        return _scrub(_repaired(text)), (BROKEN_JSON,)


def _repaired(text: str) -> Any:
    try:
        return _first_value(_repair(text))
    except UnreadableJson as error:
        repaired = _repair(_SCRIPT.sub(_as_json, text))
        if _is_too_deep(repaired):
            raise
        try:
            return _first_value(repaired)
        except UnreadableJson:
            raise error from None  # of the text as it came


def _as_json(match: re.Match[str]) -> str:
    if match["text"] is not None:
        return match["text"]
    if match["quoted"] is not None:
        return json.dumps(match["quoted"].replace("\\'", "'"))
    return f'"{match["name"]}"' if match["name"] is not None else ""


def _first_value(text: str) -> Any:
    """The first JSON value of the text; what trails behind it is noise of the line (quirk W8)."""
    try:
        value, _ = _LENIENT.raw_decode(text)
    except ValueError as error:
        raise UnreadableJson(str(error)) from error
    return value


def _repair(text: str) -> str:
    for pattern, replacement in _REPAIRS:
        text = pattern.sub(replacement, text)
    return text


def _scrub(value: Any) -> Any:
    """The same value without control characters and lone surrogates in any text, and with 64-bit integers only."""
    if isinstance(value, str):
        return _CONTROL.sub("", value.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
    if isinstance(value, int) and not -_INT64 <= value < _INT64:
        return float("inf") if value.bit_length() > _FLOAT_BITS else float(value)
    if isinstance(value, list):
        return [_scrub(item) for item in value]
    if isinstance(value, dict):
        return {_scrub(key): _scrub(item) for key, item in value.items()}
    return value
