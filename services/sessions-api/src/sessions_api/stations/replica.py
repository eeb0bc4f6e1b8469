"""Keeps our replica of `stations`; only what sessions need."""

from collections.abc import Collection
from uuid import UUID

from common.events import Envelope
from pydantic import BaseModel, ConfigDict
from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from sessions_api.stations.models import Station


class ConnectorSnapshot(BaseModel):
    model_config = ConfigDict(extra="ignore")

    number: int
    type: str


class StationSnapshot(BaseModel):
    """station.snapshot.v1 of stations-api."""

    model_config = ConfigDict(extra="ignore")

    station_id: UUID
    revision: int
    number: str
    name: str = ""
    organization_id: UUID
    time_zone: str
    is_activated: bool
    connectors: list[ConnectorSnapshot]


class StationReplica:
    """Collects a batch's snapshots and saves the newest of each station by one statement."""

    def __init__(self, session: AsyncSession) -> None:
        self._session, self._snapshots = session, dict[UUID, StationSnapshot]()
        self._gone = set[UUID]()

    async def take(self, envelope: Envelope) -> None:
        snapshot = StationSnapshot.model_validate(envelope.data)
        self._snapshots[snapshot.station_id] = snapshot
        self._gone.discard(snapshot.station_id)

    def remove(self, station_id: UUID) -> None:
        self._snapshots.pop(station_id, None)
        self._gone.add(station_id)

    @property
    def changed(self) -> Collection[UUID]:
        return self._snapshots.keys()

    async def save(self) -> None:
        if self._gone:
            await self._session.execute(delete(Station).where(Station.id.in_(self._gone)))
        if self._snapshots:
            await self._upsert([_row(snapshot) for _, snapshot in sorted(self._snapshots.items())])

    async def _upsert(self, rows: list[dict[str, object]]) -> None:
        statement = insert(Station).values(rows)
        changed = {name: statement.excluded[name] for name in rows[0] if name != "id"}
        newer = statement.excluded.revision >= Station.revision
        await self._session.execute(
            statement.on_conflict_do_update(index_elements=[Station.id], set_=changed, where=newer)
        )


def _row(snapshot: StationSnapshot) -> dict[str, object]:
    return snapshot.model_dump(exclude={"station_id"}) | {"id": snapshot.station_id}
