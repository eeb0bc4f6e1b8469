"""Names and secrets that a later run must find again: derived, never stored."""

import hashlib
import hmac

DEFAULT_SEED = "smartcharging-simulator"
CARD_LENGTH = 14  # hex digits of a seven-byte UID
LARGEST_FIRST_REGISTER_WH = 1_000_000


def station_secret(seed: str, station_number: str) -> str:
    """Password of the station's HTTP Basic authentication: 40 hex digits."""
    return digest(seed, "secret", station_number)[:40]


def card_number(seed: str, data_set: str, user_id: str) -> str:
    """RFID number of a user of a data set: a seven-byte UID in upper-case hex."""
    return digest(seed, "card", data_set, user_id)[:CARD_LENGTH].upper()


def first_register_wh(seed: str, station_number: str, connector_number: int) -> int:
    """What the connector's meter shows before its first session, in Wh."""
    return int(digest(seed, "meter", station_number, str(connector_number))[:12], 16) % LARGEST_FIRST_REGISTER_WH


def digest(seed: str, *parts: str) -> str:
    """HMAC-SHA256 of the parts under the seed, in hex."""
    return hmac.new(seed.encode(), "\x1f".join(parts).encode(), hashlib.sha256).hexdigest()
