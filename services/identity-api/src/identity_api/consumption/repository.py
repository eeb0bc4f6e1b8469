from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from identity_api.consumption.models import Consumption
from identity_api.credentials.models import Credential
from identity_api.users.models import User


class ConsumptionRepository:
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
