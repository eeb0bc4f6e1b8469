"""What billing refuses about groups."""

from collections.abc import Sequence
from uuid import UUID

from common.errors import Conflict, Forbidden, Invalid, NotFound


class GroupNotFound(NotFound):
    code = "group_not_found"

    def __init__(self, group_id: UUID) -> None:
        super().__init__(f"There is no group {group_id}.", group_id=str(group_id))


class GroupNameTaken(Conflict):
    """TAR-062."""

    code = "group_name_taken"

    def __init__(self, name: str) -> None:
        super().__init__(f"There is a group with the name {name}.", name=name)


class GroupInUse(Conflict):
    """TAR-066: the tariffs are named."""

    code = "group_in_use"

    def __init__(self, tariffs: Sequence[str]) -> None:
        super().__init__("Tariffs are limited to the group.", tariffs=", ".join(tariffs))


class GroupMembersUnknown(Invalid):
    """Ids that are no users (stations), or none that the caller may see."""

    code = "group_members_unknown"

    def __init__(self, ids: Sequence[UUID]) -> None:
        super().__init__("Some members are not known.", ids=[str(one) for one in ids], count=len(ids))


class GroupOfAnotherOrganization(Forbidden):
    code = "group_of_another_organization"

    def __init__(self, organization_id: UUID) -> None:
        super().__init__("The group belongs to another organization.", organization_id=str(organization_id))
