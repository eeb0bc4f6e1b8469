"""Type, id and action of a frame from its first characters: thousands a second pass here, none is decoded whole."""

import re
from collections import OrderedDict
from typing import NamedTuple
from uuid import UUID

OCPP = re.compile(r'\s*\[\s*"?([2-6])"?\s*,\s*(?:"((?:[^"\\]|\\.)*)"|(-?\d+))\s*(?:,\s*"((?:[^"\\]|\\.)*)")?')
"""[type, id, action or error code, …]; some stations write the type as text, the id as a number (quirks 3)."""
NATIVE_TYPE = re.compile(r'"type"\s*:\s*"([A-Za-z_]{1,64})"')
NATIVE_ID = re.compile(r'"(?:command_id|request_id|sequence)"\s*:\s*"?([^",}\s]{1,64})')
HEAD = 2048
LONGEST = 200
KINDS = {"2": "call", "3": "result", "4": "error", "5": "error", "6": "send"}


class Parts(NamedTuple):
    message_type: str | None = None
    message_id: str | None = None
    action: str | None = None


def parts_of(raw: str) -> Parts:
    """All None when the frame is neither an OCPP array nor a message of ours."""
    if (found := OCPP.match(raw, 0, HEAD)) is not None:
        number, text, numeral, word = found.groups()
        message_id = (text if text is not None else numeral)[:LONGEST]
        return Parts(KINDS[number], message_id, word[:LONGEST] if word and number in "26" else None)
    if raw.lstrip()[:1] == "{" and (kind := NATIVE_TYPE.search(raw, 0, HEAD)) is not None:
        mark = NATIVE_ID.search(raw, 0, HEAD)
        return Parts("message", mark.group(1) if mark else None, kind.group(1))
    return Parts()


class OpenCalls:
    """Actions of the last calls, so that an answer can be found by the action that it answers."""

    def __init__(self, most: int = 20_000) -> None:
        self._actions: OrderedDict[tuple[UUID, str, str], str] = OrderedDict()
        self._most = most

    def named(self, station_id: UUID, direction: str, parts: Parts) -> Parts:
        """The parts with their action as far as it is known."""
        if parts.message_id is None:
            return parts
        if parts.message_type == "call" and parts.action is not None:
            self._remember((station_id, direction, parts.message_id), parts.action)
            return parts
        if parts.message_type in {"result", "error"}:
            asked = "out" if direction == "in" else "in"
            action = self._actions.pop((station_id, asked, parts.message_id), None)
            return Parts(parts.message_type, parts.message_id, action)
        return parts

    def _remember(self, call: tuple[UUID, str, str], action: str) -> None:
        self._actions[call] = action
        while len(self._actions) > self._most:
            self._actions.popitem(last=False)
