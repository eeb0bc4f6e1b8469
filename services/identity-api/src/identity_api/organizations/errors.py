from uuid import UUID

from common.errors import Forbidden, Invalid


class OrganizationNotFound(Invalid):
    """Named in a request, but it does not exist or the caller does not see it."""

    code = "organization_not_found"

    def __init__(self, organization_id: UUID) -> None:
        super().__init__("There is no such organisation.", organization_id=str(organization_id))


class OrganizationRequired(Forbidden):
    """Only who sees all organisations may keep something outside of them."""

    code = "organization_required"
