"""The documents hold together: examples fit their schemas, AsyncAPI names every message, models are fresh."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema_rs
import msgspec
import pytest
import yaml
from csms_gateway.native.frames import read, schemas
from csms_gateway.native.generated.messages import DURABLE, MESSAGES

FOLDER = Path(__file__).resolve().parents[4] / "docs" / "native-protocol"
FILES = {path.stem: json.loads(path.read_text()) for path in (FOLDER / "schemas").glob("*.json")}
COMMON = FILES.pop("common")
DOWN = {"welcome", "ack", "heartbeat_answer", "authorization_answer", "command", "error"}


def example(name: str) -> dict[str, Any]:
    found: dict[str, Any] = FILES[name]["examples"][0]
    return found


@pytest.mark.parametrize("name", sorted(FILES))
def test_an_example_fits_its_schema_and_its_model(name: str) -> None:
    registry = jsonschema_rs.Registry([(COMMON["$id"], COMMON)])
    jsonschema_rs.validator_for(FILES[name], registry=registry, validate_formats=True).validate(example(name))
    incoming = read(json.dumps(example(name)).encode())
    assert (incoming.kind, incoming.problem, incoming.deviations) == (name, "", [])
    assert json.loads(msgspec.json.encode(incoming.message)) == example(name)


def test_all_of_it_is_there() -> None:
    assert set(FILES) == set(MESSAGES) == set(schemas())
    for name, schema in FILES.items():
        assert schema["title"], name
        assert schema["description"], name


def test_asyncapi_names_every_message_once_and_every_reference_leads_somewhere() -> None:
    document = yaml.safe_load((FOLDER / "asyncapi.yaml").read_text())
    messages = document["components"]["messages"]
    assert {message["name"] for message in messages.values()} == set(FILES)
    up, down = (document["operations"][name]["messages"] for name in ("fromStation", "toStation"))
    named = [messages[reference["$ref"].rpartition("/")[2]]["name"] for reference in [*up, *down]]
    assert sorted(named) == sorted(FILES)
    assert set(named[len(up) :]) == DOWN
    assert DURABLE.isdisjoint(DOWN)
    for reference in references(document):
        if reference.startswith("#/"):
            found = document
            for part in reference.removeprefix("#/").split("/"):
                found = found[part]
        else:
            assert (FOLDER / reference).is_file()


def test_asyncapi_is_a_document_of_asyncapi_3() -> None:
    """Held against the specification's own JSON Schema; what is wrong there would be found."""
    validator = jsonschema_rs.validator_for(json.loads((Path(__file__).parent / "asyncapi-3.0.0.json").read_text()))
    document = yaml.safe_load((FOLDER / "asyncapi.yaml").read_text())
    validator.validate(document)
    shouting = {"action": "shout", "channel": {"$ref": "#/channels/station"}}
    changes: list[dict[str, Any]] = [
        {"info": {}},
        {"operations": {"fromStation": shouting}},
        {"asyncapi": "2.6.0"},
    ]
    for change in changes:
        assert not validator.is_valid({**document, **change})


def references(part: Any) -> list[str]:
    if isinstance(part, list):
        return [found for item in part for found in references(item)]
    if not isinstance(part, dict):
        return []
    own = [part["$ref"]] if "$ref" in part else []
    return own + [found for item in part.values() for found in references(item)]


def test_the_readme_explains_every_message_of_a_station() -> None:
    text = (FOLDER / "README.md").read_text()
    assert [name for name in FILES if f"`{name}" not in text and f"{name} " not in text] == []


def test_the_generated_models_are_fresh() -> None:
    command = [sys.executable, str(FOLDER / "generate.py"), "--check"]
    check = subprocess.run(command, check=False, capture_output=True, text=True)
    assert (check.returncode, check.stderr) == (0, "")
