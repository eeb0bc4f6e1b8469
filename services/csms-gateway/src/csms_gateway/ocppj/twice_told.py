"""Names that one JSON object has twice with different values: JSON readers keep the last, and nobody would notice."""

import json
from typing import Any, Final

_MOST: Final = 20


def contradictions(raw: bytes, value: Any) -> list[str]:
    """Such names in `raw`, of which `value` was read; mostly none, and then it costs a count of the keys."""
    if raw.count(b'":') + raw.count(b'" :') <= _keys(value):
        return []
    try:
        return _found(raw.decode("utf-8", "replace"))
    except ValueError:
        return []  # repaired or cut off: nothing can be said


def _keys(value: Any) -> int:
    if type(value) is dict:
        return len(value) + sum(_keys(item) for item in value.values() if type(item) in (dict, list))
    return sum(_keys(item) for item in value if type(item) in (dict, list)) if type(value) is list else 0


def _found(text: str) -> list[str]:
    names: dict[str, None] = {}

    def note(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        known: dict[str, Any] = {}
        for name, item in pairs:
            if name in known and known[name] != item and len(names) < _MOST:
                names[name[:50]] = None
            known[name] = item
        return known

    json.JSONDecoder(object_pairs_hook=note, strict=False).raw_decode(text.lstrip("\ufeff \t\r\n\x00"))
    return list(names)
