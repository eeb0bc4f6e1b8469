from datetime import datetime
from typing import Annotated
from uuid import UUID

from common.lists import ListQuery, Where
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from identity_api.organizations.models import Organization


class OrganizationQuery(ListQuery):
    q: Annotated[
        str | None,
        Where(lambda text: Organization.name.icontains(text, autoescape=True) | Organization.number.contains(text)),
        Field(min_length=3, max_length=150, description="Part of the name or of the number"),
    ] = None


class OrganizationCreate(BaseModel):
    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"name": "ООО «Заряд»"}]})

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=150)]
    parent_id: UUID | None = None
    """Whose users see it too; who does not see all organisations gets his own as parent."""


class OrganizationRead(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    number: str
    name: str
    parent_id: UUID | None
    created_at: datetime
    revision: int
