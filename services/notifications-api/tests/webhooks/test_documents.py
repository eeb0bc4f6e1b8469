"""docs/webhooks holds schema and example of every event type, as the code has them."""

from pathlib import Path

import jsonschema_rs
import orjson
import pytest
from common.events import Envelope
from notifications_api.public_events.bodies import body_of, example_body, schema_of
from notifications_api.public_events.catalogue import CATALOGUE
from notifications_api.public_events.translation import PUBLIC, translated

ROOT = Path(__file__).parents[4]
FOLDER = ROOT / "docs" / "webhooks"
CONTRACTS = {path.name: path for path in (ROOT / "services").glob("*/contracts/*.json")}
"""Regenerate with `python -m notifications_api.public_events docs/webhooks`."""


@pytest.mark.parametrize("event_type", CATALOGUE)
def test_the_files_are_fresh(event_type: str) -> None:
    assert orjson.loads((FOLDER / f"{event_type}.schema.json").read_bytes()) == schema_of(event_type)
    assert orjson.loads((FOLDER / f"{event_type}.json").read_bytes()) == example_body(event_type)


@pytest.mark.parametrize("event_type", CATALOGUE)
def test_the_examples_obey_their_schemas(event_type: str) -> None:
    jsonschema_rs.validator_for(schema_of(event_type), validate_formats=True).validate(example_body(event_type))


def test_the_examples_tell_one_evening_that_can_happen() -> None:
    session = {stage: example_body(f"session.{stage}")["data"] for stage in ("started", "updated", "ended")}
    assert [one["is_open"] for one in session.values()] == [True, True, False]
    assert [one["ended_at"] is None for one in session.values()] == [True, True, False]
    assert len({one["session_id"] for one in session.values()}) == 1
    transaction, charge = session["ended"]["transaction"], example_body("charge.priced")["data"]
    assert session["ended"]["energy_wh"] == transaction["meter_stop_wh"] - transaction["meter_start_wh"]
    assert (charge["session_id"], charge["revision"]) == (
        session["ended"]["session_id"],
        session["ended"]["revision"],
    )
    assert charge["amount"] == example_body("payment.changed")["data"]["amount"]
    assert example_body("incident.opened")["data"]["resolved_at"] is None
    assert example_body("command.created")["data"]["observed_at"] is None


def test_there_is_nothing_else() -> None:
    names = {f"{name}{end}" for name in CATALOGUE for end in (".json", ".schema.json")}
    assert {path.name for path in FOLDER.glob("*.json")} == names


@pytest.mark.parametrize("kind", PUBLIC)
def test_what_the_owners_publish_becomes_a_valid_body(kind: str) -> None:
    """From the owner's own example, through the translation, against the published schema."""
    event = translated(Envelope.decode(CONTRACTS[f"{kind}.json"].read_bytes()))
    body = body_of(event.id, event.type, event.envelope.time, event.organization_id, event.data("CP-1"))
    jsonschema_rs.validator_for(schema_of(event.type), validate_formats=True).validate(orjson.loads(body))
