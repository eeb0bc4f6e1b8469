"""An address as a person writes it, `https://станции.рф/приём`, as it goes on the wire."""

from urllib.parse import quote, urlsplit, urlunsplit

_KEPT = "/:@!$&'()*+,;=~%-._?"


def wire_url(url: str) -> str:
    """ASCII alone: the host as IDNA has it, the rest percent-encoded; what is encoded already stays.

    Raises:
        ValueError: the host or the port is none.

    """
    parts = urlsplit(url)
    host = (parts.hostname or "").encode("idna").decode() if not _is_address(parts.netloc) else f"[{parts.hostname}]"
    place = host if parts.port is None else f"{host}:{parts.port}"
    return urlunsplit((parts.scheme, place, quote(parts.path, _KEPT), quote(parts.query, _KEPT), ""))


def _is_address(place: str) -> bool:
    """Of six, in brackets."""
    return place.startswith("[")
