"""What we publish obeys our schema and is our example; what others publish can be read."""

from pathlib import Path
from typing import Any

import jsonschema_rs
import orjson
from common.events import Envelope, encode
from updates_api.firmware.consumers import FirmwareStatusChanged
from updates_api.software.consumers import Booted
from updates_api.software.events import SoftwareReported
from updates_api.stations.consumers import StationTold

SERVICES = Path(__file__).parents[2]
CONTRACTS = SERVICES / "updates-api" / "contracts"


def data_of(service: str, event_type: str) -> dict[str, Any]:
    return dict(Envelope.decode((SERVICES / service / "contracts" / f"{event_type}.json").read_bytes()).data)


def test_the_code_writes_the_example_and_it_obeys_the_schema() -> None:
    example = data_of("updates-api", SoftwareReported.type)
    schema = orjson.loads((CONTRACTS / f"{SoftwareReported.type}.schema.json").read_bytes())
    event = SoftwareReported.model_validate(example)
    raw = encode(event.type, event.model_dump(), source="s", subject="s", time=event.since)
    assert orjson.loads(raw)["data"] == example
    jsonschema_rs.validator_for(schema, validate_formats=True).validate(example)


def test_reads_what_the_gateway_publishes() -> None:
    assert Booted.model_validate(data_of("csms-gateway", Booted.type)).firmware_version


def test_reads_how_far_an_update_is() -> None:
    assert FirmwareStatusChanged.model_validate(data_of("csms-gateway", FirmwareStatusChanged.type)).status


def test_reads_what_stations_api_publishes() -> None:
    assert StationTold.model_validate(data_of("stations-api", StationTold.type)).number
