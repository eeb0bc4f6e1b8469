"""Make an invalid request usable: the schema says what each field should be, the station's value is bent to it.

Nothing here refuses anything. What cannot be bent is left out, and the handler decides whether enough is left.
"""

import math
import re
from dataclasses import dataclass, field
from typing import Any

_INT64 = 1 << 63
_TEXT_LIMIT = 8192
_DIGITS_LIMIT = 40
_TRUTHS = {"true": True, "1": True, "yes": True, "on": True, "false": False, "0": False, "no": False, "off": False}
_NUMBER = re.compile(r"^[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d{1,3})?$")


@dataclass(slots=True)
class Coercion:
    """Result of `coerce`: the usable part, and what was wrong as "kind:path" (the path has no indexes)."""

    payload: dict[str, Any]
    deviations: list[str] = field(default_factory=list)


def coerce(payload: Any, schema: dict[str, Any]) -> Coercion:
    """Bend a request's payload to its JSON Schema."""
    coercion = Coercion({})
    value = _coerce(payload, schema, "", coercion.deviations)
    coercion.payload = value if isinstance(value, dict) else {}
    return coercion


def to_int(value: Any) -> int | None:
    """An integer from what stations send for one: 5, 5.0, "5", " 5,0 ", true. None when it is no number."""
    number = to_number(value)
    if number is None or abs(number) >= _INT64:
        return None
    return int(number) if isinstance(number, int) else round(number)


def to_number(value: Any) -> float | int | None:
    """A finite number from any spelling of it (quirk M1), else None."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    text = str(value).strip().replace(" ", "")
    if not isinstance(value, str) or not _NUMBER.match(text):
        return None
    if text.lstrip("+-").isdigit():
        return int(text) if len(text) <= _DIGITS_LIMIT else None
    number = float(text.replace(",", "."))
    return number if math.isfinite(number) else None


def _coerce(value: Any, schema: dict[str, Any], path: str, deviations: list[str]) -> Any:
    kind = schema.get("type")
    if kind == "object":
        return _object(value, schema, path, deviations)
    if kind == "array":
        return _array(value, schema, path, deviations)
    if kind == "string":
        return _string(value, schema, path, deviations)
    if kind in ("integer", "number"):
        return _numeric(value, kind, path, deviations)
    return _truth(value, path, deviations) if kind == "boolean" else value


def _object(value: Any, schema: dict[str, Any], path: str, deviations: list[str]) -> dict[str, Any] | None:
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
        deviations.append(f"type:{path}")
    if not isinstance(value, dict):
        deviations.append(f"type:{path}")
        name = _main_name(value, schema, path)
        if name is None:
            return None
        value = {name: value}
    properties = schema.get("properties", {})
    names = {name.lower(): name for name in properties}
    result: dict[str, Any] = {}
    for key, item in value.items():
        name = key if key in properties else names.get(key.strip().lower())
        where = f"{path}.{key[:50]}".lstrip(".")
        if name is None:
            deviations.append(f"extra:{where}")
            continue
        if name != key:
            deviations.append(f"case:{where}")
        if item is None:
            deviations.append(f"null:{where}")
        else:
            coerced = _coerce(item, properties[name], where, deviations)
            if coerced is not None:
                result[name] = coerced
    missing = (name for name in schema.get("required", []) if name not in result)
    deviations.extend(f"missing:{path}.{name}".replace(":.", ":") for name in missing)
    return result


def _main_name(value: Any, schema: dict[str, Any], path: str) -> str | None:
    """Of an object that was told as one word or number, what that must be: `idToken` of an idToken, `id` of an EVSE."""
    if not path or not isinstance(value, str | int | float):
        return None
    return next((name for name in (path.rpartition(".")[2], "id") if name in schema.get("required", [])), None)


def _array(value: Any, schema: dict[str, Any], path: str, deviations: list[str]) -> list[Any]:
    if not isinstance(value, list):
        deviations.append(f"type:{path}")
        value = [value]
    items = schema.get("items", {})
    if len(value) == 1 and isinstance(value[0], list) and items.get("type") != "array":
        deviations.append(f"type:{path}")
        value = value[0]
    coerced = (_coerce(item, items, path, deviations) for item in value)
    return [item for item in coerced if item is not None]


def _string(value: Any, schema: dict[str, Any], path: str, deviations: list[str]) -> str | None:
    if not isinstance(value, str):
        deviations.append(f"type:{path}")
        if isinstance(value, list) and len(value) == 1:
            value = value[0]
        if isinstance(value, dict | list):
            return None
        value = str(value).lower() if isinstance(value, bool) else str(value)
    if len(value) > schema.get("maxLength", _TEXT_LIMIT):
        # Kept whole within reason: readers cut for their indexes, not the gateway (quirks A1, B5).
        deviations.append(f"length:{path}")
        value = value[:_TEXT_LIMIT]
    words = schema.get("enum")
    return value if words is None or value in words else _word(value, words, path, deviations)


def _word(value: str, words: list[str], path: str, deviations: list[str]) -> str:
    deviations.append(f"enum:{path}")
    folded = value.strip().lower()
    return next((word for word in words if word.lower() == folded), value)


def _truth(value: Any, path: str, deviations: list[str]) -> bool | None:
    """True and false in any spelling: "False" must not be taken for a text that is not empty."""
    if isinstance(value, bool):
        return value
    deviations.append(f"type:{path}")
    return _TRUTHS.get(str(value).strip().lower())


def _numeric(value: Any, kind: str, path: str, deviations: list[str]) -> float | int | None:
    if kind == "number" and isinstance(value, float | int) and not isinstance(value, bool):
        return to_number(value)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < _INT64:
        return value
    deviations.append(f"type:{path}")
    return to_int(value) if kind == "integer" else to_number(value)
