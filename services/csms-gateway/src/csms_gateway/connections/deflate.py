"""permessage-deflate (RFC 7692), the half that a charger gains by: compressed messages are read, ours go out plain.

Without context takeover there is nothing to keep between messages, so an idle connection costs no memory
(performance.md 1b); a server may insist on that for the client's side whatever was offered (section 7.1.1.2).
"""

import zlib
from typing import Final

_NAME: Final = "permessage-deflate"
_TAIL: Final = b"\x00\x00\xff\xff"
ANSWER: Final = f"{_NAME}; server_no_context_takeover; client_no_context_takeover"


class Inflated(ValueError):
    """The data are not deflated, or would become larger than a message may be."""

    def __init__(self, reason: str, *, is_too_big: bool = False) -> None:
        super().__init__(reason)
        self.is_too_big = is_too_big


def accepted_offer(offered: str | None) -> str | None:
    """What to answer to `Sec-WebSocket-Extensions`; None: nothing that we take.

    An offer that limits our window needs nothing of us, since we never compress; RFC 7692 wants it echoed.
    """
    for offer in (offered or "").lower().split(","):
        name, *parameters = (part.strip() for part in offer.split(";"))
        if name == _NAME:
            window = next((one for one in parameters if one.startswith("server_max_window_bits=")), None)
            return f"{ANSWER}; {window}" if window else ANSWER
    return None


def inflate(data: bytes, limit: int) -> bytes:
    """The message behind a compressed payload. Raises Inflated."""
    machine = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        message = machine.decompress(data + _TAIL, limit + 1)
    except zlib.error as error:
        raise Inflated(f"not deflated: {error}") from error
    if len(message) > limit:
        raise Inflated(f"a message may have {limit} bytes", is_too_big=True)
    return message
