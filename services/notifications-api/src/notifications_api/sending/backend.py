"""The network as httpcore sees it: names are resolved here, and only what was checked is connected to."""

from collections.abc import Iterable

import httpcore
from httpcore import AsyncNetworkBackend, AsyncNetworkStream

from notifications_api.sending.addresses import AddressRefused, AddressRules

SocketOption = tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]


class CheckedBackend(AsyncNetworkBackend):
    """Resolves the name itself and connects to the address that it checked; TLS still proves the name."""

    def __init__(self, rules: AddressRules, *, is_encrypted: bool) -> None:
        self._rules, self._is_encrypted = rules, is_encrypted
        self._inner = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the signature is httpcore's
        local_address: str | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> AsyncNetworkStream:
        failure: Exception = AddressRefused("not_resolved")
        for address in await self._rules.resolve(host, port, is_encrypted=self._is_encrypted):
            try:
                return await self._inner.connect_tcp(address, port, timeout, local_address, socket_options)
            except httpcore.ConnectError as error:
                failure = error
        raise failure

    async def sleep(self, seconds: float) -> None:
        await self._inner.sleep(seconds)
