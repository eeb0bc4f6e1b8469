"""Collects the rights of all services (topic `rights`)."""

from collections.abc import Mapping

from common.clock import Clock
from common.consumer import ConsumerSpec, Handler
from common.events import TOMBSTONE, Envelope
from common.service import Runtime
from pydantic import BaseModel, ConfigDict
from sqlalchemy.ext.asyncio import AsyncSession

from identity_api.rights.collecting import Collecting


class RightTold(BaseModel):
    model_config = ConfigDict(extra="ignore")

    code: str
    ru: str
    en: str
    page: str


class RightsTold(BaseModel):
    """Our view of `rights.declared.v1`."""

    model_config = ConfigDict(extra="ignore")

    rights: list[RightTold]


class RightsUnit:
    """One batch, folded to the last word of each service."""

    def __init__(self, session: AsyncSession, clock: Clock) -> None:
        self._collecting = Collecting(session, clock)
        self._told: dict[str, list[RightTold]] = {}

    @property
    def handlers(self) -> Mapping[str, Handler]:
        return {"rights.declared.v1": self._take, TOMBSTONE: self._forget}

    async def finish(self) -> None:
        for service, rights in sorted(self._told.items()):
            rows = [
                {"code": one.code, "description_ru": one.ru, "description_en": one.en, "page": one.page}
                for one in rights
            ]
            await self._collecting.collect(service, rows)

    async def _take(self, envelope: Envelope) -> None:
        self._told[envelope.key] = RightsTold.model_validate(envelope.data).rights

    async def _forget(self, envelope: Envelope) -> None:
        self._told[envelope.key] = []


def rights_reader(runtime: Runtime) -> ConsumerSpec:
    return ConsumerSpec(name="rights", topics=("rights",), unit=lambda session: RightsUnit(session, runtime.clock))
