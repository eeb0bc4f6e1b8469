from typing import Annotated
from uuid import UUID

from common.lists import ListQuery, Where
from pydantic import BaseModel, Field

from identity_api.roles.models import Role


class RoleQuery(ListQuery):
    q: Annotated[
        str | None,
        Where(lambda text: Role.name.icontains(text, autoescape=True)),
        Field(min_length=3, max_length=150, description="Part of the name"),
    ] = None


class RoleRead(BaseModel):
    id: UUID
    name: str
    rights: list[str]
    """Codes, in alphabetical order."""
    active_users: int
