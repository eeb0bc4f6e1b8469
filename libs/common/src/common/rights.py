"""Rights belong to the service whose endpoints require them.

A service keeps `rights.toml` beside its code, gives it to `Service(rights=read_rights("stations_api"))`, and at its
start tells all of them (topic `rights`, key = service). identity-api collects them for the editor of roles.

    ["stations:write"]
    ru = "Добавление и изменение станций"
    en = "Add and change stations"
    page = "stations"     # under which page the editor shows it; the noun, when left out
"""

import asyncio
import tomllib
from collections.abc import Sequence
from importlib.resources import files
from typing import Any, ClassVar

import structlog
from pydantic import BaseModel, ConfigDict

from common.clock import Clock
from common.db import Sessions
from common.events import Event
from common.outbox import Outbox

log = structlog.get_logger()
TOPIC = "rights"
_RETRY_SECONDS = 5.0


class DeclaredRight(BaseModel):
    model_config = ConfigDict(frozen=True)

    code: str
    """`noun:read|write|command|money`."""
    ru: str
    en: str
    page: str


class RightsDeclared(Event):
    """All rights of one service; the newest of a key counts (compacted topic)."""

    type: ClassVar = "rights.declared.v1"
    topic: ClassVar = TOPIC

    service: str
    rights: tuple[DeclaredRight, ...]


def read_rights(package: str) -> tuple[DeclaredRight, ...]:
    """The `rights.toml` of a package. Raises FileNotFoundError, ValueError (pydantic) when it is not as above."""
    tables = tomllib.loads(files(package).joinpath("rights.toml").read_text(encoding="utf-8"))
    return tuple(_right(code, table) for code, table in tables.items())


def _right(code: str, table: dict[str, Any]) -> DeclaredRight:
    return DeclaredRight(code=code, **({"page": code.partition(":")[0]} | table))


async def declare(
    sessions: Sessions, table: type[Any], clock: Clock, service: str, rights: Sequence[DeclaredRight]
) -> None:
    """Once at each start of a worker, as soon as the database is there; saying the same again changes nothing."""
    told = RightsDeclared(service=service, rights=tuple(rights))
    while True:
        try:
            async with sessions.begin() as session:
                Outbox(session, table, service, clock).record(told, key=service)
        except Exception as error:  # noqa: BLE001 - an outage at the start must not end the service
            log.warning("rights.not_declared", error=repr(error)[:300])
            await asyncio.sleep(_RETRY_SECONDS)
        else:
            return
