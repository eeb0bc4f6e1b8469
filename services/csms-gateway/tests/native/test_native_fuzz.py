"""Whatever a frame holds: it is read without an exception, and a numbered one becomes at least one fact.

FUZZ_COUNT mutations per run (3,000 in CI), FUZZ_SEED makes the run again.
"""

import json
import os
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from uuid import uuid4

import orjson
from csms_gateway.authorization import Authorizer
from csms_gateway.conversation import Handled
from csms_gateway.events import Delivery
from csms_gateway.model_rules import ANY
from csms_gateway.native.conversation import NativeConversation
from csms_gateway.native.frames import schemas
from csms_gateway.native.generated.messages import DURABLE, MESSAGES
from csms_gateway.native.journal import Journal
from csms_gateway.native.tools import NativeTools
from csms_gateway.replicas.credentials import CredentialReplica
from fuzz_mutator import Mutator
from gateway_support import EXAMPLES
from hypothesis import given, settings
from hypothesis import strategies as st

NOW = datetime(2026, 11, 25, tzinfo=UTC)
SHOWN = Path(__file__).parents[4] / "docs" / "native-protocol" / "schemas"
MUTATIONS = int(os.environ.get("FUZZ_COUNT", "3000"))
SEED = int(os.environ.get("FUZZ_SEED", "5"))


class Caller:
    station_id = str(uuid4())
    epoch = 1
    connector_numbers = (1, 2)
    evse_map: dict[tuple[int, int], int] = {}  # noqa: RUF012 - a fake
    rule = ANY


def conversation() -> NativeConversation:
    tools = NativeTools(Authorizer(CredentialReplica(), b"k", b"k"), lambda: 60, 300, 64)
    new = NativeConversation(Caller(), Journal(), tools)
    hello = {"type": "hello", "queue": {"id": "q", "last_sequence": 0}, "maker": "m", "model": "m"}
    new.read(orjson.dumps(hello), NOW)
    return new


def check(handled: Handled) -> None:
    for event in handled.events:
        event.encode(Caller.station_id, NOW)
    if handled.delivery is Delivery.HELD:
        assert handled.events, "an acknowledgement has something to wait for"
    if handled.reply is not None:
        assert orjson.loads(handled.reply)["type"] in MESSAGES
    if handled.action in DURABLE and "native:repeated" not in handled.deviations:
        assert handled.events or handled.is_refused, "nobody will hear of it, and the station believes it was told"


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)


@st.composite
def messages(draw: st.DrawFn) -> bytes:
    """A message of some type with members of its schema, each filled with anything."""
    kind = draw(st.sampled_from(sorted(MESSAGES)))
    members = draw(st.dictionaries(st.sampled_from(sorted(schemas()[kind].schema["properties"])), values, max_size=8))
    if draw(st.booleans()):
        members["sequence"] = draw(st.integers(1, 1 << 40))
    return json.dumps(members | {"type": kind}).encode()


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.lists(messages() | st.binary(max_size=200), max_size=6))
def test_members_of_any_kind(frames: list[bytes]) -> None:
    station = conversation()
    for frame in frames:
        check(station.read(frame, NOW))


def examples() -> list[str]:
    """The messages that the protocol's documents show, each as the first of its queue."""
    documents = [orjson.loads((SHOWN / f"{kind}.json").read_bytes()) for kind in MESSAGES]
    shown = [example for document in documents for example in document["examples"]]
    return [json.dumps({**example, "sequence": 1} if "sequence" in example else example) for example in shown]


def test_mutated_examples() -> None:
    """Good messages, spoiled in their bytes, values and structure, each with the next number of the queue."""
    station = conversation()
    for number, frame in enumerate(islice(Mutator(examples(), SEED), MUTATIONS), start=1):
        check(station.read(frame.replace(b'"sequence": 1', b'"sequence": %d' % number, 1), NOW))


def test_absurd_frames() -> None:
    station = conversation()
    for frame in (b"[" * 10_000, b'{"a":' * 10_000, b'{"type":"ack","sequence":NaN}', b'{"type":"hello"}',
                  b'{"type":"external_meter","sequence":%b}' % (b"9" * 400), b'{"type":"\xff\xfe"}',
                  b'{"type":"session_rows","sequence":3,"at":"x","connector_number":1,"rows":[{"at":"y","power_w":NaN}]}',
                  b'{"type":"heartbeat","type":"heartbeat"}'):  # fmt: skip
        check(station.read(frame, NOW))
