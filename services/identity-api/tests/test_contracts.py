"""Published events: the example is what the code writes, and what the code writes obeys the schema."""

from pathlib import Path
from typing import Any

import httpx
import jsonschema_rs
import orjson
import pytest
from common.events import Envelope, Event, encode
from identity_api.credentials.events import CredentialSnapshot
from identity_api.organizations.events import OrganizationSnapshot
from identity_api.revocations.events import AccessRevoked
from identity_api.users.events import UserSnapshot

CONTRACTS = Path(__file__).parents[1] / "contracts"
EVENTS: list[type[Event]] = [AccessRevoked, CredentialSnapshot, OrganizationSnapshot, UserSnapshot]


def _example(kind: type[Event]) -> bytes:
    return (CONTRACTS / f"{kind.type}.json").read_bytes()


def _schema(event_type: str) -> Any:
    schema = orjson.loads((CONTRACTS / f"{event_type}.schema.json").read_bytes())
    return jsonschema_rs.validator_for(schema, validate_formats=True)


@pytest.mark.parametrize("kind", EVENTS, ids=lambda kind: str(kind.type))
class TestExample:
    def test_it_obeys_the_schema(self, kind: type[Event]) -> None:
        _schema(kind.type).validate(dict(Envelope.decode(_example(kind)).data))

    def test_the_code_writes_exactly_this(self, kind: type[Event]) -> None:
        example = Envelope.decode(_example(kind))
        event = kind.model_validate(example.data)
        written = encode(
            kind.type, event.model_dump(), source="identity-api", subject=example.subject, time=example.time
        )
        assert orjson.loads(written)["data"] == example.data
        assert example.type == kind.type


async def test_what_is_really_announced_obeys_the_schemas(
    make_user: Any, bind_card: Any, outbox: Any, admin: httpx.AsyncClient
) -> None:
    user = await make_user()
    await admin.post(f"/users/{user['id']}/sign-out")
    await bind_card(user["id"])
    messages = [message for message in await outbox() if message.topic != "audit"]
    assert {message.type for message in messages} == {kind.type for kind in EVENTS}
    for message in messages:
        _schema(message.type).validate(orjson.loads(message.payload)["data"])


def test_every_contract_belongs_to_an_event() -> None:
    assert {path.name for path in CONTRACTS.iterdir()} == {
        f"{kind.type}{end}" for kind in EVENTS for end in (".json", ".schema.json")
    }
