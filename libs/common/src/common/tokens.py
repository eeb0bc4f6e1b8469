"""Short keyed codes: a number that proves its origin, and a fingerprint of something secret."""

import base64
import hashlib
import hmac

_NUMBER_BYTES = 5
_BODY = 8
_MAC = 6


def keyed_hash(key: bytes, text: str) -> str:
    """Hex HMAC-SHA256 of the text, case folded: equal for `ab12` and `AB12`."""
    return hmac.new(key, text.strip().upper().encode(), hashlib.sha256).hexdigest()


def sign_number(key: bytes, prefix: str, number: int) -> str:
    """`prefix` + 8 characters of the number + 6 characters of its MAC (base32, upper case).

    Short enough for chargers that cut identifiers at 16 characters (quirk A1); 30 bits of MAC suffice for a token
    that lives minutes behind an authenticated socket.
    """
    body = prefix + base64.b32encode(number.to_bytes(_NUMBER_BYTES, "big")).decode()
    return body + _mac(key, body)


def verify_number(key: bytes, prefix: str, token: str) -> int | None:
    """The number inside a token made by `sign_number`, None when it is not ours."""
    token = token.strip().upper()
    body, mac = token[: len(prefix) + _BODY], token[len(prefix) + _BODY :]
    if not body.startswith(prefix) or len(mac) != _MAC or not hmac.compare_digest(mac, _mac(key, body)):
        return None
    try:
        return int.from_bytes(base64.b32decode(body[len(prefix) :]), "big")
    except ValueError:
        return None


def _mac(key: bytes, body: str) -> str:
    return base64.b32encode(hmac.new(key, body.encode(), hashlib.sha256).digest()).decode()[:_MAC]
