"""docs/rights.md: who may do what, from the merged OpenAPI and the catalogue of roles. `make rights` writes it."""

from collections.abc import Iterator
from pathlib import Path

from .personas import rights_by_role
from .product import EXCEPTIONS, ROOT, Operation, operations

PAGE = ROOT / "docs" / "rights.md"
_HEAD = """# Who may do what

Written by `make rights` from the operations' own declarations (`x-right` of the merged OpenAPI) and the catalogue of
standard roles (identity-api, `seed/catalogue.toml`); a test keeps it fresh. `tests/contracts/test_rights.py` knocks at
every operation as nobody, as each role, with an expired, a forged and a revoked token, and holds the answers to this
table. `administrator` has every right. Which organisation's things a caller sees is another question: each list is
asked by a second organisation in `tests/contracts/test_scope.py`.

✓ the role as it is seeded holds the right. The last column is the name of the deed in the security log.
"""


def render() -> str:
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    roles = rights_by_role()
    yield _HEAD
    yield "## Operations"
    yield ""
    yield f"| operation | right | {' | '.join(roles)} | security log |"
    yield f"| --- | --- | {' | '.join(':-:' for _ in roles)} | --- |"
    for operation in sorted(operations(), key=lambda one: (one.path, one.method)):
        right = operation.body["x-right"]
        marks = ["✓" if right is None or right in rights else "" for rights in roles.values()]
        yield f"| `{operation}` | {_right(operation)} | {' | '.join(marks)} | {_deed(operation)} |"
    yield ""
    yield "## Rights of the standard roles"
    yield ""
    for name, rights in roles.items():
        yield f"- **{name}**: {', '.join(f'`{right}`' for right in sorted(rights))}"


def _right(operation: Operation) -> str:
    right = operation.body["x-right"]
    return f"`{right}`" if right else EXCEPTIONS["no_right"].get(str(operation), "none").split(":")[0].split(",")[0]


def _deed(operation: Operation) -> str:
    deed = operation.body["x-audit"]
    return f"`{deed}`" if deed else ""


def write(page: Path = PAGE) -> None:
    page.write_text(render())


if __name__ == "__main__":
    write()
