"""Who may give which roles."""

from collections.abc import Collection, Iterable, Sequence

from common.auth import Principal

from identity_api.roles.errors import RightsExceedOwn, RoleNotFound
from identity_api.roles.models import Role
from identity_api.roles.repository import RoleRepository
from identity_api.users.models import dashboard_rights_of


async def grantable(roles: RoleRepository, principal: Principal, names: Collection[str]) -> Sequence[Role]:
    """The roles of these names; refused when there is none such or it holds more than the giver has."""
    found = await roles.named(names)
    if missing := sorted(set(names) - {role.name for role in found}):
        raise RoleNotFound(missing)
    check_within(principal, found)
    return found


def check_within(principal: Principal, roles: Iterable[Role]) -> None:
    """Refuses when these roles together hold a right that the principal lacks."""
    if beyond := sorted(dashboard_rights_of(roles) - principal.rights):
        raise RightsExceedOwn(beyond)
