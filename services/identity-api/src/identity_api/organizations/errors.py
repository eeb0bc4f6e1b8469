from uuid import UUID

from common.errors import Conflict, Forbidden, Invalid, NotFound


class OrganizationNotFound(NotFound):
    code = "organization_not_found"

    def __init__(self, organization_id: UUID) -> None:
        super().__init__("There is no such organisation.", organization_id=str(organization_id))


class OrganizationUnknown(Invalid):
    """Named in a request, but it does not exist, is deleted or the caller does not see it."""

    code = "organization_unknown"

    def __init__(self, organization_id: UUID) -> None:
        super().__init__("There is no such organisation.", organization_id=str(organization_id))


class OrganizationRequired(Forbidden):
    """Only who sees all organisations may keep something outside of them."""

    code = "organization_required"


class OrganizationBelowItself(Conflict):
    code = "organization_below_itself"


class OrganizationStays(Conflict):
    """The root organisation, or the caller's own: what is bound to it would be in nobody's hands."""

    code = "organization_stays"
