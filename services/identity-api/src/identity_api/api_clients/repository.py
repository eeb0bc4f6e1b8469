from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from common.auth import Principal
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from identity_api.api_clients.errors import ApiClientNameTaken
from identity_api.api_clients.models import ApiClient
from identity_api.rights.models import Right


class ApiClientRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def find(self, principal: Principal, client_id: UUID, *, lock: bool = False) -> ApiClient | None:
        scoped = select(ApiClient).where(ApiClient.id == client_id, principal.scope(ApiClient.organization_id))
        return (await self._session.scalars(scoped.with_for_update() if lock else scoped)).first()

    async def of_client_id(self, client_id: str) -> ApiClient | None:
        return (await self._session.scalars(select(ApiClient).where(ApiClient.client_id == client_id))).first()

    async def was_used(self, client_id: UUID, at: datetime) -> None:
        await self._session.execute(update(ApiClient).where(ApiClient.id == client_id).values(last_used_at=at))

    async def save(self, client: ApiClient) -> None:
        """Raises ApiClientNameTaken."""
        name = client.name
        try:
            async with self._session.begin_nested():
                self._session.add(client)
                await self._session.flush()
        except IntegrityError as error:
            if "uq_api_clients_name" not in str(error.orig):
                raise
            raise ApiClientNameTaken(name) from error

    async def give_machines(self, rights: Sequence[Right]) -> None:
        """To the installation's own client; its tokens that are out keep what they have."""
        for client in await self._session.scalars(select(ApiClient).where(ApiClient.is_machine).with_for_update()):
            client.rights = list(rights)

    async def remove(self, client: ApiClient) -> None:
        await self._session.delete(client)
