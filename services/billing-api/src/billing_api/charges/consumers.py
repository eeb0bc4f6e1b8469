"""Sessions of sessions-api become charges. Of a batch only the latest revision of each session is calculated."""

from collections.abc import Mapping
from uuid import UUID

from common.clock import Clock
from common.consumer import ConsumerSpec, Handler
from common.events import Envelope
from common.service import Runtime
from sqlalchemy.ext.asyncio import AsyncSession

from billing_api.charges.facts import SessionFacts, Told
from billing_api.charges.service import ChargeService
from billing_api.sandbox.provider import SandboxProvider
from billing_api.settings import BillingSettings


class SessionUnit:
    def __init__(self, session: AsyncSession, clock: Clock, settings: BillingSettings) -> None:
        self._service = ChargeService(
            session,
            clock,
            currency=settings.currency,
            provider=SandboxProvider.name,
            preauthorization=settings.preauthorization_amount,
        )
        self._latest: dict[UUID, Told] = {}

    @property
    def handlers(self) -> Mapping[str, Handler]:
        return {
            "session.started.v1": self._note,
            "session.updated.v1": self._note,
            "session.ended.v1": self._note,
        }

    async def _note(self, envelope: Envelope) -> None:
        told = Told(facts=SessionFacts.model_validate(envelope.data), at=envelope.time)
        known = self._latest.get(told.facts.session_id)
        if known is None or told.facts.revision > known.facts.revision:
            self._latest[told.facts.session_id] = told

    async def finish(self) -> None:
        if self._latest:
            await self._service.reprice(list(self._latest.values()))


def sessions_consumer(runtime: Runtime) -> ConsumerSpec:
    settings = runtime.settings
    assert isinstance(settings, BillingSettings)

    def unit(session: AsyncSession) -> SessionUnit:
        return SessionUnit(session, runtime.clock, settings)

    return ConsumerSpec(name="billing.sessions", topics=["sessions"], unit=unit)
