from common.auth import Principal
from common.lists import ListTable, PageInfo
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from identity_api.api_clients.errors import ApiClientNameTaken
from identity_api.api_clients.models import ApiClient
from identity_api.api_clients.schemas import ApiClientQuery

API_CLIENTS = ListTable(key=ApiClient.id, default="name", sorts={"name": ApiClient.name})


class ApiClientRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def page(self, principal: Principal, query: ApiClientQuery) -> tuple[list[ApiClient], PageInfo]:
        scoped = select(ApiClient).where(principal.scope(ApiClient.organization_id))
        return await API_CLIENTS.page(self._session, scoped, query)

    async def of_client_id(self, client_id: str) -> ApiClient | None:
        return (await self._session.scalars(select(ApiClient).where(ApiClient.client_id == client_id))).first()

    async def add(self, client: ApiClient) -> None:
        try:
            async with self._session.begin_nested():
                self._session.add(client)
        except IntegrityError as error:
            if "uq_api_clients_name" not in str(error.orig):
                raise
            raise ApiClientNameTaken(client.name) from error
