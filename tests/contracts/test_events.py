"""Events: one example and one schema in the owner's contracts/, a line in docs/events.md, a topic that exists."""

import json
import re
from itertools import product
from typing import Any

import jsonschema_rs
import pytest
from common.events import Envelope
from launcher.services import DATABASE_SERVICES, SERVICES, Service

from .product import ROOT, TOPICS, contract, events_of, publications

PUBLICATIONS = publications()
BOTH = pytest.mark.parametrize(("service", "kind"), PUBLICATIONS, ids=[kind for _, kind in PUBLICATIONS])


def _documented() -> set[str]:
    """Types and topics in docs/events.md; `command.delivered/answered.v1` names two."""
    named = set()
    for quoted in re.findall(r"`([a-z0-9./-]+)`", (ROOT / "docs" / "events.md").read_text()):
        named |= {".".join(parts) for parts in product(*(part.split("/") for part in quoted.split(".")))}
    return named


DOCUMENTED = _documented()


@BOTH
class TestContract:
    def test_the_example_is_an_envelope_of_its_owner(self, service: Service, kind: str) -> None:
        example = contract(service, f"{kind}.json")
        envelope = Envelope.decode(jsonable(example))
        assert (envelope.type, envelope.source) == (kind, f"/{service.name}")
        assert example["specversion"] == "1.0"

    def test_the_example_obeys_the_schema(self, service: Service, kind: str) -> None:
        schema = jsonschema_rs.validator_for(contract(service, f"{kind}.schema.json"), validate_formats=True)
        schema.validate(contract(service, f"{kind}.json")["data"])

    def test_it_is_documented(self, service: Service, kind: str) -> None:
        assert kind in DOCUMENTED


def jsonable(value: Any) -> bytes:
    return json.dumps(value).encode()


def test_an_event_has_one_owner() -> None:
    kinds = [kind for _, kind in PUBLICATIONS]
    assert sorted(set(kinds)) == sorted(kinds)


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: str(service.name))
def test_no_contract_without_an_event(service: Service) -> None:
    folder = ROOT / "services" / service.name / "contracts"
    found = {path.name for path in folder.glob("*")}
    kinds = [kind for owner, kind in PUBLICATIONS if owner is service]
    assert found == {f"{kind}{end}" for kind in kinds for end in (".json", ".schema.json")}


def test_every_topic_is_documented() -> None:
    assert TOPICS <= DOCUMENTED


def test_every_event_goes_to_a_topic_that_exists() -> None:
    events = [event for service in DATABASE_SERVICES for event in events_of(service)]
    assert {event.type for event in events if event.topic not in TOPICS} == set()
