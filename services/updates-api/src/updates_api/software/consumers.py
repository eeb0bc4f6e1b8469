"""What stations say of their software: when they boot (BootNotification, OCPP 1.6, 4.2), and while they update it."""

from collections.abc import Mapping
from typing import ClassVar
from uuid import UUID

from common.clock import Clock
from common.consumer import ConsumerSpec, Handler
from common.events import Envelope
from common.outbox import Outbox
from common.service import Runtime
from pydantic import BaseModel, ConfigDict, field_validator
from sqlalchemy.ext.asyncio import AsyncSession

from updates_api.db import OutboxMessage
from updates_api.firmware.consumers import FirmwareFold, FirmwareStatusChanged
from updates_api.software.events import SoftwareReported
from updates_api.software.models import SoftwareVersion
from updates_api.software.repository import SoftwareRepository


class Booted(BaseModel):
    """Our view of `station.booted.v1`; `at` is the envelope's time."""

    model_config = ConfigDict(extra="ignore", frozen=True)
    type: ClassVar = "station.booted.v1"

    station_id: UUID
    firmware_version: str | None = None

    @field_validator("firmware_version")
    @classmethod
    def _without_nul(cls, value: str | None) -> str | None:
        """Some stations pad their texts with NUL, which PostgreSQL takes in no text."""
        return value.replace("\x00", "").strip() if value else None


class SoftwareUnit:
    """One batch: most boots tell what is known, so they cost one read together and no write."""

    def __init__(self, session: AsyncSession, clock: Clock) -> None:
        self._versions = SoftwareRepository(session)
        self._outbox = Outbox(session, OutboxMessage, "updates-api", clock)
        self._told: list[tuple[Booted, Envelope]] = []
        self._firmware = FirmwareFold(session)

    @property
    def handlers(self) -> Mapping[str, Handler]:
        return {Booted.type: self._keep, FirmwareStatusChanged.type: self._firmware.keep}

    async def finish(self) -> None:
        await self._firmware.finish()
        if not self._told:
            return
        current = await self._versions.lock_current({boot.station_id for boot, _ in self._told})
        for boot, envelope in self._told:
            following = _following(current.get(boot.station_id), boot, envelope)
            if following is not None:
                current[boot.station_id] = following
                await self._announce(following)

    async def _keep(self, envelope: Envelope) -> None:
        boot = Booted.model_validate(envelope.data)
        if boot.firmware_version:
            self._told.append((boot, envelope))

    async def _announce(self, version: SoftwareVersion) -> None:
        await self._versions.flush()
        self._versions.add(version)
        self._outbox.record(SoftwareReported.of(version), key=version.station_id)


def _following(current: SoftwareVersion | None, boot: Booted, envelope: Envelope) -> SoftwareVersion | None:
    assert boot.firmware_version is not None
    if current is None:
        return SoftwareVersion.reported(boot.station_id, boot.firmware_version, envelope.time)
    return current.succeed(boot.firmware_version, envelope.time)


def station_events_consumer(runtime: Runtime) -> ConsumerSpec:
    def unit(session: AsyncSession) -> SoftwareUnit:
        return SoftwareUnit(session, runtime.clock)

    # nearly all facts are of other kinds, and of these nobody waits for the tenth of a second
    return ConsumerSpec("updates.station-events", ["station-events"], unit, max_records=2000, per_second=4.0)
