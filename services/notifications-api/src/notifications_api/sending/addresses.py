"""Which addresses may be connected to. A name is resolved once; what was checked is what is connected to.

So a name that points to a public address when it is looked at and to a private one a moment later (DNS rebinding)
gains nothing.
"""

import asyncio
import ipaddress
import socket
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from notifications_api.sending.urls import wire_url

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
"""All that is given out. Python calls old ways into a site global too: fec0::1, ::10.0.0.1, 64:ff9b:1::10.0.0.1."""


class AddressRefused(Exception):
    """`reason`: not_public, not_encrypted, no_host, not_resolved."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class AddressRules:
    """`allowed` networks are exempt: private addresses in them may be used, and without TLS."""

    allowed: Sequence[Network] = field(default_factory=tuple)

    def is_exempt(self, address: Address) -> bool:
        return any(address in network for network in self.allowed)

    def check(self, text: str, *, is_encrypted: bool) -> None:
        address = _plain(ipaddress.ip_address(text))
        if self.is_exempt(address):
            return
        if not _is_public(address):
            raise AddressRefused("not_public")
        if not is_encrypted:
            raise AddressRefused("not_encrypted")

    def check_url(self, url: str) -> None:
        """What can be said without DNS: a host, TLS, a public address where one is written."""
        try:
            parts = urlsplit(url)
            host, _ = parts.hostname, wire_url(url)
        except ValueError as error:
            raise AddressRefused("no_host") from error
        if not host or parts.username or parts.password:
            raise AddressRefused("no_host")
        try:
            ipaddress.ip_address(host)
        except ValueError:
            if host == "localhost" and not self.allowed:
                raise AddressRefused("not_public") from None
            if parts.scheme != "https" and not self.allowed:
                raise AddressRefused("not_encrypted") from None
            return
        self.check(host, is_encrypted=parts.scheme == "https")

    async def resolve(self, host: str, port: int, *, is_encrypted: bool) -> list[str]:
        """The addresses of a name, all of them checked: one bad one spoils the name."""
        try:
            found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except OSError as error:
            raise AddressRefused("not_resolved") from error
        addresses = list(dict.fromkeys(str(item[4][0]) for item in found))
        for address in addresses:
            self.check(address, is_encrypted=is_encrypted)
        return addresses


def _is_public(address: Address) -> bool:
    if isinstance(address, ipaddress.IPv6Address) and address not in _GLOBAL_UNICAST:
        return False
    return address.is_global and not address.is_multicast


def _plain(address: Address) -> Address:
    """An IPv4 address in IPv6 clothes is judged as what it is."""
    if not isinstance(address, ipaddress.IPv6Address):
        return address
    if address in _NAT64:
        return ipaddress.IPv4Address(address.packed[-4:])
    return address.ipv4_mapped or address.sixtofour or address
