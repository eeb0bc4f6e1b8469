"""What we promise on `sessions`, and that we can read what gateway, stations and billing promise."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from common.events import Envelope, Event
from pydantic import BaseModel
from sessions_api.charges.copy import ChargePriced
from sessions_api.commands.replica import CommandFact
from sessions_api.facts import MeterValues, StatusChanged, TransactionEnded, TransactionStarted
from sessions_api.reconciliation.unit import _FACTS
from sessions_api.reports.facts import NativeReport
from sessions_api.sessions.events import (
    SessionEnded,
    SessionEventData,
    SessionStarted,
    SessionStopRequested,
    SessionUpdated,
)
from sessions_api.stations.replica import StationSnapshot
from sessions_api.users.replica import UserSnapshot

from .factories import NOW, Plug

SERVICES = Path(__file__).parents[2]
CONTRACTS = SERVICES / "sessions-api" / "contracts"
STAGES: list[type[SessionEventData]] = [SessionStarted, SessionUpdated, SessionEnded]
EVENTS: list[type[Event]] = [*STAGES, SessionStopRequested]


def validator(kind: str) -> jsonschema_rs.Validator:
    return jsonschema_rs.validator_for(
        json.loads((CONTRACTS / f"{kind}.schema.json").read_text()), validate_formats=True
    )


def example(service: str, kind: str) -> dict[str, Any]:
    path = SERVICES / service / "contracts" / f"{kind}.json"
    data: dict[str, Any] = json.loads(path.read_text())["data"]
    return data


@pytest.mark.parametrize("event", EVENTS)
def test_our_example_is_an_envelope_that_holds_to_its_schema(event: type[Event]) -> None:
    envelope = Envelope.decode((CONTRACTS / f"{event.type}.json").read_bytes())
    assert (envelope.type, envelope.subject) == (event.type, envelope.data["session_id"])
    validator(event.type).validate(dict(envelope.data))


@pytest.mark.parametrize("event", EVENTS)
def test_the_schema_promises_every_field_that_we_publish_and_no_other(event: type[Event]) -> None:
    schema = json.loads((CONTRACTS / f"{event.type}.schema.json").read_text())
    assert set(schema["required"]) == set(schema["properties"]) == set(event.model_fields)
    read = event.model_validate(example("sessions-api", event.type))
    assert json.loads(read.model_dump_json()) == example("sessions-api", event.type)


def test_there_is_a_contract_for_every_event_and_no_other() -> None:
    names = {path.name.removesuffix(".schema.json") for path in CONTRACTS.glob("*.schema.json")}
    assert names == {event.type for event in EVENTS}


async def test_what_is_really_published_holds_to_the_schemas(feed, announced) -> None:
    plug = Plug()
    await feed(plug.snapshot(), plug.status("ready", 0))
    await feed(plug.start(at=1), plug.status("in_progress", 1), plug.meter(at=5, wh=1500, SoC="50"))
    await feed(plug.status("in_progress", 20, mark="suspended_by_vehicle"), plug.stop(at=30))
    await feed(plug.status("available", 35))
    told = await announced(plug.station_id)
    assert {kind for kind, _ in told} == {event.type for event in STAGES}
    for kind, data in told:
        validator(kind).validate(data)


READ: dict[str, Mapping[str, type[BaseModel]]] = {
    "csms-gateway": {**_FACTS, "native.reported.v1": NativeReport},
    "stations-api": {
        "station.snapshot.v1": StationSnapshot,
        "command.created.v1": CommandFact,
        "command.changed.v1": CommandFact,
    },
    "billing-api": {"charge.priced.v1": ChargePriced},
    "identity-api": {"user.snapshot.v1": UserSnapshot},
}


OF_SOME = {
    *("transaction_number", "connector_number", "start_source", "stop_source", "session_number", "session_flags"),
    "limits",
}
"""Fields that only some protocols tell (native: source, session number, flags, limits); an example is of one."""
OF_ENVELOPE = {"received_at", "fact_id"}
"""Where the fact has no time, the envelope's stands for it; the id is the envelope's."""


@pytest.mark.parametrize(("service", "kind"), [(service, kind) for service, models in READ.items() for kind in models])
def test_we_read_what_the_others_promise(service: str, kind: str) -> None:
    data = example(service, kind)
    read = READ[service][kind].model_validate({"received_at": NOW, **data})
    for name in type(read).model_fields:
        assert name in data or name in OF_SOME | OF_ENVELOPE, f"{kind} promises no {name}"


def test_the_gateways_words_are_ours() -> None:
    started = TransactionStarted.model_validate(example("csms-gateway", "transaction.started.v1"))
    ended = TransactionEnded.model_validate(example("csms-gateway", "transaction.ended.v1"))
    values = MeterValues.model_validate(example("csms-gateway", "transaction.meter-values.v1"))
    status = StatusChanged.model_validate(example("csms-gateway", "connector.status-changed.v1"))
    assert started.transaction_number == ended.transaction_number == values.transaction_number
    assert started.token.kind == "rfid"
    assert values.samples
    assert status.mark == "suspended_by_vehicle"
