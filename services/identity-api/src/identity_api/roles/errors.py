from collections.abc import Sequence
from uuid import UUID

from common.errors import Conflict, Forbidden, Invalid, NotFound


class RoleNotFound(NotFound):
    code = "role_not_found"

    def __init__(self, role_id: UUID) -> None:
        super().__init__("There is no such role.", role_id=str(role_id))


class RolesUnknown(Invalid):
    """Named in a request, but there are no such roles."""

    code = "roles_unknown"

    def __init__(self, roles: Sequence[str]) -> None:
        super().__init__(f"There is no role {', '.join(roles)}.", roles=list(roles))


class RightsUnknown(Invalid):
    code = "rights_unknown"

    def __init__(self, rights: Sequence[str]) -> None:
        super().__init__(f"There is no right {', '.join(rights)}.", rights=list(rights))


class RightsExceedOwn(Forbidden):
    """Nobody gives, or touches, more power than he has himself."""

    code = "rights_exceed_own"

    def __init__(self, rights: Sequence[str]) -> None:
        super().__init__("This goes beyond your own rights.", rights=list(rights))


class RoleNameTaken(Conflict):
    """ROL-017."""

    code = "role_name_taken"

    def __init__(self, name: str) -> None:
        super().__init__(f"There is a role {name} already.", name=name)


class RoleInUse(Conflict):
    """ROL-019."""

    code = "role_in_use"

    def __init__(self, count: int) -> None:
        super().__init__("Take the role from all its users first.", count=count)


class RoleOfOthers(Forbidden):
    """People of other organisations have it: who does not see them takes nothing from them."""

    code = "role_of_others"


class AdministratorRoleFixed(Conflict):
    """It holds every right under its own name, so that somebody can always let others in."""

    code = "administrator_role_fixed"
