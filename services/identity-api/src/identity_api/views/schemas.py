from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

PageId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$", max_length=60), Field(examples=["sessions"])]
ViewName = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=150), Field(examples=["Сегодня с ошибкой"])
]
Search = Annotated[str, Field(max_length=4000, description="Query string of the list", examples=["state=failed"])]
Columns = Annotated[list[Annotated[str, Field(max_length=100)]], Field(max_length=100)]
Position = Annotated[int, Field(ge=0, le=10_000)]


class ViewCreate(BaseModel):
    model_config = ConfigDict(extra="forbid")

    page: PageId
    name: ViewName
    search: Search = ""
    columns: Columns | None = None
    """Visible columns in their order; null: as the page has them."""
    position: Position = 0


class ViewUpdate(BaseModel):
    """What is absent stays."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"name": "Сегодня"}]})

    name: ViewName | None = None
    search: Search | None = None
    columns: Columns | None = None
    position: Position | None = None


class ViewRead(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    revision: int
    page: PageId
    name: ViewName
    search: Search
    columns: list[str] | None
    position: int
