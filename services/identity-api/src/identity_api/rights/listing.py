"""The catalogue of rights: those whose owner has declared them (ROL-015), the same for every organisation."""

from typing import Final

from common.export import Column
from common.listing import Listing
from common.lists import ListTable

from identity_api.rights.models import Right
from identity_api.rights.schemas import RightQuery, RightRead

RIGHT_LIST: Final = Listing(
    table=ListTable(key=Right.code, default="code", sorts={"code": Right.code}),
    entity=Right,
    query=RightQuery,
    read=RightRead,
    right="roles:read",
    conditions=lambda _query, _now: [Right.declared_by.is_not(None)],
    about="The catalogue of rights (ROL-015).",
    columns=[
        Column("code", "Код", "Code"),
        Column("description_ru", "Описание", "Description in Russian"),
        Column("description_en", "Описание на английском", "Description"),
        Column("page", "Страница", "Page"),
    ],
)
