"""HTTP Basic as OAuth2 uses it (RFC 6749, 2.3.1): both parts are form-encoded first."""

import base64
import binascii
from urllib.parse import unquote_plus


def read_basic(header: str | None) -> tuple[str, str] | None:
    """(client id, secret), or None when the header is absent, of another scheme or unreadable."""
    scheme, _, encoded = (header or "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        client_id, colon, secret = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return (unquote_plus(client_id), unquote_plus(secret)) if colon else None
