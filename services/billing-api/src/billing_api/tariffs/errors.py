"""What billing refuses about tariffs."""

from collections.abc import Sequence
from uuid import UUID

from common.errors import Forbidden, Invalid, NotFound
from pydantic import ValidationError


class TariffNotFound(NotFound):
    code = "tariff_not_found"

    def __init__(self, tariff_id: UUID) -> None:
        super().__init__(f"There is no tariff {tariff_id}.", tariff_id=str(tariff_id))


class TariffOfAnotherOrganization(Forbidden):
    """It prices the caller's sessions too, so he may read it, but it is set elsewhere."""

    code = "tariff_of_another_organization"

    def __init__(self, organization_id: UUID) -> None:
        super().__init__("The tariff belongs to another organization.", organization_id=str(organization_id))


class TariffTermsRefused(Invalid):
    """A change that does not fit the fields that stay."""

    @classmethod
    def unknown_groups(cls, names: Sequence[str]) -> "TariffTermsRefused":
        fields = [{"in": "body", "field": name, "code": "unknown", "message": "no such group"} for name in names]
        return cls("Some fields are not valid.", fields=fields)

    @classmethod
    def of(cls, error: ValidationError) -> "TariffTermsRefused":
        fields = [
            {"in": "body", "field": ".".join(map(str, item["loc"])), "code": item["type"], "message": item["msg"]}
            for item in error.errors()
        ]
        return cls("Some fields are not valid.", fields=fields)
