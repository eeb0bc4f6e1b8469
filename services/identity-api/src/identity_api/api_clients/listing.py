"""The list of API clients: those of the caller's organisation and of those below it."""

from common.export import Column
from common.listing import Listing
from common.lists import ListTable

from identity_api.api_clients.models import ApiClient
from identity_api.api_clients.schemas import ApiClientQuery, ApiClientRead

API_CLIENT_LIST = Listing(
    table=ListTable(
        key=ApiClient.id, default="name", sorts={"name": ApiClient.name, "created_at": ApiClient.created_at}
    ),
    entity=ApiClient,
    query=ApiClientQuery,
    read=ApiClientRead,
    right="api-clients:read",
    scope=ApiClient.organization_id,
    present=lambda client, _: ApiClientRead.of(client),
    columns=[
        Column("name", "Наименование", "Name"),
        Column("client_id", "Идентификатор", "Client id"),
        Column("rights", "Права", "Rights", lambda client: ", ".join(client.right_codes)),
        Column("organization", "Организация", "Organisation", lambda one: one.organization and one.organization.name),
        Column("is_active", "Действует", "Active"),
        Column("expires_at", "Действует до", "Expires", is_moment=True),
        Column("last_used_at", "Последнее обращение", "Last used", is_moment=True),
        Column("created_at", "Создан", "Created", is_moment=True),
    ],
)
