"""What we publish obeys our schemas and is our examples; what the gateway publishes can be read."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import jsonschema_rs
import msgspec
import orjson
import pytest
from common.db import Sessions
from common.events import Envelope, Event, encode
from stations_api.commands.events import CommandChanged, CommandCreated, CommandRequested
from stations_api.commands.kinds import RULES, CommandKind
from stations_api.incidents.events import IncidentOpened, IncidentResolved
from stations_api.protocol_log.consumers import FrameLogged
from stations_api.station_events.base import Fact
from stations_api.station_events.facts import FACTS, read_fact
from stations_api.stations.events import StationSnapshot
from stations_api.unknown_stations.consumers import UnknownSeen
from stations_support import Gateway, Maker, Operator, Worker, published

CONTRACTS = Path(__file__).parents[1] / "contracts"
GATEWAY_CONTRACTS = Path(__file__).parents[2] / "csms-gateway" / "contracts"
EVENTS: list[type[Event]] = [
    StationSnapshot,
    CommandCreated,
    CommandChanged,
    CommandRequested,
    IncidentOpened,
    IncidentResolved,
]


def example_of(kind: type[Event]) -> Envelope:
    return Envelope.decode((CONTRACTS / f"{kind.type}.json").read_bytes())


def schema_of(event_type: str) -> Any:
    schema = orjson.loads((CONTRACTS / f"{event_type}.schema.json").read_bytes())
    return jsonschema_rs.validator_for(schema, validate_formats=True)


@pytest.mark.parametrize("kind", EVENTS, ids=lambda kind: str(kind.type))
class TestExample:
    def test_it_obeys_the_schema(self, kind: type[Event]) -> None:
        schema_of(kind.type).validate(dict(example_of(kind).data))

    def test_the_code_writes_exactly_this(self, kind: type[Event]) -> None:
        example = example_of(kind)
        event = kind.model_validate(example.data)
        raw = encode(kind.type, event.model_dump(), source="s", subject=example.subject, time=example.time)
        assert orjson.loads(raw)["data"] == example.data
        assert example.type == kind.type


def test_the_contracts_name_every_kind_of_command() -> None:
    """What is sent is what stations understand: our own changes of state go out as changes of availability."""
    sent = {kind for kind in CommandKind if RULES[kind].operative is None and not RULES[kind].is_ours}
    for event_type, kinds in (
        ("command.created.v1", set(CommandKind)),
        ("command.changed.v1", set(CommandKind)),
        ("command.requested.v1", sent),
    ):
        schema = orjson.loads((CONTRACTS / f"{event_type}.schema.json").read_bytes())
        assert set(schema["properties"]["kind"]["enum"]) == kinds


def test_every_contract_belongs_to_an_event() -> None:
    names = {f"{kind.type}{end}" for kind in EVENTS for end in (".json", ".schema.json")}
    assert {path.name for path in CONTRACTS.iterdir()} == names


async def test_what_is_really_published_obeys_the_schemas(
    operator: Operator,
    worker: Worker,
    gateway_of: Callable[..., Gateway],
    make_user: Maker,
    sessions: Sessions,
) -> None:
    station = await operator.station()
    gateway, payer = gateway_of(station), {"kind": "user", "id": str(await make_user())}
    await worker.apply(gateway.connected(), gateway.booted(), gateway.status(3))
    command = await operator.command(station, "start_session", connector_number=1, payer=payer)
    closing = await operator.command(station, "change_availability", parameters={"operative": False})
    await worker.apply(gateway.delivered(command), gateway.answered(command), gateway.answered(closing, "rejected"))
    await worker.apply(gateway.status(1, "Faulted"), gateway.status(1, "Available"))
    events = await published(sessions, station["id"])
    assert {event["type"] for event in events} == {kind.type for kind in EVENTS}
    for event in events:
        schema_of(event["type"]).validate(event["data"])


@pytest.mark.parametrize("kind", FACTS, ids=lambda kind: str(kind.type))
def test_reads_what_the_gateway_publishes(kind: type[Fact]) -> None:
    raw = (GATEWAY_CONTRACTS / f"{kind.type}.json").read_bytes()
    fact = read_fact(Envelope.decode(raw))
    assert isinstance(fact, kind)
    assert fact.station_id == UUID(orjson.loads(raw)["data"]["station_id"])


def test_reads_who_knocked_and_what_was_said() -> None:
    seen = Envelope.decode((GATEWAY_CONTRACTS / f"{UnknownSeen.type}.json").read_bytes())
    assert UnknownSeen.model_validate(seen.data).identity == seen.data["identity"]
    frame = Envelope.decode((GATEWAY_CONTRACTS / f"{FrameLogged.type}.json").read_bytes())
    assert msgspec.convert(frame.data, FrameLogged).raw == frame.data["raw"]
