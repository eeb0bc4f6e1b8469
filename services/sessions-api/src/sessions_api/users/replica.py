"""Keeps our replica of `users`; only what limits charging."""

from collections.abc import Collection
from uuid import UUID

from common.events import Envelope
from pydantic import BaseModel, ConfigDict
from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from sessions_api.users.forgetting import forget_name
from sessions_api.users.models import User


class UserSnapshot(BaseModel):
    """user.snapshot.v1 of identity-api."""

    model_config = ConfigDict(extra="ignore")

    user_id: UUID
    login: str | None = None
    is_blocked: bool = False
    energy_limit_wh: int | None = None
    energy_left_wh: int | None = None
    allowed_station_ids: list[UUID] | None = None


class UserReplica:
    """Collects a batch's snapshots and saves the newest of each user by one statement."""

    def __init__(self, session: AsyncSession) -> None:
        self._session, self._snapshots = session, dict[UUID, UserSnapshot]()
        self._gone = set[UUID]()

    async def take(self, envelope: Envelope) -> None:
        snapshot = UserSnapshot.model_validate(envelope.data)
        self._snapshots[snapshot.user_id] = snapshot
        self._gone.discard(snapshot.user_id)

    def remove(self, user_id: UUID) -> None:
        self._snapshots.pop(user_id, None)
        self._gone.add(user_id)

    @property
    def changed(self) -> Collection[UUID]:
        """Users whose running sessions may have to end now."""
        return self._snapshots.keys()

    async def save(self) -> None:
        if self._gone:
            forgotten = delete(User).where(User.id.in_(self._gone)).returning(User.id, User.login)
            logins = {row.id: row.login for row in await self._session.execute(forgotten)}
            for user_id in sorted(self._gone):
                await forget_name(self._session, user_id, logins.get(user_id))
        if self._snapshots:
            statement = insert(User).values([_row(snapshot) for _, snapshot in sorted(self._snapshots.items())])
            names = ("login", "is_blocked", "energy_limit_wh", "energy_left_wh", "allowed_station_ids")
            changed = {name: statement.excluded[name] for name in names}
            await self._session.execute(statement.on_conflict_do_update(index_elements=[User.id], set_=changed))


def _row(snapshot: UserSnapshot) -> dict[str, object]:
    told = snapshot.model_dump(mode="json", exclude={"user_id"})
    return {"id": snapshot.user_id, **told}
