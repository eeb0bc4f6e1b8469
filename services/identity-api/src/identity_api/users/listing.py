"""The list of users: those of the caller's organisation and of those below it (USR-005..008)."""

from typing import Any, Final

from common.export import Column
from common.listing import Listing
from common.lists import ListTable
from sqlalchemy import ColumnElement, func, literal_column, select
from sqlalchemy.dialects.postgresql import aggregate_order_by

from identity_api.organizations.models import Organization
from identity_api.roles.models import Role
from identity_api.stations.models import StationCopy
from identity_api.users.models import SORTS, User, allowed_stations, user_roles
from identity_api.users.schemas import UserQuery, UserRead

STATUSES: Final = {"active": ("Активен", "Active"), "blocked": ("Заблокирован", "Blocked")}


def _joined(names: Any) -> ColumnElement[str]:
    """In the order of their letters, with commas between."""
    return func.string_agg(names, aggregate_order_by(literal_column("', '"), names.collate("C")))


# a file of a million people is read without making anything of its rows: what belongs to a person comes with him
_ROLES: Final = (
    select(_joined(Role.name))
    .join(user_roles, user_roles.c.role_id == Role.id)
    .where(user_roles.c.user_id == User.id)
    .correlate(User)
    .scalar_subquery()
)
_STATIONS: Final = (
    select(_joined(StationCopy.number))
    .join(allowed_stations, allowed_stations.c.station_id == StationCopy.id)
    .where(allowed_stations.c.user_id == User.id)
    .correlate(User)
    .scalar_subquery()
)
_ORGANIZATION: Final = (
    select(Organization.name).where(Organization.id == User.organization_id).correlate(User).scalar_subquery()
)


def _limit(user: Any) -> float | None:
    return None if user.energy_limit_wh is None else user.energy_limit_wh / 1000


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
        Column("roles", "Роли", "Roles", sql=_ROLES),
        Column("organization", "Организация", "Organisation", sql=_ORGANIZATION),
        Column("energy_limit_kwh", "Лимит энергии, кВт·ч", "Energy limit, kWh", _limit, of=["energy_limit_wh"]),
        Column("allowed_stations", "Разрешенные ЭЗС", "Allowed stations", sql=_STATIONS),
        Column(
            "status",
            "Статус",
            "Status",
            lambda user: "blocked" if user.is_blocked else "active",
            words=STATUSES,
            of=["is_blocked"],
        ),
        Column("created_at", "Создан", "Created", is_moment=True),
        Column("changed_at", "Изменён", "Changed", is_moment=True),
        Column("last_sign_in_at", "Последний вход", "Last sign-in", is_moment=True),
    ],
)
