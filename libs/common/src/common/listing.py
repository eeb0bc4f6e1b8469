"""One declared list gives its endpoint, validation, OpenAPI and export.

    STATIONS = Listing(
        table=ListTable(key=Station.id, default="-last_seen_at", sorts={"number": Station.number, …}),
        entity=Station, query=StationQuery, read=StationRead, right="stations:read", scope=Station.organization_id,
        columns=[Column("number", "Номер", "Number"), …],
    )
    router = APIRouter(prefix="/stations", tags=["stations"])
    STATIONS.mount(router)          # GET /stations and GET /stations/export, before GET /stations/{station_id}

Each sort needs an index (column, key) and, when the list has a scope, (scope, column, key): tests/contracts looks.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from inspect import Parameter, Signature
from typing import Annotated, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, create_model
from sqlalchemy import Select, inspect, select
from sqlalchemy.ext.asyncio import AsyncSession

from common.auth import Principal, require, see_all
from common.cutting import in_parts
from common.db import SessionDep
from common.errors import DomainError
from common.export import MEDIA_TYPES, Chunks, Column, Format, Language, Sheet, file_name, rendered
from common.lists import ListQuery, ListTable, Page

_PAGING = frozenset({"limit", "offset", "cursor"})
MARK = "listing"
"""Attribute of an endpoint that a Listing has made."""
TOTAL_HEADER = "X-Total-Count"
_CHUNK = 1_000


class UnknownColumn(DomainError):
    code = "unknown_column"

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(f"There is no column {name}.", column=name, known=list(known))


def _zone(name: Any) -> Any:
    try:
        return ZoneInfo(name).key
    except (KeyError, ValueError, OSError, TypeError, AttributeError) as error:
        raise ValueError("no such time zone") from error


ZoneName = Annotated[str, BeforeValidator(_zone)]
"""IANA name of a time zone that exists here."""


class ExportQuery(BaseModel):
    """What an export takes besides the filters and the sort of its list."""

    model_config = ConfigDict(extra="forbid")

    format: Format = "xlsx"
    language: Language = "ru"
    columns: Annotated[
        str | None, Field(max_length=2000, description="Names with commas between, in order; default: all")
    ] = None
    time_zone: Annotated[ZoneName, Field(description="IANA name; moments are written in this zone")] = "UTC"


@dataclass(frozen=True, slots=True)
class Asking:
    """One request for a list: who asks, when, and what the service has at hand (`app.state`)."""

    principal: Principal
    now: datetime
    state: Any
    parent: Any = None
    """Of a list below a thing: that thing's id."""


@dataclass(frozen=True, slots=True)
class Below:
    """Makes it a list below a thing, such as /stations/{station_id}/variables; its `check` refuses who may not see it.

    `column`: the thing of a row; `parameter`: the path's word for it.
    """

    column: Any
    parameter: str
    kind: type[Any] = UUID

    @property
    def given(self) -> Callable[..., Any]:
        """The FastAPI dependency that takes the id from the path."""

        def parent(**values: Any) -> Any:
            return values[self.parameter]

        one = Parameter(self.parameter, Parameter.KEYWORD_ONLY, annotation=self.kind)
        parent.__signature__ = Signature([one])  # type: ignore[attr-defined] # what FastAPI looks at
        return parent


Together = Callable[[AsyncSession, Asking, Sequence[Any]], Awaitable[Sequence[BaseModel]]]
Check = Callable[[AsyncSession, Asking, Any], Awaitable[None]]


def _no_parent() -> None:
    """A list that stands by itself."""


@dataclass(frozen=True)
class Listing:
    """A list as data. `scope`: the column with the organisation, None where a thing belongs to none.

    `conditions`: what holds beyond the query's `Where` fields; it gets the query and the present moment.
    `present`: how the wire shows a row to this reader, where `read` alone cannot tell.
    `together`: the same for rows that are shown by one more statement for all of them; an export's columns then read
    what it gives.
    """

    table: ListTable
    entity: type[Any]
    query: type[ListQuery]
    read: type[BaseModel]
    right: str
    columns: Sequence[Column]
    scope: Any = None
    conditions: Callable[[Any, datetime], Sequence[Any]] = lambda _query, _now: ()
    present: Callable[[Any, Principal], BaseModel] | None = None
    together: Together | None = None
    reads: Sequence[Any] = ()
    """All that `together` reads of a row, where these are columns of the statement; then a file makes no entities."""
    joined: Callable[[Select[Any]], Select[Any]] = lambda statement: statement
    """Joins that scope or filters look at."""
    below: Below | None = None
    check: Check | None = None
    """Refuses before anything is read: a thing that the path or a filter names and the caller may not see."""
    only_for_all: bool = False
    """What belongs to nobody yet: shown to those who see all organisations."""
    about: str | None = None
    """What the API's document says of it."""
    options: Sequence[Any] = ()
    """Loader options: what the rows are shown with."""

    def statement(self, principal: Principal, query: Any, now: datetime, parent: Any = None) -> Select[Any]:
        """What the principal sees of what the query leaves, without the `Where` fields (ListTable adds them)."""
        scope = () if self.scope is None else (principal.scope(self.scope),)
        of_parent = () if self.below is None else (self.below.column == parent,)
        statement = self.joined(select(self.entity)).where(*of_parent, *scope, *self.conditions(query, now))
        if self.scope is None or principal.visible == "*":
            return statement
        return in_parts(statement, self.scope, principal.visible)

    async def page(self, session: AsyncSession, asking: Asking, query: ListQuery) -> Page[Any]:
        self.table.check_sort(query.sort)
        await self._check(session, asking, query)
        statement = self.statement(asking.principal, query, asking.now, asking.parent).options(*self.options)
        rows, info = await self.table.page(session, statement, query)
        items = await self._presented(session, asking, rows)
        return Page(
            items=list(items), total=info.total, total_is_exact=info.total_is_exact, next_cursor=info.next_cursor
        )

    async def _check(self, session: AsyncSession, asking: Asking, query: Any) -> None:
        if self.only_for_all:
            see_all(asking.principal)
        if self.check is not None:
            await self.check(session, asking, query)

    async def _presented(self, session: AsyncSession, asking: Asking, rows: Sequence[Any]) -> Sequence[Any]:
        if self.together is not None:
            return await self.together(session, asking, rows)
        if self.present is not None:
            return [self.present(row, asking.principal) for row in rows]
        return [self.read.model_validate(row, from_attributes=True) for row in rows]

    def mount(self, router: APIRouter, path: str = "", noun: str | None = None) -> None:
        """Adds both routes; call it before the routes with an id. `noun`: where the router's prefix does not say it."""
        noun = noun or router.prefix.strip("/")
        name, title = noun.replace("/", "_").replace("-", "_"), noun.replace("/", " ").replace("-", " ")
        router.add_api_route(
            path,
            self._list_endpoint(),
            name=f"list_{name}",
            response_model=Page.__class_getitem__(self.read),
            summary=f"List {title}",
            description=self.about,
        )
        router.add_api_route(
            f"{path}/export",
            self._export_endpoint(noun.replace("/", "-")),
            name=f"export_{name}",
            response_class=StreamingResponse,
            responses={200: _ANSWER},
            summary=f"Export {title}",
        )

    def _list_endpoint(self) -> Callable[..., Any]:
        async def list_things(
            principal: Principal, request: Request, session: AsyncSession, query: ListQuery, parent: Any
        ) -> Page[Any]:
            return await self.page(session, _asking(principal, request, parent), query)

        return self._declared(list_things, self.query, session=SessionDep)

    def _export_endpoint(self, noun: str) -> Callable[..., Any]:
        async def export_things(principal: Principal, request: Request, query: Any, parent: Any) -> StreamingResponse:
            return await self._export(_asking(principal, request, parent), query, noun)

        return self._declared(export_things, self.export_query)

    def _declared(self, endpoint: Callable[..., Any], query: type[BaseModel], **others: Any) -> Callable[..., Any]:
        """The endpoint as FastAPI shall see it; `listing` lets the tests of the whole product find the declaration."""
        endpoint.__annotations__ = {
            "principal": Annotated[Principal, Depends(require(self.right))],
            "request": Request,
            "query": Annotated[query, Query()],
            "parent": Annotated[Any, Depends(self.below.given if self.below else _no_parent)],
            **others,
        }
        setattr(endpoint, MARK, self)
        return endpoint

    @property
    def export_query(self) -> type[ExportQuery]:
        """The list's filters and sort, without paging."""
        filters: dict[str, Any] = {
            name: (info.annotation, info) for name, info in self.query.model_fields.items() if name not in _PAGING
        }
        return create_model(f"{self.query.__name__}Export", __base__=ExportQuery, **filters)

    async def _export(self, asking: Asking, query: Any, noun: str) -> StreamingResponse:
        sheet = Sheet(self.chosen(query.columns), query.language, ZoneInfo(query.time_zone), query.time_zone)
        self.table.check_sort(query.sort)
        statement = self.statement(asking.principal, query, asking.now, asking.parent)
        statement = self.table.filtered(statement, query)
        async with asking.state.sessions() as session:
            await self._check(session, asking, query)
            total, is_exact = await self.table.total(session, statement)
        name = file_name(noun, asking.now.date(), query.format)
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
        headers |= {TOTAL_HEADER: str(total)} if is_exact else {}
        chunks = self._chunks(asking, self._read_for_a_file(statement, sheet.columns, query.sort), query.sort)
        body = rendered(sheet, chunks, query.format)
        return StreamingResponse(body, headers=headers, media_type=MEDIA_TYPES[query.format])

    def _read_for_a_file(self, statement: Select[Any], columns: Sequence[Column], sort: str | None) -> Select[Any]:
        """Only the columns that the file needs, if these are known: entities take three times as long to make."""
        if not self.is_read_by_column(columns):
            return statement.options(*self.options)
        wanted = {} if self.reads else {name: getattr(self.entity, name) for name in _sources(columns)}
        placed = {column.key: column for column in self.table.placing(sort)}
        given = {column.key: column for column in self.reads}
        made = [] if self.reads else [column.sql.label(column.name) for column in columns if column.sql is not None]
        read = (wanted | placed | given).values()
        return statement.with_only_columns(*read, *made, maintain_column_froms=True)

    def is_read_by_column(self, columns: Sequence[Column]) -> bool:
        if self.together is not None:
            return bool(self.reads)
        known = inspect(self.entity).column_attrs
        return all(column.is_read_of(known) for column in columns)

    async def _chunks(self, asking: Asking, statement: Select[Any], sort: str | None) -> Chunks:
        """Rows by key from where the last ones ended: no transaction is open while a slow reader reads."""
        after = None
        while True:
            async with asking.state.sessions() as session:
                rows = await self.table.chunk(session, statement, sort, after, _CHUNK)
                shown = await self.together(session, asking, rows) if self.together else rows
            if rows:
                yield shown
            if len(rows) < _CHUNK:
                return
            after = self.table.position(rows[-1], sort)

    def chosen(self, names: str | None) -> Sequence[Column]:
        """The columns of an export, in the wanted order; raises UnknownColumn."""
        if names is None:
            return self.columns
        known = {column.name: column for column in self.columns}
        for name in (wanted := names.split(",")):
            if name not in known:
                raise UnknownColumn(name, list(known))
        return [known[name] for name in wanted]


def _sources(columns: Sequence[Column]) -> list[str]:
    return [name for column in columns if column.sql is None for name in column.sources]


def _asking(principal: Principal, request: Request, parent: Any) -> Asking:
    state = request.app.state
    return Asking(principal, state.clock.now(), state, parent)


_ANSWER: dict[str, Any] = {
    "description": f"The file, streamed; `{TOTAL_HEADER}` tells its rows when they could be counted in time",
    "headers": {TOTAL_HEADER: {"schema": {"type": "integer"}, "description": "Rows of the file"}},
    "content": {
        MEDIA_TYPES["xlsx"]: {"schema": {"type": "string", "format": "binary"}, "example": "a workbook"},
        "text/csv": {"schema": {"type": "string"}, "example": "\ufeffНомер;Название\r\nEVSE11;DC CS3.2 60kW\r\n"},
    },
}
