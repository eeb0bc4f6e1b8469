"""What a browser calls itself, in words a person knows."""

from typing import Final

# the order matters: most browsers also call themselves Chrome and Safari
_BROWSERS: Final = {
    "YaBrowser/": "Yandex Browser",
    "Edg/": "Edge",
    "OPR/": "Opera",
    "Firefox/": "Firefox",
    "Chrome/": "Chrome",
    "Safari/": "Safari",
}
_SYSTEMS: Final = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Mac OS X": "macOS",
    "Linux": "Linux",
}
_LONGEST: Final = 60


def device_of(user_agent: str) -> str:
    """«Firefox · Linux»; what is not known is told as it is, cut."""
    found = [_first(_BROWSERS, user_agent), _first(_SYSTEMS, user_agent)]
    return " · ".join(part for part in found if part) or user_agent[:_LONGEST]


def _first(names: dict[str, str], user_agent: str) -> str | None:
    return next((name for mark, name in names.items() if mark in user_agent), None)
