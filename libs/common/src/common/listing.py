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

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, create_model
from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from common.auth import Principal, require
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


class ExportQuery(BaseModel):
    """What an export takes besides the filters and the sort of its list."""

    model_config = ConfigDict(extra="forbid")

    format: Format = "xlsx"
    language: Language = "ru"
    columns: Annotated[
        str | None, Field(max_length=2000, description="Names with commas between, in order; default: all")
    ] = None
    time_zone: Annotated[
        str, BeforeValidator(_zone), Field(description="IANA name; moments are written in this zone")
    ] = "UTC"


@dataclass(frozen=True)
class Listing:
    """A list as data. `scope`: the column with the organisation, None where a thing belongs to none.

    `conditions`: what holds beyond the query's `Where` fields; it gets the query and the present moment.
    `present`: how the wire shows a row to this reader, where `read` alone cannot tell.
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
    options: Sequence[Any] = ()
    """Loader options: what the rows are shown with."""
    export_options: Sequence[Any] = ()
    """Loader options that the export has instead: a file of many rows reads only what its columns need."""

    def statement(self, principal: Principal, query: Any, now: datetime) -> Select[Any]:
        """What the principal sees of what the query leaves, without the `Where` fields (ListTable adds them)."""
        scope = () if self.scope is None else (principal.scope(self.scope),)
        return select(self.entity).where(*scope, *self.conditions(query, now))

    async def page(self, session: AsyncSession, principal: Principal, query: ListQuery, now: datetime) -> Page[Any]:
        statement = self.statement(principal, query, now).options(*self.options)
        rows, info = await self.table.page(session, statement, query)
        items = [self._presented(row, principal) for row in rows]
        return Page(items=items, total=info.total, total_is_exact=info.total_is_exact, next_cursor=info.next_cursor)

    def _presented(self, row: Any, principal: Principal) -> BaseModel:
        return self.present(row, principal) if self.present else self.read.model_validate(row, from_attributes=True)

    def mount(self, router: APIRouter) -> None:
        """Adds both routes; call it before the routes with an id."""
        noun = router.prefix.strip("/").replace("/", "_").replace("-", "_")
        name = noun.replace("_", " ")
        router.add_api_route(
            "",
            self._list_endpoint(),
            name=f"list_{noun}",
            response_model=Page.__class_getitem__(self.read),
            summary=f"List {name}",
        )
        router.add_api_route(
            "/export",
            self._export_endpoint(router.prefix.strip("/")),
            name=f"export_{noun}",
            response_class=StreamingResponse,
            responses={200: _ANSWER},
            summary=f"Export {name}",
        )

    def _list_endpoint(self) -> Callable[..., Any]:
        async def list_things(
            principal: Principal, request: Request, session: AsyncSession, query: ListQuery
        ) -> Page[Any]:
            return await self.page(session, principal, query, request.app.state.clock.now())

        return self._declared(list_things, request=Request, session=SessionDep, query=Annotated[self.query, Query()])

    def _export_endpoint(self, noun: str) -> Callable[..., Any]:
        async def export_things(principal: Principal, request: Request, query: Any) -> StreamingResponse:
            return await self._export(principal, request, query, noun)

        return self._declared(export_things, request=Request, query=Annotated[self.export_query, Query()])

    def _declared(self, endpoint: Callable[..., Any], **annotations: Any) -> Callable[..., Any]:
        """The endpoint as FastAPI shall see it; `listing` lets the tests of the whole product find the declaration."""
        reader = Annotated[Principal, Depends(require(self.right))]
        endpoint.__annotations__ = {"principal": reader, **annotations}
        setattr(endpoint, MARK, self)
        return endpoint

    @property
    def export_query(self) -> type[ExportQuery]:
        """The list's filters and sort, without paging."""
        filters: dict[str, Any] = {
            name: (info.annotation, info) for name, info in self.query.model_fields.items() if name not in _PAGING
        }
        return create_model(f"{self.query.__name__}Export", __base__=ExportQuery, **filters)

    async def _export(self, principal: Principal, request: Request, query: Any, noun: str) -> StreamingResponse:
        sheet = Sheet(self._chosen(query.columns), query.language, ZoneInfo(query.time_zone), query.time_zone)
        self.table.check_sort(query.sort)
        state = request.app.state
        sessions, now = state.sessions, state.clock.now()
        statement = self.table.filtered(self.statement(principal, query, now), query)
        async with sessions() as session:
            total, is_exact = await self.table.total(session, statement)
        name = file_name(noun, now.date(), query.format)
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
        headers |= {TOTAL_HEADER: str(total)} if is_exact else {}
        wanted = statement.options(*(self.export_options or self.options))
        chunks = self._chunks(sessions, wanted, query.sort)
        body = rendered(sheet, chunks, query.format)
        return StreamingResponse(body, headers=headers, media_type=MEDIA_TYPES[query.format])

    async def _chunks(self, sessions: Any, statement: Select[Any], sort: str | None) -> Chunks:
        """Rows by key from where the last ones ended: no transaction is open while a slow reader reads."""
        after = None
        while True:
            async with sessions() as session:
                rows = await self.table.chunk(session, statement, sort, after, _CHUNK)
            if rows:
                yield rows
            if len(rows) < _CHUNK:
                return
            after = self.table.position(rows[-1], sort)

    def _chosen(self, names: str | None) -> Sequence[Column]:
        if names is None:
            return self.columns
        known = {column.name: column for column in self.columns}
        for name in (wanted := names.split(",")):
            if name not in known:
                raise UnknownColumn(name, list(known))
        return [known[name] for name in wanted]


_ANSWER: dict[str, Any] = {
    "description": f"The file, streamed; `{TOTAL_HEADER}` tells its rows when they could be counted in time",
    "headers": {TOTAL_HEADER: {"schema": {"type": "integer"}, "description": "Rows of the file"}},
    "content": {
        MEDIA_TYPES["xlsx"]: {"schema": {"type": "string", "format": "binary"}, "example": "a workbook"},
        "text/csv": {"schema": {"type": "string"}, "example": "\ufeffНомер;Название\r\nEVSE11;DC CS3.2 60kW\r\n"},
    },
}
