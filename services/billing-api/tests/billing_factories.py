"""Sessions as sessions-api tells them, and tariffs as a person would write them."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import httpx
import orjson
from billing_api.charges.consumers import SessionUnit
from billing_api.charges.models import Charge
from billing_api.db import OutboxMessage
from billing_api.organizations.models import ROOT_ORGANIZATION_ID
from billing_api.payments.models import Payment, PaymentHistory
from billing_api.payments.processing import PaymentProcessor
from billing_api.payments.provider import PaymentProvider
from billing_api.sandbox.callbacks import SIGNATURE_HEADER, signature
from billing_api.sandbox.provider import SandboxProvider
from billing_api.sandbox.switches import SandboxBehaviour
from billing_api.settings import BillingSettings
from billing_api.tariffs.models import Tariff, TariffVersion
from billing_api.tariffs.terms import SINCE_EVER, ConnectorType, TariffTerms
from common.events import Envelope, encode
from common.ids import uuid7
from common.service import Runtime
from sqlalchemy import select

STARTED_AT = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
USER_ID = UUID("00000000-0000-7000-8000-00000000a001")


def session_data(
    session_id: UUID | None = None,
    *,
    revision: int = 1,
    energy_wh: int = 35_740,
    started_at: datetime = STARTED_AT,
    lasts: timedelta = timedelta(hours=1),
    payer: str = "user",
    is_open: bool = False,
    **changes: Any,
) -> dict[str, Any]:
    """Data of session.ended.v1 (or of an open session): a charge of one hour and 35.74 kWh."""
    ended_at = None if is_open else (started_at + lasts).isoformat()
    data: dict[str, Any] = {
        "session_id": str(session_id or uuid7()),
        "revision": revision,
        "station_id": "00000000-0000-7000-8000-00000000b001",
        "station_number": "1001",
        "connector_number": 1,
        "connector_type": "ccs2",
        "organization_id": str(ROOT_ORGANIZATION_ID),
        "time_zone": "Europe/Moscow",
        "state": "active" if is_open else "success",
        "is_open": is_open,
        "is_late": False,
        "started_at": started_at.isoformat(),
        "ended_at": ended_at,
        "energy_wh": energy_wh,
        "payer": {"kind": payer, "id": str(USER_ID) if payer == "user" else None, "label": "ivanov"},
        "transaction": {
            "id": str(uuid7()),
            "number": "7",
            "started_at": started_at.isoformat(),
            "ended_at": ended_at,
            "meter_start_wh": 0,
            "meter_stop_wh": None if is_open else energy_wh,
            "energy_flow_ended_at": None,
        },
    }
    return {**data, **changes}


def message(data: dict[str, Any], at: datetime | None = None, kind: str | None = None) -> bytes:
    kind = kind or ("session.updated.v1" if data["is_open"] else "session.ended.v1")
    at = at or datetime.fromisoformat(data["ended_at"] or data["started_at"]) + timedelta(seconds=1)
    return encode(kind, data, source="/sessions-api", subject=data["session_id"], time=at)


async def tell(runtime: Runtime, *told: dict[str, Any], at: datetime | None = None) -> None:
    """One batch of the sessions consumer, in one transaction."""
    assert isinstance(runtime.settings, BillingSettings)
    async with runtime.sessions.begin() as session:
        unit = SessionUnit(session, runtime.clock, runtime.settings)
        for data in told:
            envelope = Envelope.decode(message(data, at))
            await unit.handlers[envelope.type](envelope)
        await unit.finish()


def processor(runtime: Runtime, provider: PaymentProvider | None = None) -> PaymentProcessor:
    assert isinstance(runtime.settings, BillingSettings)
    provider = provider or SandboxProvider(runtime.sessions, clock=runtime.clock)
    return PaymentProcessor(runtime.sessions, provider, runtime.clock, runtime.settings)


async def process(runtime: Runtime, provider: PaymentProvider | None = None) -> None:
    """Until nothing is due any more."""
    worker = processor(runtime, provider)
    while await worker.run_once():
        pass


def provider_with(runtime: Runtime, **faults: Any) -> SandboxProvider:
    """A sandbox that misbehaves in these ways, on the runtime's clock."""
    return SandboxProvider(runtime.sessions, SandboxBehaviour(**faults), clock=runtime.clock)


async def send_call_back(client: httpx.AsyncClient, key: UUID) -> httpx.Response:
    """The provider says that it has decided about an order."""
    body = orjson.dumps({"payment_id": str(key)})
    headers = {SIGNATURE_HEADER: signature("sandbox", body), "content-type": "application/json"}
    return await client.post("/payments/callbacks/sandbox", content=body, headers=headers)


async def charge_of(runtime: Runtime, data: dict[str, Any]) -> Charge:
    async with runtime.sessions() as session:
        found = await session.scalar(select(Charge).where(Charge.session_id == UUID(data["session_id"])))
    assert found is not None, "no charge"
    return found


async def payments_of(runtime: Runtime, data: dict[str, Any]) -> Sequence[Payment]:
    statement = select(Payment).where(Payment.session_id == UUID(data["session_id"])).order_by(Payment.number)
    async with runtime.sessions() as session:
        return (await session.scalars(statement)).all()


async def history_of(runtime: Runtime, payment: Payment) -> list[PaymentHistory]:
    statement = select(PaymentHistory).where(PaymentHistory.payment_id == payment.id).order_by(PaymentHistory.id)
    async with runtime.sessions() as session:
        return list(await session.scalars(statement))


def terms(**changes: Any) -> TariffTerms:
    values: dict[str, Any] = {
        "name": "Тариф",
        "price_kwh": Decimal("22.00"),
        "valid_from": SINCE_EVER,
        "connector_types": list(ConnectorType),
    }
    return TariffTerms.model_validate({**values, **changes})


async def make_tariff(
    runtime: Runtime, *, organization_id: UUID = ROOT_ORGANIZATION_ID, since: datetime = SINCE_EVER, **changes: Any
) -> UUID:
    """A tariff with one version, as if written down at `since`."""
    agreed, tariff_id = terms(**changes), uuid7()
    tariff = Tariff(id=tariff_id, organization_id=organization_id, revision=1, **agreed.model_dump())
    version = TariffVersion(
        tariff_id=tariff_id,
        revision=1,
        organization_id=organization_id,
        since=since,
        terms=agreed.model_dump(mode="json"),
    )
    async with runtime.sessions.begin() as session:
        session.add(tariff)
        await session.flush()
        session.add(version)
    return tariff_id


async def audited(runtime: Runtime) -> list[dict[str, Any]]:
    """The records for the security log, in their order."""
    statement = select(OutboxMessage).where(OutboxMessage.topic == "audit").order_by(OutboxMessage.id)
    async with runtime.sessions() as session:
        return [orjson.loads(row.payload or b"")["data"] for row in await session.scalars(statement)]
