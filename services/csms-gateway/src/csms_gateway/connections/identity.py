"""Who knocks: the station's key in the path, the subprotocol it offers, the name and password it gives."""

import base64
import binascii
import re
from collections.abc import Collection, Mapping
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

OCPP_ROOT = "ocpp"
NATIVE_ROOT = "native"
_ROOTS = frozenset((OCPP_ROOT, NATIVE_ROOT))


class Address(NamedTuple):
    """`root` says which protocols are spoken there, `identity` is decoded once and in lower case."""

    root: str
    identity: str


def station_address(target: str) -> Address | None:
    """The identity in `/ocpp/<key>` or `/native/<number>`; None when the path is another.

    Double and trailing slashes, extra parts and queries are forgiven: the last part that is not empty counts
    (quirks H4, H5, H6).
    """
    path = target.partition("?")[0].partition("#")[0]
    if "://" in path:
        path = "/" + path.split("://", 1)[1].partition("/")[2]
    root, *parts = [part for part in path.split("/") if part.strip()] or [""]
    if not parts or root.lower() not in _ROOTS:
        return None
    raw = unquote_to_bytes(parts[-1].encode("latin-1"))
    return Address(root.lower(), normal_key(raw.decode("utf-8", "replace")))


def normal_key(key: str) -> str:
    """The form in which keys are compared."""
    return key.strip().casefold()


def choose_protocol(offered: str | None, allowed: Collection[str]) -> str | None:
    """The first protocol of the station's list that we speak, None when there is none (quirk H2)."""
    words = [word.strip().lower() for word in (offered or "").split(",")]
    return next((word for word in words if word in allowed), None)


def client_address(peer: str, forwarded: str | None, trusted: Collection[str]) -> str:
    """Who is really there: a proxy of ours names him in X-Forwarded-For, anybody else may write there (quirk H16)."""
    host = peer.rpartition(":")[0]
    return forwarded.rpartition(",")[2].strip() if forwarded and host in trusted else peer


CERTIFICATE_HEADERS = ("x-client-verify", "x-client-subject")
_COMMON_NAME = re.compile(r"(?:^|[,/])\s*CN\s*=\s*((?:\\.|[^,/+\\])+)", re.IGNORECASE)


def believable(headers: dict[str, str], peer: str, trusted: Collection[str]) -> dict[str, str]:
    """The headers without what only a proxy of ours may say about certificates (quirk H16)."""
    if peer.rpartition(":")[0] in trusted:
        return headers
    return {name: value for name, value in headers.items() if name not in CERTIFICATE_HEADERS}


def certified_name(headers: Mapping[str, str]) -> str | None:
    """The common name of the certificate that the station showed and the proxy has checked; None: it showed none."""
    verify, subject = (headers.get(name, "") for name in CERTIFICATE_HEADERS)
    if verify.upper() != "SUCCESS":
        return None
    found = _COMMON_NAME.search(subject)
    return normal_key(found[1].replace("\\", "")) if found else ""


class BasicCredentials(NamedTuple):
    """RFC 7617; the password is bytes, because some stations send their raw key (quirk H8)."""

    user: str
    password: bytes


def basic_credentials(header: str | None) -> BasicCredentials | None:
    """Name and password of an Authorization header, None when there is none that can be read."""
    scheme, _, encoded = (header or "").strip().partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        decoded = base64.b64decode(encoded.strip())
    except (binascii.Error, ValueError):
        return None
    user, colon, password = decoded.partition(b":")
    return BasicCredentials(user.decode("utf-8", "replace"), password) if colon else None
