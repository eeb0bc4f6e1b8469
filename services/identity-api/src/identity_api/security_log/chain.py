"""The hash chain of a month: each entry's hash covers its content and the hash before it.

A changed, removed, added or moved entry breaks every hash after it; a cut end shows in count and hash of the chain's
own row. A month begins with the end of the one before, so that neither a whole month nor the end of one goes unseen
once another has begun. Who can rewrite all of that is found out by the printed ends: `verify-audit` shows them to be
kept elsewhere.
"""

import hashlib
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, Final

import orjson

CONTENT: Final = (
    "id",
    "at",
    "position",
    "source_type",
    "source",
    "organization_id",
    "session_id",
    "link_type",
    "link_id",
    "link_label",
    "operation",
    "description",
    "arguments",
    "before",
    "after",
    "address",
    "user_agent",
    "result",
)
"""What is covered; computed columns follow from it."""


def month_of(at: datetime) -> date:
    """The first day of the month, UTC."""
    return at.astimezone(UTC).date().replace(day=1)


def beginning(month: date, previous_month: date | None, previous_hash: str | None) -> str:
    """The hash before a month's first entry. None before it: the first of all, or from before months were linked."""
    link = f" after {previous_month:%Y-%m} {previous_hash}" if previous_month else ""
    return hashlib.sha256(f"smartcharging security log {month:%Y-%m}{link}".encode()).hexdigest()


def next_hash(previous: str, entry: Mapping[str, Any]) -> str:
    """`entry` has the values of CONTENT, as they are stored."""
    return hashlib.sha256(previous.encode() + canonical(entry)).hexdigest()


def canonical(entry: Mapping[str, Any]) -> bytes:
    """The one spelling of an entry: JSON with sorted names and times in UTC."""
    content = {name: entry[name] for name in CONTENT} | {"at": entry["at"].astimezone(UTC)}
    return orjson.dumps(content, default=str, option=orjson.OPT_SORT_KEYS | orjson.OPT_UTC_Z)
