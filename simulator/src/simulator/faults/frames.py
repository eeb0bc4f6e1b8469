"""Frames of OCPP-J as lists, and looking into them."""

from collections.abc import Callable, Iterator
from typing import Any

Frame = list[Any]
CALL, RESULT, ERROR = 2, 3, 4


def is_call(frame: Any, *actions: str) -> bool:
    """Whether the frame is a CALL, and one of these actions if some are given."""
    return isinstance(frame, list) and len(frame) == 4 and frame[0] == CALL and (not actions or frame[2] in actions)  # noqa: PLR2004 - 1.6J, 4.2.1


def is_row(frame: Any) -> bool:
    """Whether it is a numbered message of the native protocol: one that may come twice."""
    return isinstance(frame, dict) and "sequence" in frame


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """All objects within a JSON value."""
    if isinstance(value, dict):
        yield value
        for part in value.values():
            yield from objects(part)
    elif isinstance(value, list):
        for part in value:
            yield from objects(part)


def samples(frame: Frame) -> Iterator[dict[str, Any]]:
    """All sampled values of a CALL."""
    for item in objects(frame[3]):
        if "value" in item and ("measurand" in item or "context" in item):
            yield item


def change_times(frame: Frame, change: Callable[[str], str]) -> None:
    """Rewrite each timestamp of a CALL."""
    for item in objects(frame[3]):
        if isinstance(item.get("timestamp"), str):
            item["timestamp"] = change(item["timestamp"])
