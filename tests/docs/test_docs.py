"""The documents are true to the tree: what they name exists, settings are complete, commands of `make` are there."""

import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    {ROOT / "README.md", ROOT / "CONTRIBUTING.md", *ROOT.glob("docs/**/*.md"), *ROOT.glob("services/*/docs/**/*.md")}
)
LEFT_OUT = {".git", ".venv", "node_modules", "var", "__pycache__", "dist"}
ENDINGS = r"(?:py|md|toml|json|ts|tsx|yml|yaml|env|in|conf|mjs|txt|lock)"
RUNNING = {"up", "down", "ps", "logs", "token", "migrate", "reset", "replay", "bench"}
CODE = {"test", "test-unit", "test-service", "test-e2e", "chaos", "lint", "types", "format", "client"}
MADE_BY_RUNNING = ("var/", ".venv/")
ELSEWHERE = ("../shared/", "shared/")
OUR_FOLDERS = ("services/", "libs/", "frontend/", "deploy/", "docs/", "tests/", "simulator/")


@cache
def tree() -> tuple[str, ...]:
    """Every file and folder of the checkout, relative to it."""
    found: list[str] = []
    waiting = [ROOT]
    while waiting:
        for path in waiting.pop().iterdir():
            if path.name not in LEFT_OUT:
                found.append(f"/{path.relative_to(ROOT)}")
                waiting += [path] if path.is_dir() and not path.is_symlink() else []
    return tuple(found)


def is_there(name: str) -> bool:
    return any(path.endswith(f"/{name}") for path in tree())


def named_paths(text: str) -> set[str]:
    """Code spans that look like a file (`ocppj/frames.py`) or a folder of the tree (`services/billing-api/`)."""
    spans = re.findall(r"`([A-Za-z0-9_./@-]+)`", text)
    files = {span for span in spans if re.fullmatch(rf"[\w./@-]*\w\.{ENDINGS}", span)}
    folders = {span.rstrip("/") for span in spans if span.startswith(OUR_FOLDERS)}
    return {name for name in files | folders if not name.startswith(MADE_BY_RUNNING + ELSEWHERE)}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
class TestPage:
    def test_every_path_in_it_exists(self, page: Path) -> None:
        missing = {name for name in named_paths(page.read_text()) if not is_there(name)}
        assert missing == set()

    def test_every_link_in_it_leads_somewhere(self, page: Path) -> None:
        links = re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text())
        assert {link for link in links if not (page.parent / link).exists()} == set()

    def test_every_make_target_in_it_exists(self, page: Path) -> None:
        targets = set(re.findall(r"^([a-z0-9-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
        named = set(re.findall(r"(?:`|^ {4})make ([a-z0-9-]+)", page.read_text(), re.MULTILINE))
        assert named <= targets


def test_operations_names_every_setting_of_the_installation() -> None:
    settings = re.findall(r"^([A-Z_]+)=", (ROOT / "deploy" / "settings.env").read_text(), re.MULTILINE)
    text = (ROOT / "docs" / "operations.md").read_text()
    named = set(re.findall(r"`([A-Z][A-Z_]+)`", text))
    assert {name for name in settings if name not in named and not name.endswith("_PORT")} == set()


def test_the_table_of_the_services_settings_is_fresh() -> None:
    subprocess.run([sys.executable, "docs/generate_settings.py", "--check"], cwd=ROOT, check=True)


def test_make_help_lists_the_targets_that_scripts_rely_on() -> None:
    shown = subprocess.run(["make", "-s", "help"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    assert set(re.findall(r"^  ([a-z0-9-]+)", shown, re.MULTILINE)) >= RUNNING | CODE
