"""Other services' example messages can be read here, each by our own small model."""

from pathlib import Path

import orjson
import pytest
from common.events import Envelope
from notifications_api.stream.events import MODELS, read

OWNERS = {
    "station.snapshot.v1": "services/stations-api",
    "command.created.v1": "services/stations-api",
    "command.changed.v1": "services/stations-api",
    "session.started.v1": "services/sessions-api",
    "session.updated.v1": "services/sessions-api",
    "session.ended.v1": "services/sessions-api",
    "charge.priced.v1": "services/billing-api",
    "payment.changed.v1": "services/billing-api",
    "things.changed.v1": "libs/common",
}


@pytest.mark.parametrize("event_type", MODELS)
def test_the_owners_example_becomes_ours(event_type: str, repository_root: Path) -> None:
    owner = OWNERS.get(event_type, "services/csms-gateway")
    raw = (repository_root / owner / "contracts" / f"{event_type}.json").read_bytes()
    envelope = Envelope.decode(raw)
    ours = read(envelope.type, envelope.data)
    told = orjson.loads(ours.model_dump_json())
    assert told == {name: envelope.data[name] for name in told}
