"""As much HTTP/1.1 as a websocket handshake and three health pages need."""

import re
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Final

HEAD_LIMIT: Final = 16_384
_HEADERS_LIMIT: Final = 100
_REQUEST_LINE: Final = re.compile(r"^([A-Z]{1,20}) +(.+) +HTTP/1\.\d\s*$")


class BadRequest(ValueError):
    """The bytes are no HTTP request; answered with 400 and nothing more (quirk H10)."""


@dataclass(frozen=True, slots=True)
class Request:
    """Head of a request. Header names are lower case; repeated headers are joined by commas."""

    method: str
    target: str
    headers: dict[str, str]

    @property
    def is_upgrade(self) -> bool:
        return "websocket" in self.headers.get("upgrade", "").lower()


@dataclass(frozen=True, slots=True)
class Response:
    """An answer that ends the connection."""

    status: HTTPStatus
    body: bytes = b""
    content_type: str = "text/plain; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)

    def encode(self) -> bytes:
        lines = [
            f"HTTP/1.1 {self.status.value} {self.status.phrase}",
            f"Content-Type: {self.content_type}",
            f"Content-Length: {len(self.body)}",
            "Connection: close",
            *(f"{name}: {value}" for name, value in self.headers.items()),
        ]
        return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + self.body


def parse_head(head: bytes) -> Request:
    """Read the head (without the final empty line). Raises BadRequest."""
    # Stations put UTF-8 and worse into the path: bytes stay reachable through latin-1 (quirk H4).
    request_line, *lines = head.decode("latin-1").split("\r\n")
    # A blank inside the path is wrong and sent all the same (quirk H4).
    match = _REQUEST_LINE.match(request_line)
    if match is None or len(lines) > _HEADERS_LIMIT:
        raise BadRequest("not an HTTP/1.1 request")
    headers: dict[str, str] = {}
    for line in lines:
        name, colon, value = line.partition(":")
        if not colon:
            raise BadRequest("header without a colon")
        key = name.strip().lower()
        headers[key] = f"{headers[key]}, {value.strip()}" if key in headers else value.strip()
    return Request(match[1], match[2].strip(), headers)
