# ruff: noqa: INP001 - a script of the documents
"""docs/settings.md from the settings classes of the services: `python docs/generate_settings.py [--check]`."""

import ast
import importlib
import inspect
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from common.settings import ServiceSettings
from launcher.services import SERVICES

PAGE = Path(__file__).resolve().parent / "settings.md"
HEAD = """# Settings of the services

Variables of the environment, one set for each process. Made by `docs/generate_settings.py` from `settings.py` of each
service; those of the installation as a whole stand in [operations.md](operations.md). The launcher and
`docker-compose.yml` fill in addresses, keys and ports.
"""
TABLE = "| variable | default | meaning |\n| --- | --- | --- |\n"


def page() -> str:
    """The whole page."""
    sections = [_section("Every service", ServiceSettings, set())]
    for service in SERVICES:
        kind = _settings_class(f"{service.package}.settings")
        sections.append(_section(service.name, kind, set(ServiceSettings.model_fields)))
    return HEAD + "".join(sections)


def _settings_class(module: str) -> type[ServiceSettings]:
    found = vars(importlib.import_module(module)).values()
    return next(kind for kind in found if isinstance(kind, type) and _is_own(kind, module))


def _is_own(kind: type[Any], module: str) -> bool:
    return issubclass(kind, ServiceSettings) and kind.__module__ == module


def _section(title: str, kind: type[ServiceSettings], known: set[str]) -> str:
    meanings = dict(_docstrings(kind))
    rows = [
        f"| `{name.upper()}` | {_default(field.default)} | {meanings.get(name, '')} |\n"
        for name, field in kind.model_fields.items()
        if name not in known
    ]
    return f"\n## {title}\n\n{TABLE}{''.join(rows)}" if rows else ""


def _default(value: Any) -> str:
    return f"`{value}`" if value not in ("", None, frozenset()) else ""


def _docstrings(kind: type[ServiceSettings]) -> Iterator[tuple[str, str]]:
    """Each field with the string that stands below it."""
    body = ast.parse(textwrap.dedent(inspect.getsource(kind))).body[0]
    assert isinstance(body, ast.ClassDef)
    for field, below in zip(body.body, body.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant):
            yield ast.unparse(field.target), " ".join(str(below.value.value).split())


if __name__ == "__main__":
    if "--check" not in sys.argv:
        PAGE.write_text(page())
    elif PAGE.read_text() != page():
        sys.exit("docs/settings.md is stale: python docs/generate_settings.py")
