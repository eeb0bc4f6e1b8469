from collections.abc import Mapping
from uuid import UUID

from common.clock import Clock
from common.consumer import ConsumerSpec, Handler
from common.events import Envelope
from common.service import Runtime
from sqlalchemy.ext.asyncio import AsyncSession

from identity_api.consumption.service import ConsumptionService
from identity_api.consumption.told import TYPES, SessionTold


class ConsumptionUnit:
    """One batch, folded to the last revision of each session."""

    def __init__(self, session: AsyncSession, clock: Clock) -> None:
        self._service = ConsumptionService(session, clock)
        self._told: dict[UUID, SessionTold] = {}

    @property
    def handlers(self) -> Mapping[str, Handler]:
        return dict.fromkeys(TYPES, self._take)

    async def finish(self) -> None:
        if self._told:
            await self._service.count(list(self._told.values()))

    async def _take(self, envelope: Envelope) -> None:
        told = SessionTold.model_validate(envelope.data)
        known = self._told.get(told.session_id)
        if known is None or known.revision < told.revision:
            self._told[told.session_id] = told


def sessions_reader(runtime: Runtime) -> ConsumerSpec:
    return ConsumerSpec(
        name="consumption", topics=("sessions",), unit=lambda session: ConsumptionUnit(session, runtime.clock)
    )
