"""docs/scale/: a file for each list with its figures and plans, and a table of all lists."""

import json
import os
import statistics
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from tests.contracts.product import Operation

from .measuring import Desk, Measured, p95

_KEPT: Final = "figures.json"
_START, _END = "<!-- figures -->", "<!-- /figures -->"
_MOST_PLANS: Final = 40


def name_of(path: str) -> str:
    return path.removeprefix("/api/v1/").replace("/", "_").replace("{", "").replace("}", "")


async def write_list(
    desk: Desk, operation: Operation, found: Sequence[Measured], folder: Path, *, is_whole: bool
) -> None:
    sorts = list(dict.fromkeys(one.question.sort.removeprefix("-") for one in found))
    lines = [
        f"# {operation.path.removeprefix('/api/v1')}",
        "",
        f"{len(found)} questions. Milliseconds of processor for the slowest reader and direction, service and",
        "PostgreSQL together; `of about` stands where the total is an estimate. Plans below.",
        "",
        f"| filter | {' | '.join(sorts)} | total (all) |",
        f"| --- |{' --: |' * (len(sorts) + 1)}",
    ]
    for name in dict.fromkeys(one.question.shown for one in found):
        ours = [one for one in found if one.question.shown == name]
        cells = [_worst(one for one in ours if one.question.sort.removeprefix("-") == sort) for sort in sorts]
        lines.append(f"| {f'`{name}`' if name else '(none)'} | {' | '.join(cells)} | {_total(ours)} |")
    lines += ["", "## Plans", "", *[line for one in chosen(found) for line in await _plans(desk, one)]]
    (folder / f"{name_of(operation.path)}.md").write_text("\n".join(lines).rstrip() + "\n")
    _keep(folder, operation.path, {**figures(found), "is_whole": is_whole})


def _worst(found: Iterable[Measured]) -> str:
    return f"{max((p95(one.busy) for one in found), default=0):.0f}"


def _total(found: Sequence[Measured]) -> str:
    widest = max(found, key=lambda one: (one.reader == "all", one.total))
    return f"{'' if widest.is_exact else 'of about '}{widest.total}"


def chosen(found: Sequence[Measured]) -> list[Measured]:
    """The slowest ones, each sort as it comes, each filter and each deep page once."""
    plain = [one for one in found if not one.question.shown and one.reader in {"all", "small"}]
    kinds: dict[str, Measured] = {}
    for one in found:
        if one.question.shown and one.reader == "all":
            kinds.setdefault(_kind(one), one)
    slowest = sorted(found, key=lambda one: -min(one.busy))[:3]
    return list({id(one): one for one in [*slowest, *plain, *kinds.values()]}.values())[:_MOST_PLANS]


def _kind(one: Measured) -> str:
    """Names of the filters, and the place of the page of an unfiltered list."""
    names = " ".join(part.partition("=")[0] for part in one.question.filter.split())
    return names or one.question.place


async def _plans(desk: Desk, one: Measured) -> list[str]:
    title = f"### {one.question.shown or 'no filter'}, sort {one.question.sort}, reader {one.reader}"
    plans = [await desk.explained(statement) for statement in one.statements if is_of_interest(statement[0])]
    return [title, "", *[line for plan in plans for line in ("```", plan, "```", "")]]


def is_of_interest(sql: str) -> bool:
    """The count and the page, or the sums; what belongs to the fifteen rows is found by key."""
    return " LIMIT " in sql or "sum(" in sql


def figures(found: Sequence[Measured]) -> dict[str, Any]:
    times = sorted(value for one in found for value in one.times)
    busy = sorted(value for one in found for value in one.busy)
    return {
        "questions": len(found),
        "p50_ms": round(statistics.median(times), 1),
        "p95_ms": round(p95(times), 1),
        "busy_p50_ms": round(statistics.median(busy), 1),
        "busy_p95_ms": round(p95(busy), 1),
        "slowest_ms": round(max(min(one.busy) for one in found), 1),
        "over_100": sum(min(one.busy) > one.LIMIT_MS for one in found),
        "load": round(os.getloadavg()[0], 1),
        "day": f"{datetime.now(UTC):%d.%m.%Y %H:%M}",
    }


def _keep(folder: Path, path: str, found: dict[str, Any]) -> None:
    """Lists are measured one by one, and some of them again: the table takes the latest of each."""
    figures = dict(sorted({**known(folder), path: found}.items()))
    (folder / _KEPT).write_text(json.dumps(figures, indent=1) + "\n")


def known(folder: Path) -> dict[str, dict[str, Any]]:
    file = folder / _KEPT
    return dict(json.loads(file.read_text())) if file.exists() else {}


def write_table(folder: Path) -> None:
    lines = [
        "| list | questions | p50 ms | p95 ms | processor p50 | p95 | slowest question | over 100 ms | load |",
        "| --- | --: | --: | --: | --: | --: | --: | --: | --: |",
    ]
    for path, one in known(folder).items():
        shown = [one[name] for name in ("questions", "p50_ms", "p95_ms", "busy_p50_ms", "busy_p95_ms", "slowest_ms")]
        cells = " | ".join(map(str, [*shown, one["over_100"], one["load"]]))
        lines.append(f"| [{path.removeprefix('/api/v1')}]({name_of(path)}.md) | {cells} |")
    _put(folder, _START, _END, lines)


def write_exports(folder: Path) -> None:
    """Of each list and kind what its longest file took."""
    found: dict[str, dict[str, Any]] = json.loads((folder / "exports.json").read_text())
    lines = [
        "| list | kind | rows | processor s | clock s | MB | peak MB | peak MB of a tenth | load |",
        "| --- | --- | --: | --: | --: | --: | --: | --: | --: |",
    ]
    for name, one in found.items():
        small = found.get(name.replace(" large", " small"), {})
        if name.endswith(" large") or name.replace(" small", " large") not in found:
            tenth = small.get("peak_grew_mb", "") if small is not one else ""
            cells = [one[key] for key in ("list", "kind", "rows", "processor_seconds", "seconds", "megabytes")]
            lines.append(f"| {' | '.join(map(str, [*cells, one['peak_grew_mb'], tenth, one['load']]))} |")
    _put(folder, "<!-- exports -->", "<!-- /exports -->", lines)


def _put(folder: Path, start: str, end: str, lines: Sequence[str]) -> None:
    """Between two marks of README.md; what people have written around them stays."""
    file = folder / "README.md"
    text = file.read_text() if file.exists() else "# Lists at size\n"
    if start not in text:
        text += f"\n{start}\n{end}\n"
    before, _, rest = text.partition(start)
    file.write_text("\n".join([before + start, *lines, end]) + rest.partition(end)[2])
