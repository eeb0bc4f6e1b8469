from collections.abc import Collection
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from identity_api.consumption.models import Consumption
from identity_api.credentials.models import LOGIN_PASSWORD, Credential
from identity_api.users.models import User


class ConsumptionRepository:
    """Whoever counts holds the locks of the users, taken in the order of their ids."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def recount(self, user: User) -> None:
        """Sums up anew over the present credentials of a user whose row is locked (USR-062, USR-094)."""
        running = func.sum(Consumption.energy_wh).filter(Consumption.is_open)
        summed = (
            select(func.coalesce(func.sum(Consumption.energy_wh), 0), func.coalesce(running, 0))
            .join(Credential, Credential.id == Consumption.credential_id)
            .where(Credential.user_id == user.id)
        )
        total, open_part = (await self._session.execute(summed)).one()
        user.consumed_energy_wh, user.running_energy_wh = int(total), int(open_part)
        await self._session.flush()

    async def lock_users_of(self, credential_ids: Collection[UUID], user_ids: Collection[UUID]) -> None:
        owners = select(Credential.user_id).where(Credential.id.in_(credential_ids))
        locked = select(User.id).where(User.id.in_(owners) | User.id.in_(user_ids)).order_by(User.id)
        await self._session.execute(locked.with_for_update(of=User))

    async def credentials(self, ids: Collection[UUID]) -> dict[UUID | None, Credential]:
        found = select(Credential).where(Credential.id.in_(ids)).execution_options(populate_existing=True)
        return {credential.id: credential for credential in await self._session.scalars(found)}

    async def logins_of(self, user_ids: Collection[UUID]) -> dict[UUID | None, Credential]:
        """User id → his credential «login and password»."""
        found = select(Credential).where(Credential.user_id.in_(user_ids), Credential.kind == LOGIN_PASSWORD)
        fresh = found.execution_options(populate_existing=True)
        return {credential.user_id: credential for credential in await self._session.scalars(fresh)}

    async def of_sessions(self, session_ids: Collection[UUID]) -> dict[UUID, Consumption]:
        found = select(Consumption).where(Consumption.session_id.in_(session_ids))
        return {row.session_id: row for row in await self._session.scalars(found)}

    async def cards_of(self, user_id: UUID) -> list[Credential]:
        return list(await self._session.scalars(select(Credential).where(Credential.user_id == user_id)))

    def add(self, consumption: Consumption) -> None:
        self._session.add(consumption)

    async def remove(self, consumption: Consumption) -> None:
        await self._session.delete(consumption)
