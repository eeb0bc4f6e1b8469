"""Good messages of a station made from the schemas: every field filled, so that every field can be bent."""

from typing import Any, Final

TIME: Final = "2026-11-25T10:00:00Z"
_NUMBERS: Final = {"connectorId": 1, "meterStart": 100, "meterStop": 900, "transactionId": 77, "multiplier": 0}
_TEXTS: Final = {"value": "12.5", "transactionId": "tx-1", "idToken": "04AABB", "idTag": "04AABB"}
# Words that lead to a fact, where the first of the enumeration does not.
_WORDS: Final = {"format": "Raw", "type": "ISO14443", "measurand": "Energy.Active.Import.Register", "unit": "Wh"}


def valid(schema: dict[str, Any], name: str = "") -> Any:
    """A value that fits the (resolved) schema; objects have all their fields but the vendor's own."""
    kind = schema.get("type")
    if kind == "object":
        fields = schema.get("properties", {}).items()
        return {field: valid(part, field) for field, part in fields if field != "customData"}
    if kind == "array":
        return [valid(schema["items"], name)] * schema.get("minItems", 1)
    if kind in ("integer", "number"):
        return _NUMBERS.get(name, min(max(1, int(schema.get("minimum", 1))), int(schema.get("maximum", 1))))
    if kind == "boolean":
        return True
    return _text(schema, name)


def _text(schema: dict[str, Any], name: str) -> str:
    words = schema.get("enum")
    if words is not None:
        return _WORDS[name] if _WORDS.get(name) in words else str(words[0])
    if schema.get("format") == "date-time":
        return TIME
    return _TEXTS.get(name, f"a {name}")[: schema.get("maxLength", 255)]
