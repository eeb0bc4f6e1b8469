"""Texts of stations as PostgreSQL can keep them."""

from typing import Any

LONGEST = 50
"""What a form takes for maker, model and numbers; the raw notification keeps the rest (quirk B5)."""


def without_nul(value: Any) -> Any:
    """The same JSON without NUL characters: neither text nor jsonb keeps them, and a station may send anything."""
    match value:
        case str():
            return value.replace("\x00", "")
        case dict():
            return {without_nul(key): without_nul(item) for key, item in value.items()}
        case list():
            return [without_nul(item) for item in value]
        case _:
            return value


def clipped(text: str) -> str:
    return text.strip()[:LONGEST]
