"""Published events: the example is what the code writes, and what is really announced obeys the schema."""

from pathlib import Path
from typing import Any

import jsonschema_rs
import orjson
import pytest
from billing_api.charges.events import ChargePriced
from billing_api.db import OutboxMessage
from billing_api.debts.events import DebtorSnapshot
from billing_api.payments.events import PaymentChanged
from billing_api.sandbox.provider import SandboxProvider
from billing_api.sandbox.switches import SandboxBehaviour
from billing_factories import process, session_data, tell
from common.events import Envelope, Event, encode
from common.service import Runtime
from sqlalchemy import select

CONTRACTS = Path(__file__).parents[2] / "contracts"
EVENTS: list[type[Event]] = [ChargePriced, DebtorSnapshot, PaymentChanged]


def example(kind: type[Event]) -> Envelope:
    return Envelope.decode((CONTRACTS / f"{kind.type}.json").read_bytes())


def schema(event_type: str) -> Any:
    body = orjson.loads((CONTRACTS / f"{event_type}.schema.json").read_bytes())
    return jsonschema_rs.validator_for(body, validate_formats=True)


@pytest.mark.parametrize("kind", EVENTS, ids=lambda kind: str(kind.type))
class TestExample:
    def test_it_obeys_the_schema(self, kind: type[Event]) -> None:
        schema(kind.type).validate(dict(example(kind).data))

    def test_the_code_writes_exactly_this(self, kind: type[Event]) -> None:
        told = example(kind)
        event = kind.model_validate(told.data)
        written = encode(kind.type, event.model_dump(), source="billing-api", subject=told.subject, time=told.time)
        assert orjson.loads(written)["data"] == told.data
        assert told.type == kind.type


async def test_what_is_really_announced_obeys_the_schemas(fresh: Runtime) -> None:
    data = session_data()
    await tell(fresh, session_data(data["session_id"], is_open=True, revision=0))
    await tell(fresh, data)
    await process(fresh)
    await tell(fresh, session_data(data["session_id"], revision=2, energy_wh=1_000))
    await process(fresh)
    await tell(fresh, session_data())
    await process(fresh, SandboxProvider(fresh.sessions, SandboxBehaviour(refuse_all=True)))
    async with fresh.sessions() as session:
        own = select(OutboxMessage).where(OutboxMessage.topic != "audit")  # its schema is common's
        rows = (await session.scalars(own.order_by(OutboxMessage.id))).all()
    assert {row.type for row in rows} == {kind.type for kind in EVENTS}
    for row in rows:
        assert row.payload is not None
        schema(row.type).validate(orjson.loads(row.payload)["data"])


def test_every_contract_belongs_to_an_event() -> None:
    names = {f"{kind.type}{end}" for kind in EVENTS for end in (".json", ".schema.json")}
    assert {path.name for path in CONTRACTS.iterdir()} == names
