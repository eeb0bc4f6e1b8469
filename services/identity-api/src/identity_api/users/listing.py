"""The list of users: those of the caller's organisation and of those below it (USR-005..008)."""

from typing import Final

from common.export import Column
from common.listing import Listing
from common.lists import ListTable

from identity_api.users.models import SORTS, User
from identity_api.users.schemas import UserQuery, UserRead

STATUSES: Final = {"active": ("Активен", "Active"), "blocked": ("Заблокирован", "Blocked")}


def _organization(user: User) -> str | None:
    return user.organization.name if user.organization else None


def _limit(user: User) -> float | None:
    return None if user.energy_limit_wh is None else user.energy_limit_wh / 1000


def _stations(user: User) -> str:
    return ", ".join(sorted(station.number for station in user.allowed_stations))


USER_LIST = Listing(
    table=ListTable(
        key=User.id,
        default="login",
        sorts={name: getattr(User, name) for name in SORTS},
    ),
    entity=User,
    query=UserQuery,
    read=UserRead,
    right="users:read",
    scope=User.organization_id,
    present=lambda user, reader: UserRead.of(user, reader.subject),
    columns=[
        Column("login", "Логин", "Login"),
        Column("last_name", "Фамилия", "Last name"),
        Column("first_name", "Имя", "First name"),
        Column("patronymic", "Отчество", "Patronymic"),
        Column("phone", "Телефон", "Phone"),
        Column("email", "E-mail", "E-mail"),
        Column("roles", "Роли", "Roles", lambda user: ", ".join(sorted(role.name for role in user.roles))),
        Column("organization", "Организация", "Organisation", _organization),
        Column("energy_limit_kwh", "Лимит энергии, кВт·ч", "Energy limit, kWh", _limit),
        Column("allowed_stations", "Разрешенные ЭЗС", "Allowed stations", _stations),
        Column("status", "Статус", "Status", lambda user: "blocked" if user.is_blocked else "active", words=STATUSES),
        Column("created_at", "Создан", "Created", is_moment=True),
        Column("changed_at", "Изменён", "Changed", is_moment=True),
        Column("last_sign_in_at", "Последний вход", "Last sign-in", is_moment=True),
    ],
)
