"""OCPP-J frames: [2,id,action,payload], [3,id,payload], [4,id,code,description,details]."""

import re
from dataclasses import dataclass
from typing import Any, Final

import orjson

from csms_gateway.ocppj.tolerant_json import BROKEN_JSON, UnreadableJson, loads

CALL: Final = 2
CALL_RESULT: Final = 3
CALL_ERROR: Final = 4
CALL_RESULT_ERROR: Final = 5
SEND: Final = 6
_ID_LIMIT: Final = 36
_CALL_LENGTH: Final = 4

_READABLE_CALL_ID = re.compile(rb'^\s*\[[\s,]*2\s*,\s*("(?:[^"\\]|\\.){0,255}"|-?\d{1,19})\s*[,\]]')


@dataclass(slots=True)  # not frozen: that makes every CALL a microsecond dearer
class Call:
    """A request of the station. `message_id` is the id as JSON text, to be echoed verbatim (quirk F3)."""

    message_id: bytes
    action: Any
    payload: Any
    deviations: tuple[str, ...] = ()
    is_send: bool = False
    """A SEND of OCPP 2.1, which wants no answer."""


@dataclass(slots=True, frozen=True)
class CallResult:
    """The station's answer to a request of ours."""

    message_id: bytes
    payload: dict[str, Any]


@dataclass(slots=True, frozen=True)
class CallError:
    """The station's refusal; any word is taken for a code (quirk F7)."""

    message_id: bytes
    code: str
    description: str


@dataclass(slots=True, frozen=True)
class Unreadable:
    """Not a frame. `message_id` is set when a CALL can be guessed, so that it can be refused by its id."""

    reason: str
    deviation: str
    message_id: bytes | None = None


@dataclass(slots=True, frozen=True)
class CallResultError:
    """OCPP 2.1: the station could not use an answer of ours."""

    message_id: bytes
    code: str
    description: str


Frame = Call | CallResult | CallError | CallResultError | Unreadable


def parse(raw: bytes) -> Frame:
    """Read one websocket message. Never raises: what cannot be read comes back as `Unreadable`."""
    try:
        value, deviations = loads(raw)
    except UnreadableJson as error:
        return Unreadable(f"not JSON: {error}", BROKEN_JSON, _guess_call_id(raw))
    if not isinstance(value, list) or not value:
        return Unreadable("not a JSON array", BROKEN_JSON)
    if len(value) == 1 and isinstance(value[0], list) and value[0]:  # a list of one frame
        value, deviations = value[0], (*deviations, "type:frame")
    kind = _kind(value[0])
    if kind in (CALL, SEND):
        if type(value[0]) is not int:
            deviations += ("F8",)
        return _call(value, deviations, is_send=kind == SEND)
    if kind in (CALL_RESULT, CALL_ERROR) and len(value) > 1:
        return _result(value) if kind == CALL_RESULT else _error(value)
    if kind == CALL_RESULT_ERROR and len(value) > 1:
        refused = _error(value)
        return CallResultError(refused.message_id, refused.code, refused.description)
    return Unreadable(f"message type {str(value[0])[:20]} is unknown", "F8")


def _kind(value: Any) -> int | None:
    if type(value) is int:
        return value
    text = str(value).strip().removesuffix(".0")
    return int(text) if text in {"2", "3", "4", "5", "6"} else None


def _call(value: list[Any], deviations: tuple[str, ...], *, is_send: bool) -> Frame:
    message_id, action, payload = _three(value)
    if action is None:
        return Unreadable("a CALL without an action", BROKEN_JSON, _id(message_id))
    if not isinstance(message_id, str) or not 0 < len(message_id) <= _ID_LIMIT:
        deviations += ("F3",)
    if len(value) > _CALL_LENGTH:
        deviations += ("extra:frame",)
    if isinstance(payload, str):
        payload, deviations = _unquoted(payload), (*deviations, "type:payload")
    if payload is None:
        return Call(_id(message_id), action, {}, (*deviations, "F10"), is_send)
    return Call(_id(message_id), action, payload, deviations, is_send)


def _unquoted(text: str) -> Any:
    """The object that was put into the frame as its own JSON text; any other text as it is."""
    try:
        value, _ = loads(text.encode("utf-8", "replace"))
    except UnreadableJson:
        return text
    return value if isinstance(value, dict) else text


def _result(value: list[Any]) -> CallResult:
    message_id, payload, _ = _three(value)
    return CallResult(_id(message_id), payload if isinstance(payload, dict) else {})


def _error(value: list[Any]) -> CallError:
    message_id, code, description = _three(value)
    code = "GenericError" if code is None else str(code)
    return CallError(_id(message_id), code[:100], "" if description is None else str(description)[:1000])


def _three(value: list[Any]) -> tuple[Any, Any, Any]:
    """The elements after the message type; what was left out is None, what is too many is nobody's business."""
    if len(value) == _CALL_LENGTH:
        return value[1], value[2], value[3]
    _, first, second, third, *_ = [*value, None, None, None]
    return first, second, third


def _id(value: Any) -> bytes:
    try:
        return orjson.dumps(value)
    except TypeError:  # an integer beyond 64 bits
        return str(value).encode()


def _guess_call_id(raw: bytes) -> bytes | None:
    match = _READABLE_CALL_ID.match(raw[:1024].decode("utf-8", "replace").encode())
    if match is None:
        return None
    try:
        orjson.loads(match[1])
    except orjson.JSONDecodeError:  # it would make our refusal unreadable too
        return None
    return match[1]


def call_bytes(message_id: str, action: str, payload: dict[str, Any]) -> bytes:
    """A request of ours, ready for the socket."""
    return orjson.dumps([CALL, message_id, action, payload])


def result_bytes(message_id: bytes, payload: dict[str, Any]) -> bytes:
    """The answer to the request `message_id` (JSON text)."""
    return b"[3,%b,%b]" % (message_id, orjson.dumps(payload))


def error_bytes(message_id: bytes, code: str, description: str) -> bytes:
    """The refusal of the request `message_id` (JSON text); details are always an empty object."""
    return b"[4,%b,%b,%b,{}]" % (message_id, orjson.dumps(code), orjson.dumps(description[:255]))
