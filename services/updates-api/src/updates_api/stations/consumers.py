"""Keeps the copies of stations: a batch is folded to the last word on each, then saved at once."""

from collections.abc import Mapping
from typing import ClassVar
from uuid import UUID

from common.consumer import ConsumerSpec, Handler
from common.events import TOMBSTONE, Envelope
from common.service import Runtime
from pydantic import BaseModel, ConfigDict
from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from updates_api.stations.models import StationCopy


class StationTold(BaseModel):
    """Our view of `station.snapshot.v1`."""

    model_config = ConfigDict(extra="ignore")
    type: ClassVar = "station.snapshot.v1"

    number: str
    organization_id: UUID


class StationCopyUnit:
    """One batch of the compacted topic: the key is the id, null ends it."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._told: dict[UUID, StationTold | None] = {}

    @property
    def handlers(self) -> Mapping[str, Handler]:
        return {StationTold.type: self._keep, TOMBSTONE: self._forget}

    async def finish(self) -> None:
        kept = [{"id": key, **told.model_dump()} for key, told in self._told.items() if told is not None]
        gone = [key for key, told in self._told.items() if told is None]
        if kept:
            await self._save(kept)
        if gone:
            await self._session.execute(delete(StationCopy).where(StationCopy.id.in_(gone)))

    async def _keep(self, envelope: Envelope) -> None:
        self._told[UUID(envelope.key)] = StationTold.model_validate(envelope.data)

    async def _forget(self, envelope: Envelope) -> None:
        self._told[UUID(envelope.key)] = None

    async def _save(self, rows: list[dict[str, object]]) -> None:
        statement = insert(StationCopy)
        changed = {name: statement.excluded[name] for name in ("number", "organization_id")}
        await self._session.execute(statement.on_conflict_do_update(index_elements=["id"], set_=changed), rows)


def stations_consumer(_: Runtime) -> ConsumerSpec:
    return ConsumerSpec("updates.stations", ["stations"], StationCopyUnit)
