# ruff: noqa: INP001 - a script of the documents
"""Models of both ends from the schemas beside this file: `python docs/native-protocol/generate.py [--check]`.

Writes `native/generated/messages.py` (msgspec structs) into the gateway and into the simulator, which share no code,
and `schemas.json` (all messages, references put in place) into the gateway, which validates by it.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
ENDS = (
    ROOT / "services/csms-gateway/src/csms_gateway/native/generated",
    ROOT / "simulator/src/simulator/native/generated",
)
COMMON = "common"
REFERENCE = "common.json#/$defs/"
SIMPLE = {"string": "str", "integer": "int", "number": "float", "boolean": "bool"}
TABLE = "MESSAGES: Final[dict[str, type[Message]]]"
HEAD = '''"""Messages of smartcharging.v1. Made by docs/native-protocol/generate.py from its schemas; not edited."""

from typing import Any, Final

import msgspec
'''

Json = dict[str, Any]


def main() -> int:
    """Write the files, or with --check only say which are not fresh."""
    stale = [path for path, text in outputs() if not path.exists() or path.read_text(encoding="utf-8") != text]
    if "--check" in sys.argv:
        for path in stale:
            sys.stderr.write(f"not fresh: {path.relative_to(ROOT)}\n")
        return 1 if stale else 0
    for path, text in outputs():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return 0


def outputs() -> Iterator[tuple[Path, str]]:
    """Every generated file with its text."""
    schemas = read_schemas()
    models = models_text(schemas)
    for folder in ENDS:
        yield folder / "messages.py", models
        yield folder / "__init__.py", '"""Made by docs/native-protocol/generate.py."""\n'
    bundle = {name: in_place(schema, schemas[COMMON]["$defs"]) for name, schema in messages_of(schemas)}
    yield ENDS[0] / "schemas.json", json.dumps(bundle, ensure_ascii=False, indent=1) + "\n"


def read_schemas() -> dict[str, Json]:
    """All schema files by their name without the ending."""
    return {
        path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted((HERE / "schemas").glob("*.json"))
    }


def messages_of(schemas: dict[str, Json]) -> Iterator[tuple[str, Json]]:
    """The schemas that are messages."""
    return ((name, schema) for name, schema in schemas.items() if name != COMMON)


def in_place(schema: Any, defs: Json) -> Any:
    """The schema with each reference replaced by what it names; examples and ids left out."""
    if isinstance(schema, list):
        return [in_place(item, defs) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return in_place(defs[schema["$ref"].removeprefix(REFERENCE)], defs)
    return {key: in_place(item, defs) for key, item in schema.items() if key not in {"examples", "$id", "$schema"}}


# --- models


def models_text(schemas: dict[str, Json]) -> str:
    """The Python module of all messages."""
    parts = {name: part for name, part in schemas[COMMON]["$defs"].items() if is_struct(part)}
    classes = [struct(name, part) for name, part in sorted(parts.items(), key=lambda item: depth(item[1], parts))]
    names = [name for name, _ in messages_of(schemas)]
    classes += [struct(name, schema, tag=name) for name, schema in messages_of(schemas)]
    durable = [name for name, schema in messages_of(schemas) if is_durable(schema)]
    tables = [
        "Message = " + " | ".join(class_name(name) for name in names),
        table(
            "MESSAGES: Final[dict[str, type[Message]]] = {", [f'"{name}": {class_name(name)}' for name in names], "}"
        ),
        table("DURABLE: Final = frozenset({", [f'"{name}"' for name in durable], "})"),
    ]
    return "\n\n".join([HEAD, *classes, "\n\n".join(tables)]) + "\n"


def is_struct(schema: Json) -> bool:
    """Whether the schema is an object with named members."""
    return schema.get("type") == "object" and "properties" in schema


def is_durable(schema: Json) -> bool:
    """A message with a number in the station's queue."""
    return {"sequence", "at"} <= set(schema["required"])


def depth(schema: Json, parts: Json) -> int:
    """How deep a part refers to other parts: those that are referred to come first."""
    inner = [name for name in parts if f'"{REFERENCE}{name}"' in json.dumps(schema)]
    return 1 + max((depth(parts[name], parts) for name in inner), default=0)


def struct(name: str, schema: Json, tag: str | None = None) -> str:
    """One msgspec struct; required members come without a default."""
    tagging = f', tag_field="type", tag="{tag}"' if tag else ""
    lines = [f"class {class_name(name)}(msgspec.Struct, omit_defaults=True, kw_only=True{tagging}):"]
    lines.append(f'    """{schema["description"]}"""\n')
    required = set(schema.get("required", ()))
    for member, definition in schema["properties"].items():
        if tag is None or member != "type":
            kind = annotation(definition)
            lines.append(f"    {member}: {kind}" if member in required else f"    {member}: {kind} | None = None")
            if "description" in definition:
                lines.append(f'    """{definition["description"]}"""')
    return "\n".join(lines) + "\n"


def annotation(schema: Json) -> str:
    """The Python type of a member. Words of closed lists stay `str`: an unknown word must not spoil the message."""
    if "$ref" in schema:
        name = schema["$ref"].removeprefix(REFERENCE)
        part = read_schemas()[COMMON]["$defs"][name]
        return class_name(name) if is_struct(part) else annotation(part)
    kind = schema.get("type")
    if kind == "array":
        return f"list[{annotation(schema['items'])}]"
    if kind == "object":
        value = schema.get("additionalProperties")
        return f"dict[str, {annotation(value)}]" if isinstance(value, dict) else "dict[str, Any]"
    return SIMPLE[str(kind)]


def class_name(name: str) -> str:
    """connector_state → ConnectorState."""
    return "".join(word.capitalize() for word in name.split("_"))


def table(head: str, items: list[str], end: str) -> str:
    """A literal over several lines."""
    return "\n".join([head, *(f"    {item}," for item in items), end])


if __name__ == "__main__":
    raise SystemExit(main())
