"""Keeps the replicas: topics `users` of identity-api and `stations` of stations-api."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from common.consumer import ConsumerSpec, Handler
from common.events import TOMBSTONE, Envelope
from pydantic import BaseModel
from sqlalchemy import delete, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from billing_api.charges.models import Charge
from billing_api.directory.models import Station, User
from billing_api.payments.models import Payment


class UserSnapshot(BaseModel):
    """What we need of user.snapshot.v1."""

    user_id: UUID
    login: str
    label: str
    organization_id: UUID | None = None


class StationSnapshot(BaseModel):
    """What we need of station.snapshot.v1."""

    station_id: UUID
    number: str
    name: str
    address: str = ""
    organization_id: UUID | None = None


class DirectoryUnit:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @property
    def handlers(self) -> Mapping[str, Handler]:
        return {
            "user.snapshot.v1": self._keep_user,
            "station.snapshot.v1": self._keep_station,
            TOMBSTONE: self._forget,
        }

    async def finish(self) -> None:
        """Each message is written at once: there are few."""

    async def _keep_user(self, envelope: Envelope) -> None:
        told = UserSnapshot.model_validate(envelope.data)
        await self._keep(User, told.user_id, told.model_dump(exclude={"user_id"}))

    async def _keep_station(self, envelope: Envelope) -> None:
        told = StationSnapshot.model_validate(envelope.data)
        await self._keep(Station, told.station_id, told.model_dump(exclude={"station_id"}))

    async def _keep(self, table: type[User | Station], key: UUID, values: dict[str, Any]) -> None:
        statement = insert(table).values(id=key, **values)
        await self._session.execute(statement.on_conflict_do_update(index_elements=[table.id], set_=values))

    async def _forget(self, envelope: Envelope) -> None:
        """Ids are unique over both topics. What a deleted user paid stays under a neutral name (USR-074)."""
        gone = UUID(envelope.key)
        for table in (User, Station):
            await self._session.execute(delete(table).where(table.id == gone))
        for paid in (Charge, Payment):
            his = update(paid).where(paid.payer_kind == "user", paid.payer_id == gone)
            await self._session.execute(his.values(payer_label=f"deleted-{gone.hex[-8:]}"))


DIRECTORY = ConsumerSpec(name="billing.directory", topics=["users", "stations"], unit=DirectoryUnit)
