"""Who may give which roles and rights."""

from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

from common.auth import Principal

from identity_api.rights.models import Right
from identity_api.rights.repository import RightRepository
from identity_api.roles.errors import RightsExceedOwn, RightsUnknown, RolesUnknown
from identity_api.roles.models import Role
from identity_api.roles.repository import RoleRepository
from identity_api.users.models import dashboard_rights_of


async def grantable(
    roles: RoleRepository, principal: Principal, ids: Collection[UUID], names: Collection[str] = ()
) -> Sequence[Role]:
    """These roles; refused when one does not exist or they hold more than the giver has."""
    found = {role.id: role for role in await roles.to_be_given(ids, names)}
    known = {str(role_id) for role_id in found} | {role.name for role in found.values()}
    if missing := sorted({*map(str, ids), *names} - known):
        raise RolesUnknown(missing)
    check_within(principal, found.values())
    return sorted(found.values(), key=lambda role: role.name)


async def grantable_rights(rights: RightRepository, principal: Principal, codes: Collection[str]) -> Sequence[Right]:
    """These rights; refused when one is not in the catalogue or the giver lacks it."""
    found = await rights.of_codes(codes)
    if missing := sorted(set(codes) - {right.code for right in found}):
        raise RightsUnknown(missing)
    check_rights_within(principal, found)
    return found


def check_within(principal: Principal, roles: Iterable[Role]) -> None:
    """Refuses when these roles together hold a right that the principal lacks."""
    _check(principal, dashboard_rights_of(roles))


def check_rights_within(principal: Principal, rights: Iterable[Right]) -> None:
    _check(principal, frozenset(right.code for right in rights if right.opens_dashboard))


def _check(principal: Principal, codes: frozenset[str]) -> None:
    if beyond := sorted(codes - principal.rights):
        raise RightsExceedOwn(beyond)
