"""A secret in an answer that is stored for repetition: the client sees it, the stored answer does not have it."""

from collections.abc import Awaitable, Callable
from typing import Any, Protocol

import orjson
from fastapi.responses import JSONResponse


class Made(Protocol):
    """What a use case gives that made a secret."""

    @property
    def station(self) -> Any: ...

    @property
    def secret(self) -> str | None: ...


class SecretShownOnce:
    """`once.shown(await idempotency.run(once.work, …))`: `work` hands on the station, `shown` adds the secret."""

    def __init__(self, make: Callable[[], Awaitable[Made]]) -> None:
        self._make = make
        self._secret: str | None = None

    async def work(self) -> Any:
        made = await self._make()
        self._secret = made.secret
        return made.station

    def shown(self, answer: JSONResponse) -> JSONResponse:
        """The answer to the client; a stored answer (nothing was made now) stays without secret."""
        if self._secret is None:
            return answer
        return JSONResponse({**orjson.loads(answer.body), "secret": self._secret}, answer.status_code)
