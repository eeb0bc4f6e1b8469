"""The list of cards and logins with what was consumed by each (USR-111..115); seen by who sees their user."""

from collections.abc import Sequence
from typing import Any, Final

from common.export import Column
from common.listing import Asking, Listing
from common.lists import ListTable
from sqlalchemy import Select, inspect
from sqlalchemy.ext.asyncio import AsyncSession

from identity_api.credentials.labels import Labels
from identity_api.credentials.models import Credential
from identity_api.credentials.schemas import CredentialQuery, CredentialRead
from identity_api.users.models import User

KINDS: Final = {"rfid": ("RFID метка", "RFID tag"), "login_password": ("Логин и пароль", "Login and password")}
"""ENU-567, ENU-568."""


def _with_user(statement: Select[Any]) -> Select[Any]:
    return statement.join(User, User.id == Credential.user_id)


async def _labelled(_: AsyncSession, asking: Asking, rows: Sequence[Credential]) -> Sequence[CredentialRead]:
    labels = Labels(asking.state.settings)
    return [labels.read(credential) for credential in rows]


def _kwh(credential: CredentialRead) -> float:
    return credential.consumed_energy_wh / 1000


CREDENTIAL_LIST: Final = Listing(
    table=ListTable(key=Credential.id, default="created_at", sorts={"created_at": Credential.created_at}),
    entity=Credential,
    query=CredentialQuery,
    read=CredentialRead,
    right="credentials:read",
    scope=User.organization_id,
    joined=_with_user,
    together=_labelled,
    reads=[*inspect(Credential).columns, User.login.label("login"), User.is_blocked.label("is_blocked")],
    about="Cards and logins with what was consumed by each (USR-111..115).",
    columns=[
        Column("kind", "Тип удостоверения", "Credential type", words=KINDS),
        Column("label", "Значение удостоверения", "Credential value"),
        Column("consumed_energy_wh", "Потреблённая энергия, кВт·ч", "Consumed energy, kWh", _kwh),
        Column("is_blocked", "Заблокировано", "Blocked"),
        Column("expires_at", "Действует до", "Valid until", is_moment=True),
        Column("created_at", "Привязано", "Bound", is_moment=True),
        Column("user_id", "Id пользователя", "User id"),
    ],
)
