"""The same kinds of oddities in every message of the native protocol."""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import orjson
import pytest
from csms_gateway.authorization import Authorizer
from csms_gateway.conversation import Handled
from csms_gateway.events import Delivery
from csms_gateway.model_rules import ANY
from csms_gateway.native.conversation import NativeConversation
from csms_gateway.native.frames import schemas
from csms_gateway.native.generated.messages import DURABLE
from csms_gateway.native.journal import Journal
from csms_gateway.native.tools import NativeTools
from csms_gateway.replicas.credentials import CredentialReplica
from oddity_examples import valid
from oddity_kinds import KINDS, Kind, mapped

NOW = datetime(2026, 11, 25, 10, 0, 1, tzinfo=UTC)
VALUES = [kind for kind in KINDS if kind.change is not None]
_MEMBERS = {"type", "sequence"}
"""Without a type there is no message, without a number no durable one."""


class Caller:
    station_id = str(uuid4())
    epoch = 1
    connector_numbers = (1,)
    evse_map: dict[tuple[int, int], int] = {}  # noqa: RUF012 - a fake
    rule = ANY


def take(message: dict[str, Any]) -> Handled:
    tools = NativeTools(Authorizer(CredentialReplica(), b"k", b"k"), lambda: 60, 300, 64)
    station = NativeConversation(Caller(), Journal(), tools)
    station.read(b'{"type":"hello","queue":{"id":"q","last_sequence":0},"maker":"m","model":"m"}', NOW)
    handled = station.read(json.dumps(message).encode(), NOW)
    assert isinstance(handled, Handled)
    return handled


def told(handled: Handled) -> list[Any]:
    """The facts without what depends on the text of a time: bodies are passed on as they were told."""
    return [
        (event.type, _timeless(orjson.loads(event.encode(Caller.station_id, NOW))["data"])) for event in handled.events
    ]


def _timeless(value: Any) -> Any:
    if isinstance(value, list):
        return [_timeless(item) for item in value]
    if not isinstance(value, dict):
        return value
    left_out = {"deviations", "transaction_key", "at"}
    return {name: _timeless(item) for name, item in value.items() if name not in left_out and name[-3:] != "_at"}


@pytest.mark.parametrize("kind", VALUES, ids=lambda kind: kind.name)
@pytest.mark.parametrize("name", sorted(DURABLE))
def test_it_is_stored_and_means_what_it_can(name: str, kind: Kind) -> None:
    schema = schemas()[name].schema
    plain = valid(schema) | {"type": name, "sequence": 1}
    assert kind.change is not None
    bent = mapped(plain, schema, kind.change)
    if not isinstance(bent, dict):
        bent = bent[0]  # the message itself is no list: only what it holds can be wrapped
    odd = {member: item for member, item in bent.items() if member.lower() not in _MEMBERS}
    handled = take(odd | {"type": name, "sequence": 1})
    assert handled.delivery is Delivery.HELD, "a durable message that is not acknowledged comes for ever"
    assert handled.events
    if handled.is_refused:
        assert kind.may_refuse or not kind.is_same, (odd, handled.reply)
        assert handled.events[0].type == "frame.rejected.v1"
    if kind.is_same:
        assert told(handled) == told(take(plain)), odd
