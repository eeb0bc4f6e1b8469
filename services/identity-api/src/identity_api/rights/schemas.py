from typing import Annotated, Literal

from common.lists import ListQuery, Where
from pydantic import AliasChoices, BaseModel, ConfigDict, Field

from identity_api.rights.models import Right


def _searched(text: str) -> object:
    columns = (Right.code, Right.description_ru, Right.description_en)
    first, *others = (column.icontains(text, autoescape=True) for column in columns)
    return first | others[0] | others[1]


class RightQuery(ListQuery):
    q: Annotated[
        str | None,
        Where(_searched),
        Field(min_length=3, max_length=150, description="Part of the code or of a description (ROL-014)"),
    ] = None


class RightRead(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    code: Annotated[str, Field(examples=["stations:write"])]
    noun: Annotated[str, Field(examples=["stations"])]
    verb: Literal["see", "change", "command", "money", "device"]
    title_ru: Annotated[str, Field(validation_alias=AliasChoices("description_ru", "title_ru"))]
    title_en: Annotated[str, Field(validation_alias=AliasChoices("description_en", "title_en"))]
    page: str | None
    """Under which page the editor groups it; null for rights that matter at a station only."""
    opens_dashboard: bool
