from collections.abc import Mapping, Sequence
from typing import Any

from common.clock import Clock
from sqlalchemy.ext.asyncio import AsyncSession

from identity_api.api_clients.repository import ApiClientRepository
from identity_api.revocations.service import Withdrawal
from identity_api.rights.repository import RightRepository
from identity_api.roles.repository import RoleRepository


class Collecting:
    """Takes over what a service declares; the administrator and the installation's own client get what is new."""

    def __init__(self, session: AsyncSession, clock: Clock) -> None:
        self._session = session
        self._rights, self._roles = RightRepository(session), RoleRepository(session)
        self._clients, self._withdrawal = ApiClientRepository(session), Withdrawal(session, clock)

    async def collect(self, service: str, rows: Sequence[Mapping[str, Any]]) -> None:
        await self._rights.declare(service, rows)
        every = list(await self._rights.everything())
        administrator = await self._roles.administrator()
        if administrator is None or {right.code for right in every} == set(administrator.right_codes):
            return
        await self._withdrawal.before_taking()
        administrator.rights = every
        await self._clients.give_machines(every)
        await self._session.flush()
        await self._withdrawal.renew_holders_of(administrator.id)
