"""A table as a file that grows while it is sent: CSV or XLSX, in Russian or English, in flat memory.

Values that a spreadsheet would run as a formula are disarmed (OWASP CSV injection). The XLSX is written as a zip
stream of its own: openpyxl needs the whole file on disk before the first byte leaves, and takes ten times as long.
"""

import csv
import io
import zipfile
from collections.abc import AsyncIterator, Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from decimal import Decimal
from enum import Enum
from operator import attrgetter
from typing import Any, Final, Literal
from xml.sax.saxutils import escape

Format = Literal["xlsx", "csv"]
Language = Literal["ru", "en"]
MEDIA_TYPES: Final[Mapping[Format, str]] = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
SHEET_ROWS: Final = 1_048_576
"""What a sheet can hold, the title row included; more rows go to a next sheet."""
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet's day 0 has no zone
_DAY = timedelta(days=1)
_YES_NO: Final = {"ru": ("Нет", "Да"), "en": ("No", "Yes")}
_LONGEST_CELL = 32_767
_NUMBERS: Final = frozenset({int, float, Decimal})
_FRACTIONS: Final = frozenset({float, Decimal})


@dataclass(frozen=True, slots=True)
class Column:
    """`name` is what the query's `columns` says; `value` gets a row (default: its attribute of that name).

    `words`: what the codes of an enumeration are called, by code (ru, en).
    `of`: all that `value` reads of a row, when these are columns of the table.
    `sql`: what the attribute `name` is in a file, where that is no column of the table; then the list's whole file is
    read column by column.
    """

    name: str
    ru: str
    en: str
    value: Callable[[Any], Any] | None = None
    words: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    is_moment: bool = False
    """Its title names the time zone of the file."""
    of: Sequence[str] = ()
    sql: Any = None

    @property
    def sources(self) -> Sequence[str]:
        """Attributes of a row that it reads; empty: not known."""
        return self.of or (() if self.value else (self.name,))

    def is_read_of(self, known: Container[str]) -> bool:
        """Whether its cells can be had without a whole row of a table of these columns."""
        return self.sql is not None or (bool(self.sources) and all(name in known for name in self.sources))

    def title(self, language: Language, zone: str) -> str:
        title = self.ru if language == "ru" else self.en
        return f"{title} ({zone})" if self.is_moment else title


@dataclass(frozen=True)
class Sheet:
    """What a file is made of: columns in order, language, and the zone in which moments are shown."""

    columns: Sequence[Column]
    language: Language
    zone: tzinfo = UTC
    zone_name: str = "UTC"

    @property
    def titles(self) -> list[str]:
        return [column.title(self.language, self.zone_name) for column in self.columns]

    def cells(self, rows: Iterable[Any]) -> Iterable[list[Any]]:
        readers = [self._reader(column) for column in self.columns]
        return ([read(row) for read in readers] for row in rows)

    def _reader(self, column: Column) -> Callable[[Any], Any]:
        value = column.value or attrgetter(column.name)
        index = 0 if self.language == "ru" else 1
        words = {code: titles[index] for code, titles in column.words.items()}
        return lambda row: self._plain(value(row), words)

    def _plain(self, value: Any, words: Mapping[str, str]) -> Any:
        """None, a number, a naive datetime of the sheet's zone, or a harmless text."""
        if (kind := type(value)) is str:
            return harmless(words.get(value, value))
        if value is None or kind in _NUMBERS:
            return value
        if isinstance(value, datetime):
            return value.astimezone(self.zone).replace(tzinfo=None)
        if isinstance(value, bool):
            return _YES_NO[self.language][value]
        code = str(value.value if isinstance(value, Enum) else value)
        return harmless(words.get(code, code))


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula, also after a detour through CSV."""
    return f"'{text}" if text.startswith(_DANGEROUS) else text


Chunks = AsyncIterator[Sequence[Any]]


def rendered(sheet: Sheet, chunks: Chunks, kind: Format) -> AsyncIterator[bytes]:
    return _csv(sheet, chunks) if kind == "csv" else _xlsx(sheet, chunks)


async def _csv(sheet: Sheet, chunks: Chunks) -> AsyncIterator[bytes]:
    """With a byte order mark, so that Excel reads UTF-8; separator and decimal point as the language has them."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";" if sheet.language == "ru" else ",")
    buffer.write("\ufeff")
    writer.writerow(sheet.titles)
    async for rows in chunks:
        writer.writerows([_written(cell, sheet.language) for cell in cells] for cells in sheet.cells(rows))
        yield _taken(buffer)
    yield _taken(buffer)


def _taken(buffer: io.StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode()


def _written(cell: Any, language: Language) -> Any:
    if (kind := type(cell)) is str:
        return cell
    if kind is datetime:
        return _moment(cell) if language == "ru" else cell.isoformat(" ", "seconds")
    if language == "ru" and kind in _FRACTIONS:
        return (f"{cell:f}" if kind is Decimal else str(cell)).replace(".", ",")
    return cell


def _moment(at: datetime) -> str:
    """`25.11.2026 12:03:04`, in a third of the time of strftime."""
    return f"{at.day:02}.{at.month:02}.{at.year:04} {at.hour:02}:{at.minute:02}:{at.second:02}"


class _Pipe(io.RawIOBase):
    """Where the zip is written to: what came since the last look."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._parts.append(bytes(data))
        return len(data)

    def taken(self) -> bytes:
        data, self._parts = b"".join(self._parts), []
        return data


async def _xlsx(sheet: Sheet, chunks: Chunks) -> AsyncIterator[bytes]:
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        sheets = _Sheets(book, sheet.titles)
        async for rows in chunks:
            sheets.write(sheet.cells(rows))
            yield pipe.taken()
        sheets.close()
        for name, text in _frame(sheets.count).items():
            book.writestr(name, _XML + text)
    yield pipe.taken()


class _Sheets:
    """The sheets of a book, one after the other as they fill."""

    def __init__(self, book: zipfile.ZipFile, titles: Sequence[str]) -> None:
        self._book, self._titles = book, titles
        self.count = 0
        self._open()

    def write(self, rows: Iterable[Sequence[Any]]) -> None:
        lines = list[str]()
        for row in rows:
            if self._row == SHEET_ROWS:
                self._part.write("".join(lines).encode())
                lines.clear()
                self.close()
                self._open()
            self._row += 1
            lines.append(_line(row))
        self._part.write("".join(lines).encode())

    def close(self) -> None:
        self._part.write(b"</sheetData></worksheet>")
        self._part.close()

    def _open(self) -> None:
        self.count += 1
        self._part = self._book.open(f"xl/worksheets/sheet{self.count}.xml", "w", force_zip64=True)
        self._part.write(f'{_XML}<worksheet xmlns="{_MAIN}"><sheetData>{_line(self._titles)}'.encode())
        self._row = 1


def _line(cells: Iterable[Any]) -> str:
    return f"<row>{''.join(map(_cell, cells))}</row>"


def _cell(value: Any) -> str:
    if value is None or value == "":
        return "<c/>"
    if isinstance(value, datetime):
        return f'<c s="1"><v>{(value - _EPOCH) / _DAY:.8f}</v></c>'
    if isinstance(value, int | float | Decimal):
        return f"<c><v>{value}</v></c>"
    text = escape(_printable(value))
    return f'<c t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _printable(text: str) -> str:
    """XML has no words for control characters; a cell ends somewhere."""
    if not text.isprintable():
        text = "".join(letter if letter >= " " or letter in "\t\n\r" else "\ufffd" for letter in text)
        text = text.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
    return text[:_LONGEST_CELL]


_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def _frame(sheets: int) -> dict[str, str]:
    """Everything around the sheets (ECMA-376, part 1)."""
    numbers = range(1, sheets + 1)
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{_KIND}.worksheet+xml"/>'
        for number in numbers
    )
    listed = "".join(f'<sheet name="{number}" sheetId="{number}" r:id="rId{number}"/>' for number in numbers)
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in numbers
    )
    return {
        "xl/styles.xml": (
            f'<styleSheet xmlns="{_MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd.mm.yyyy hh:mm:ss"/>'
            '</numFmts><fonts count="1"><font/></fonts><fills count="1"><fill><patternFill/></fill></fills>'
            '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
            '<cellXfs count="2"><xf xfId="0"/><xf numFmtId="164" xfId="0" applyNumberFormat="1"/></cellXfs>'
            '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
        ),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships">{links}'
            f'<Relationship Id="styles" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>'
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ),
        "[Content_Types].xml": (
            f'<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/>{overrides}</Types>'
        ),
    }


def file_name(noun: str, day: date, kind: Format) -> str:
    return f"{noun}-{day.isoformat()}.{kind}"
