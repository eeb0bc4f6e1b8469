"""Fixtures of webhooks: organisations, a client, a receiver, a consumer's batch, a dispatcher; messages."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime, timedelta
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import orjson
import pytest
import pytest_asyncio
from common.db import Sessions
from common.events import Envelope, encode
from common.service import Runtime, create_app
from common.testing.helpers import FakeClock, bearer, trusting_authenticator
from common.testing.plugin import settings_from
from notifications_api.deliveries.consumers import WebhookUnit
from notifications_api.deliveries.dispatcher import Dispatcher
from notifications_api.directory.models import Organization, Station
from notifications_api.main import service
from notifications_api.sending.sender import Sender
from notifications_api.settings import NotificationsSettings
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine
from webhook_receiver import Receiver, receiving

WRITER = bearer("webhooks:read", "webhooks:write")
ROOT, ACME, OTHER = (UUID(int=0x1000 + number) for number in range(3))
STATION, STRANGE_STATION = UUID(int=0x2001), UUID(int=0x2002)


@pytest.fixture(scope="module")
def webhook_settings(database_url: str) -> NotificationsSettings:
    """Of tests that need no Kafka; loopback is allowed, because the receivers are there."""
    settings = settings_from(NotificationsSettings, {"DATABASE_URL": database_url, "WEBHOOK_TIMEOUT_SECONDS": "2"})
    return settings.model_copy(update={"webhook_allowed_networks": (ip_network("127.0.0.0/8"),)})


@pytest_asyncio.fixture
async def fresh(
    webhook_settings: NotificationsSettings, engine: AsyncEngine, sessions: Sessions, clock: FakeClock
) -> Runtime:
    """The module's database with nothing in it but three organisations (ACME and OTHER below ROOT) and two stations."""
    async with engine.begin() as connection:
        names = await connection.scalars(
            text("select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace")
        )
        tables = ", ".join(f'"{name}"' for name in names if name != "alembic_version")
        await connection.execute(text(f"truncate {tables}"))
    async with sessions.begin() as session:
        session.add_all([Organization(id=ROOT), Organization(id=ACME, parent_id=ROOT)])
        session.add(Organization(id=OTHER, parent_id=ROOT))
        session.add(Station(id=STATION, number="CP-1", organization_id=ACME))
        session.add(Station(id=STRANGE_STATION, number="CP-2", organization_id=OTHER))
    return Runtime(webhook_settings, engine, sessions, clock)


@pytest_asyncio.fixture
async def client(fresh: Runtime, webhook_settings: NotificationsSettings) -> AsyncIterator[httpx.AsyncClient]:
    app = create_app(service(webhook_settings), "api", fresh)
    app.state.authenticator = trusting_authenticator()
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://notify/api/v1") as client:
        yield client


@pytest_asyncio.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with receiving() as one:
        yield one


@pytest.fixture
def subscribe(client: httpx.AsyncClient, receiver: Receiver) -> Callable[..., Awaitable[Any]]:
    """`await subscribe("session.*", organization_id=…)`: a webhook to the receiver, with its secret."""

    async def make(*event_types: str, **changes: Any) -> Any:
        organization = changes.pop("organization_id", None)
        draft = {"name": "ERP", "url": receiver.url, "event_types": event_types or ["*"], **changes}
        answer = await client.post(
            "/webhooks", json=draft | {"organization_id": str(organization) if organization else None}, headers=WRITER
        )
        assert answer.status_code == 201, answer.text
        return answer.json()

    return make


def told(kind: str, data: dict[str, Any], at: datetime) -> Envelope:
    return Envelope.decode(encode(kind, data, source="/test", subject="x", time=at))


@pytest.fixture
def tell(fresh: Runtime, clock: FakeClock) -> Callable[..., Awaitable[list[str]]]:
    """`await tell(("session.ended.v1", data), …)`: one batch of the consumer; the ids of its messages."""

    async def send(*messages: tuple[str, dict[str, Any]], at: datetime | None = None) -> list[str]:
        envelopes = [told(kind, data, at or clock.now()) for kind, data in messages]
        async with fresh.sessions.begin() as session:
            unit = WebhookUnit(session, clock, timedelta(hours=72))
            for envelope in envelopes:
                await unit.handlers[envelope.type](envelope)
            await unit.finish()
        return [envelope.id for envelope in envelopes]

    return send


@pytest.fixture
def deliver(fresh: Runtime, webhook_settings: NotificationsSettings, clock: FakeClock) -> Callable[[], Awaitable[int]]:
    """Sends whatever is due, until nothing is any more; the number of requests."""
    dispatcher = Dispatcher(fresh.sessions, Sender(webhook_settings.address_rules, 2), clock, webhook_settings)

    async def run() -> int:
        count = 0
        while begun := await dispatcher.run_once():
            await dispatcher.settle()
            count += begun
        return count

    return run


def connected(station: UUID = STATION) -> tuple[str, dict[str, Any]]:
    return "station.connected.v1", {"station_id": str(station), "epoch": 1, "protocol": "ocpp1.6"}


def payment(number: int = 1, organization: UUID = ACME, payment_id: UUID | None = None) -> tuple[str, dict[str, Any]]:
    return "payment.changed.v1", {
        "payment_id": str(payment_id or uuid4()),
        "number": f"{40_000_020_000_000 + number}",
        "session_id": str(uuid4()),
        "operation": "payment",
        "status": "completed",
        "amount": "994.62",
        "currency": "RUB",
        "organization_id": str(organization),
        "error": None,
        "version": number,
    }


def contract(service_name: str, event: str) -> tuple[str, dict[str, Any]]:
    """The owner's own example of an event."""
    path = Path(__file__).parents[2] / service_name / "contracts" / f"{event}.json"
    return event, orjson.loads(path.read_bytes())["data"]
