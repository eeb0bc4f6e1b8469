from datetime import datetime
from typing import Annotated
from uuid import UUID

from common.lists import ListQuery, Where
from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from pydantic.config import JsonDict
from sqlalchemy import or_

from identity_api.organizations.models import Organization, OrganizationType, TaxSystem

_EXAMPLE: JsonDict = {
    "legal_name": "Общество с ограниченной ответственностью «Заряд»",
    "name": "Заряд",
    "type": "network_owner",
    "tax_system": "osn",
    "inn": "7700000000",
}


LegalName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=250)]
Text250 = Annotated[str, StringConstraints(strip_whitespace=True, max_length=250)]
Text500 = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)]
Inn = Annotated[str, StringConstraints(strip_whitespace=True, max_length=20)]
Kpp = Annotated[str, StringConstraints(strip_whitespace=True, max_length=9)]
Okpo = Annotated[str, StringConstraints(strip_whitespace=True, max_length=10)]


def _searched(text: str) -> object:
    columns = (Organization.name, Organization.legal_name, Organization.number, Organization.inn)
    return or_(*(column.icontains(text, autoescape=True) for column in columns))


class OrganizationQuery(ListQuery):
    q: Annotated[
        str | None,
        Where(_searched),
        Field(min_length=3, max_length=150, description="Part of a name, of the number or of the INN"),
    ] = None
    type: Annotated[OrganizationType | None, Where(lambda value: Organization.type == value)] = None
    tax_system: Annotated[TaxSystem | None, Where(lambda value: Organization.tax_system == value)] = None
    inn: Annotated[str | None, Where(lambda value: Organization.inn.startswith(value, autoescape=True))] = None


class OrganizationCreate(BaseModel):
    """Lengths of DIR-071..080."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_EXAMPLE]})

    legal_name: LegalName
    name: Text250 = ""
    """Trade name; empty: the legal name (DIR-072)."""
    type: OrganizationType
    tax_system: TaxSystem
    inn: Inn = ""
    kpp: Kpp = ""
    okpo: Okpo = ""
    legal_address: Text250 = ""
    actual_address: Text250 = ""
    contact_data: Text500 = ""
    parent_id: UUID | None = None
    """Whose users see it too; who does not see all organisations gets his own as parent."""


class OrganizationUpdate(BaseModel):
    """What is absent stays."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"inn": "7700000000"}]})

    legal_name: LegalName | None = None
    name: Text250 | None = None
    type: OrganizationType | None = None
    tax_system: TaxSystem | None = None
    inn: Inn | None = None
    kpp: Kpp | None = None
    okpo: Okpo | None = None
    legal_address: Text250 | None = None
    actual_address: Text250 | None = None
    contact_data: Text500 | None = None
    parent_id: UUID | None = None


class OrganizationRead(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    revision: int
    number: Annotated[str, Field(examples=["40000060183972"])]
    name: str
    legal_name: str
    type: OrganizationType
    tax_system: TaxSystem
    inn: str
    kpp: str
    okpo: str
    legal_address: str
    actual_address: str
    contact_data: str
    parent_id: UUID | None
    created_at: datetime
    changed_at: datetime
    is_deleted: bool
    """Deleted: only its number is left, the name is `Unknown` (DIR-067)."""
