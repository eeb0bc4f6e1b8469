"""Rights are read from a package's own file and told as the contract says."""

from pathlib import Path

import jsonschema_rs
import orjson
import pytest
from common.events import Envelope
from common.rights import DeclaredRight, RightsDeclared, _right

CONTRACTS = Path(__file__).parents[1] / "contracts"


def test_the_example_is_what_the_code_writes_and_obeys_the_schema() -> None:
    example = Envelope.decode((CONTRACTS / "rights.declared.v1.json").read_bytes())
    schema = orjson.loads((CONTRACTS / "rights.declared.v1.schema.json").read_bytes())
    jsonschema_rs.validator_for(schema).validate(dict(example.data))
    written = RightsDeclared.model_validate(example.data).model_dump(mode="json")
    assert written == dict(example.data)


def test_the_page_is_the_noun_when_it_is_left_out() -> None:
    words = {"ru": "Да", "en": "Yes"}
    assert _right("tariffs:read", words) == DeclaredRight(code="tariffs:read", page="tariffs", **words)
    assert _right("regions:read", words | {"page": "stations"}).page == "stations"
    with pytest.raises(ValueError, match="en"):
        _right("tariffs:read", {"ru": "Да"})
