"""`session.stop-requested.v1` → a stop command in the name of the system (USR-093, USR-105)."""

from collections.abc import Mapping
from typing import ClassVar, Literal
from uuid import UUID

import structlog
from common.clock import Clock
from common.consumer import ConsumerSpec, Handler
from common.events import Envelope
from common.service import Runtime
from pydantic import BaseModel, ConfigDict
from sqlalchemy.ext.asyncio import AsyncSession

from stations_api.commands.dispatch import CommandDispatch
from stations_api.commands.repository import CommandRepository
from stations_api.commands.service import CommandService, StopWanted
from stations_api.directory.repository import DirectoryRepository
from stations_api.outbox import new_outbox
from stations_api.settings import StationsSettings
from stations_api.stations.repository import StationRepository

log = structlog.get_logger()


class StopRequested(BaseModel):
    """Our view of it; other types of the topic are not for us."""

    model_config = ConfigDict(extra="ignore")
    type: ClassVar = "session.stop-requested.v1"

    station_id: UUID
    connector_number: int
    transaction_number: str
    reason: Literal["energy_limit", "user_blocked"]


class SessionStopsUnit:
    """A batch of wishes, each at most one command."""

    def __init__(self, session: AsyncSession, settings: StationsSettings, clock: Clock) -> None:
        self._service = CommandService(
            CommandRepository(session),
            StationRepository(session),
            DirectoryRepository(session),
            CommandDispatch(session, new_outbox(session, clock)),
            clock,
            settings,
        )
        self._wanted: dict[tuple[UUID, str], StopWanted] = {}

    @property
    def handlers(self) -> Mapping[str, Handler]:
        return {StopRequested.type: self._take}

    async def finish(self) -> None:
        for wanted in self._wanted.values():
            command = await self._service.stop_by_system(wanted)
            log.info("session_stop.wanted", reason=wanted.reason, command=command.number if command else None)

    async def _take(self, envelope: Envelope) -> None:
        told = StopRequested.model_validate(envelope.data)
        self._wanted[told.station_id, told.transaction_number] = StopWanted(**told.model_dump())


def session_stops_consumer(runtime: Runtime) -> ConsumerSpec:
    settings = runtime.settings
    assert isinstance(settings, StationsSettings)
    return ConsumerSpec(
        "stations.session-stops",
        ["sessions"],
        lambda session: SessionStopsUnit(session, settings, runtime.clock),
    )
