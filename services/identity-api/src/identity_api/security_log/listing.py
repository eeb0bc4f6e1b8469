"""The log as a list: filters of SEC-016, AND-ed (SEC-017), and what an export shows (SEC-006..015)."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from common.export import Column
from common.listing import Listing
from common.lists import ListQuery, ListTable, Where
from common.searching import containing
from pydantic import AwareDatetime, Field

from identity_api.security_log.models import SecurityLogEntry as Entry
from identity_api.security_log.schemas import SecurityLogRead
from identity_api.security_log.words import LINK_TYPES, OPERATIONS, SOURCE_TYPES

Code = Annotated[str, Field(max_length=60)]


def _from(at: datetime) -> Any:
    return Entry.at >= at


def _to(at: datetime) -> Any:
    return Entry.at < at


class SecurityLogQuery(ListQuery):
    """`q`: any part of source, session id, link or description; `at_to` itself is left out."""

    q: Annotated[
        str | None,
        Where(lambda text: containing(Entry.search_text, text.strip())),
        Field(min_length=3, max_length=100),
    ] = None
    source_type: Annotated[str | None, Where(lambda kind: Entry.source_type == kind), Field(max_length=60)] = None
    link_type: Annotated[str | None, Where(lambda kind: Entry.link_type == kind), Field(max_length=60)] = None
    operation: Annotated[str | None, Where(lambda name: Entry.operation == name), Field(max_length=60)] = None
    organization_id: Annotated[UUID | None, Where(lambda owner: Entry.organization_id == owner)] = None
    at_from: Annotated[AwareDatetime | None, Where(_from)] = None
    at_to: Annotated[AwareDatetime | None, Where(_to)] = None


def _spelled(name: str) -> Callable[[Any], str | None]:
    return lambda entry: spelled(getattr(entry, name))


SECURITY_LOG = Listing(
    table=ListTable(key=Entry.id, default="-at", sorts={"at": Entry.at, "source": Entry.source}),
    entity=Entry,
    query=SecurityLogQuery,
    read=SecurityLogRead,
    right="security-log:read",
    scope=Entry.organization_id,
    columns=[
        Column("at", "Дата/время", "Date/time", is_moment=True),
        Column("source_type", "Тип источника", "Source type", words=SOURCE_TYPES),
        Column("source", "Источник", "Source"),
        Column("session_id", "Id сессии", "Session id"),
        Column("link_type", "Тип связи", "Link type", words=LINK_TYPES),
        Column("link", "Связь", "Link", lambda entry: entry.link_label or entry.link_id, of=["link_label", "link_id"]),
        Column("description", "Описание", "Description"),
        Column("operation", "Операция", "Operation", words=OPERATIONS),
        Column("organization_name", "Контрагент", "Counterparty"),
        *(
            Column(name, ru, en, _spelled(name), of=[name])
            for name, ru, en in (
                ("arguments", "Доп. информация", "Additional information"),
                ("before", "Было", "Before"),
                ("after", "Стало", "After"),
            )
        ),
        Column("address", "Адрес", "Address"),
        Column("user_agent", "Клиент", "Client"),
        Column(
            "result", "Результат", "Result", words={"done": ("Выполнено", "Done"), "refused": ("Отказано", "Refused")}
        ),
    ],
)


def spelled(values: dict[str, Any] | None) -> str | None:
    """`{"name": "A"}` as a person reads it in a cell."""
    return "; ".join(f"{name}: {value}" for name, value in values.items()) if values else None
