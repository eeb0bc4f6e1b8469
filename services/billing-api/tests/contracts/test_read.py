"""What billing reads of the others' events, against the examples that their owners promise."""

from pathlib import Path

import pytest
from billing_api.charges.consumers import SessionUnit
from billing_api.charges.models import SessionPaymentStatus
from billing_api.organizations.consumers import OrganizationSnapshot
from billing_api.settings import BillingSettings
from billing_factories import charge_of
from common.events import Envelope
from common.service import Runtime

SERVICES = Path(__file__).parents[3]


def example(service: str, event: str) -> Envelope:
    path = SERVICES / service / "contracts" / f"{event}.json"
    if not path.exists():
        pytest.skip(f"{service} is not here")
    return Envelope.decode(path.read_bytes())


@pytest.mark.parametrize(
    ("event", "status"),
    [
        ("session.started.v1", {SessionPaymentStatus.not_calculated, SessionPaymentStatus.interim_calculation}),
        ("session.updated.v1", {SessionPaymentStatus.interim_calculation}),
        ("session.ended.v1", {SessionPaymentStatus.payment_preparation}),
    ],
)
async def test_sessions_are_priced(fresh: Runtime, event: str, status: set[SessionPaymentStatus]) -> None:
    told = example("sessions-api", event)
    assert isinstance(fresh.settings, BillingSettings)
    async with fresh.sessions.begin() as session:
        unit = SessionUnit(session, fresh.clock, fresh.settings)
        await unit.handlers[event](told)
        await unit.finish()
    charge = await charge_of(fresh, dict(told.data))
    assert charge.payment_status in status
    assert charge.session_revision == told.data["revision"]


def test_organizations_are_read() -> None:
    told = example("identity-api", "organization.snapshot.v1")
    assert str(OrganizationSnapshot.model_validate(told.data).organization_id) == told.data["organization_id"]
