from typing import Annotated

from common.lists import ListQuery, Where
from pydantic import BaseModel, ConfigDict, Field

from identity_api.rights.models import Right


class RightQuery(ListQuery):
    q: Annotated[
        str | None,
        Where(
            lambda text: (
                Right.code.icontains(text, autoescape=True)
                | Right.description_ru.icontains(text, autoescape=True)
                | Right.description_en.icontains(text, autoescape=True)
            )
        ),
        Field(min_length=3, max_length=150, description="Part of the code or of a description"),
    ] = None


class RightRead(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    code: str
    description_ru: str
    description_en: str
    opens_dashboard: bool
