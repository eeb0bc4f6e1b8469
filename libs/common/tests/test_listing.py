"""A declared list: endpoint, validation and export come from one declaration."""

import csv
import io
import re
import time
import tracemalloc
import zipfile
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from operator import attrgetter
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import httpx
import pytest
from common.errors import NotFound
from common.export import Column, Sheet, rendered
from common.ids import uuid7
from common.listing import Asking, Below, Listing
from common.lists import ListQuery, ListTable, Where
from common.service import Runtime, Service, create_app, openapi
from common.settings import ServiceSettings
from common.testing.helpers import bearer, trusting_authenticator
from fastapi import APIRouter, FastAPI
from openpyxl.reader.excel import load_workbook
from pydantic import BaseModel, Field
from sqlalchemy import func
from sqlalchemy.ext.asyncio import AsyncEngine

from .conftest import Note

ROWS = 2_500


class NoteQuery(ListQuery):
    times: Annotated[int | None, Where(lambda value: Note.times == value), Field(ge=0)] = None
    prefix: Annotated[str | None, Field(alias="from")] = None


class NoteRead(BaseModel):
    key: str
    times: int


NOTES = Listing(
    table=ListTable(key=Note.key, default="key", sorts={"key": Note.key, "text": Note.text}),
    entity=Note,
    query=NoteQuery,
    read=NoteRead,
    right="notes:read",
    conditions=lambda query, _: [Note.key.startswith(query.prefix)] if query.prefix else [],
    columns=[
        Column("key", "Ключ", "Key"),
        Column("times", "Раз", "Times"),
        Column("text", "Текст", "Text"),
        Column("length", "Длина", "Length", lambda note: len(note.text)),
    ],
)
router = APIRouter(prefix="/notes", tags=["notes"])
NOTES.mount(router)


class NoSuchLetter(NotFound):
    code = "no_such_letter"


async def counted(_session: Any, asking: Asking, notes: Sequence[Note]) -> Sequence[NoteRead]:
    return [NoteRead(key=f"{asking.parent}:{note.key}", times=note.times + 100) for note in notes]


async def only_k(_session: Any, asking: Asking, query: NoteQuery) -> None:
    if asking.parent != "k" or query.times == 7:
        raise NoSuchLetter("No note begins so, and seven is nobody's.")


BELOW = Listing(
    table=ListTable(key=Note.key, default="key", sorts={"key": Note.key}),
    entity=Note,
    query=NoteQuery,
    read=NoteRead,
    right="notes:read",
    below=Below(func.left(Note.key, 1), "letter", str),
    together=counted,
    check=only_k,
    only_for_all=True,
    columns=[Column("key", "Ключ", "Key"), Column("times", "Раз", "Times")],
)
BELOW.mount(router, "/of/{letter}", "notes-of-a-letter")


@router.get("/{key}")
async def read_note(key: str) -> str:
    return key


@pytest.fixture
def app(engine: AsyncEngine, sessions) -> FastAPI:
    service = Service("notes", ServiceSettings(), [router])
    app = create_app(service, "api", Runtime(service.settings, engine, sessions))
    app.state.authenticator = trusting_authenticator()
    return app


@pytest.fixture
async def http(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    headers = bearer("notes:read")
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://notes/api/v1", headers=headers) as client:
        yield client


@pytest.fixture(scope="module", autouse=True)
async def notes(sessions) -> None:
    async with sessions.begin() as session:
        session.add_all([Note(key=f"k{n:05}", times=n % 3, text=f"t{n % 10}") for n in range(ROWS)])
        session.add(Note(key="=1+1", times=7, text="'already"))


class TestBelow:
    """A list below a thing, shown together, with a check and only for those who see all."""

    async def test_page_and_export_show_the_same(self, http) -> None:
        page = (await http.get("/notes/of/k", params={"limit": 1})).json()
        file = (await http.get("/notes/of/k/export", params={"format": "csv", "language": "en"})).text.splitlines()
        assert page["items"] == [{"key": "k:k00000", "times": 100}]
        assert (file[1], len(file)) == ("k:k00000,100", ROWS + 1)

    @pytest.mark.parametrize("tail", ["", "/export"])
    async def test_each_refusal_holds_for_both(self, http, tail: str) -> None:
        assert (await http.get(f"/notes/of/q{tail}")).json()["code"] == "no_such_letter"
        assert (await http.get(f"/notes/of/k{tail}", params={"times": 7})).json()["code"] == "no_such_letter"
        some = bearer("notes:read", organizations=[uuid7()])
        assert (await http.get(f"/notes/of/k{tail}", headers=some)).json()["code"] == "all_organizations_only"

    def test_its_operations_have_their_own_names(self, app: FastAPI) -> None:
        paths = openapi(app)["paths"]
        below, export = (paths[f"/api/v1/notes/of/{{letter}}{tail}"]["get"] for tail in ("", "/export"))
        assert below["operationId"].startswith("list_notes_of_a_letter")
        assert "letter" in {one["name"] for one in export["parameters"]}


class TestList:
    async def test_gives_pages(self, http) -> None:
        body = (await http.get("/notes", params={"limit": 2, "from": "k", "sort": "-key"})).json()
        assert body["items"] == [{"key": "k02499", "times": 0}, {"key": "k02498", "times": 2}]
        assert (body["total"], body["total_is_exact"]) == (ROWS, True)

    async def test_needs_its_right(self, http) -> None:
        for path in ("/notes", "/notes/export"):
            assert (await http.get(path, headers=bearer("other:read"))).json()["code"] == "right_missing"

    @pytest.mark.parametrize("path", ["/notes", "/notes/export"])
    @pytest.mark.parametrize(
        ("query", "status", "code"),
        [
            ({"color": "1"}, 400, "unknown_filter"),
            ({"sort": "color"}, 400, "unknown_sort"),
            ({"times": "-1"}, 422, "validation_failed"),
        ],
    )
    async def test_refuses_what_it_does_not_know(self, http, path: str, query: Any, status: int, code: str) -> None:
        answer = await http.get(path, params=query)
        assert (answer.status_code, answer.json()["code"]) == (status, code)

    def test_tells_its_filters_in_the_document(self, app: FastAPI) -> None:
        paths = openapi(app)["paths"]
        names = {one["name"] for one in paths["/api/v1/notes/export"]["get"]["parameters"]}
        assert names == {"format", "language", "columns", "time_zone", "times", "from", "sort"}
        assert (
            paths["/api/v1/notes/export"]["get"]["x-right"] == paths["/api/v1/notes"]["get"]["x-right"] == "notes:read"
        )


class TestExport:
    @pytest.mark.req("UI-111")
    async def test_as_csv_for_russian_spreadsheets(self, http) -> None:
        answer = await http.get("/notes/export", params={"format": "csv", "times": 7})
        assert answer.text == "\ufeffКлюч;Раз;Текст;Длина\r\n'=1+1;7;'already;8\r\n"
        assert answer.headers["content-type"] == "text/csv; charset=utf-8"
        disposition = answer.headers["content-disposition"]
        assert re.fullmatch(r'attachment; filename="notes-\d{4}-\d{2}-\d{2}\.csv"', disposition)

    async def test_as_workbook_with_chosen_columns(self, http) -> None:
        query = {"language": "en", "columns": "times,key", "sort": "-text", "from": "k"}
        answer = await http.get("/notes/export", params=query)
        rows = list(load_workbook(io.BytesIO(answer.content), read_only=True).active.iter_rows(values_only=True))
        assert rows[0] == ("Times", "Key")
        expected = sorted(range(ROWS), key=lambda n: (n % 10, n), reverse=True)
        assert rows[1:] == [(n % 3, f"k{n:05}") for n in expected]
        assert answer.headers["x-total-count"] == str(ROWS)

    async def test_refuses_an_unknown_column_and_zone(self, http) -> None:
        assert (await http.get("/notes/export", params={"columns": "key,nope"})).json()["code"] == "unknown_column"
        assert (await http.get("/notes/export", params={"time_zone": "Mars/Base"})).status_code == 422


class Row(BaseModel):
    at: datetime = datetime(2026, 11, 25, 12, 0, 30, tzinfo=UTC)
    amount: Decimal = Decimal("-12.30")
    is_open: bool = True
    name: str = "+7 900"
    state: str = "active"
    nothing: None = None


COLUMNS = [
    Column("at", "Начало", "Start", is_moment=True),
    Column("amount", "Сумма", "Amount"),
    Column("is_open", "Открыта", "Open"),
    Column("name", "Имя", "Name"),
    Column("state", "Состояние", "State", words={"active": ("Активна", "Active")}),
    Column("nothing", "Пусто", "Nothing"),
]


async def one_chunk(*rows: Row) -> AsyncIterator[list[Row]]:
    yield list(rows)


async def file_of(sheet: Sheet, kind: Any, chunks: Any) -> bytes:
    return b"".join([part async for part in rendered(sheet, chunks, kind)])


class TestCells:
    async def test_are_written_as_the_language_has_them(self) -> None:
        moscow = ZoneInfo("Europe/Moscow")
        text = (await file_of(Sheet(COLUMNS, "ru", moscow, "Europe/Moscow"), "csv", one_chunk(Row()))).decode()
        (titles, cells) = csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";")
        assert titles[0] == "Начало (Europe/Moscow)"
        assert cells == ["25.11.2026 15:00:30", "-12,30", "Да", "'+7 900", "Активна", ""]
        text = (await file_of(Sheet(COLUMNS, "en"), "csv", one_chunk(Row()))).decode()
        assert text.splitlines()[1] == "2026-11-25 12:00:30,-12.30,Yes,'+7 900,Active,"

    async def test_are_typed_in_a_workbook(self) -> None:
        data = await file_of(Sheet(COLUMNS, "en"), "xlsx", one_chunk(Row(name="a<b>&\x00\n")))
        cells = list(load_workbook(io.BytesIO(data)).active.values)[1]
        assert cells == (Row().at.replace(tzinfo=None), -12.3, "Yes", "a<b>&\ufffd\n", "Active", None)

    @pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
    @pytest.mark.parametrize("kind", ["csv", "xlsx"])
    async def test_are_never_a_formula(self, start: str, kind: Any) -> None:
        data = await file_of(Sheet([COLUMNS[3]], "en"), kind, one_chunk(Row(name=f"{start}HYPERLINK(1)")))
        if kind == "xlsx":
            data = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")
            assert b"<f>" not in data
        assert f"'{start}HYPERLINK(1)".encode() in data


async def test_a_full_sheet_is_followed_by_another(monkeypatch) -> None:
    monkeypatch.setattr("common.export.SHEET_ROWS", 3)
    data = await file_of(Sheet([COLUMNS[3]], "en"), "xlsx", one_chunk(*[Row(name=f"r{n}") for n in range(5)]))
    book = load_workbook(io.BytesIO(data))
    assert [list(sheet.values) for sheet in book] == [
        [("Name",), ("r0",), ("r1",)],
        [("Name",), ("r2",), ("r3",)],
        [("Name",), ("r4",)],
    ]


WIDE = [Column(f"c{number}", "К", "C", attrgetter(COLUMNS[number % 6].name)) for number in range(20)]


async def chunks_of(count: int) -> AsyncIterator[list[Row]]:
    for _ in range(count):
        yield [Row() for _ in range(1_000)]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
async def test_memory_does_not_grow_with_the_file(kind: Any) -> None:
    peaks = []
    for count in (2, 8):
        tracemalloc.start()
        async for part in rendered(Sheet(WIDE, "ru"), chunks_of(count), kind):
            assert len(part) < 5_000_000
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.1


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
async def test_a_hundred_thousand_rows_take_less_than_ten_seconds(kind: Any) -> None:
    started = time.process_time()
    async for _ in rendered(Sheet(WIDE, "ru"), chunks_of(10), kind):
        pass
    assert (time.process_time() - started) * 10 < 10
