"""What stations say of an update under way, folded to the last word of a batch."""

from typing import Any, ClassVar
from uuid import UUID

from common.events import Envelope
from pydantic import AwareDatetime, BaseModel, ConfigDict
from sqlalchemy import or_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from updates_api.firmware.models import FirmwareState


class FirmwareStatusChanged(BaseModel):
    """Our view of `firmware.status-changed.v1`."""

    model_config = ConfigDict(extra="ignore", frozen=True)
    type: ClassVar = "firmware.status-changed.v1"

    station_id: UUID
    status: str
    request_id: int | None = None
    received_at: AwareDatetime


class FirmwareFold:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._told: dict[UUID, FirmwareStatusChanged] = {}

    async def keep(self, envelope: Envelope) -> None:
        told = FirmwareStatusChanged.model_validate(envelope.data)
        known = self._told.get(told.station_id)
        if known is None or (told.status, told.request_id) != (known.status, known.request_id):
            self._told[told.station_id] = told

    async def finish(self) -> None:
        """A repetition (1.6 stations tell «Idle» when asked) leaves the time of the first word."""
        if not self._told:
            return
        statement, table = insert(FirmwareState), FirmwareState
        new = statement.excluded
        is_news = or_(table.status != new.status, table.request_id.is_distinct_from(new.request_id))
        await self._session.execute(
            statement.on_conflict_do_update(
                index_elements=["station_id"],
                set_={"status": new.status, "request_id": new.request_id, "since": new.since},
                where=is_news & (table.since <= new.since),
            ),
            [_row(self._told[station_id]) for station_id in sorted(self._told)],
        )


def _row(told: FirmwareStatusChanged) -> dict[str, Any]:
    status = told.status.replace("\x00", "")
    return {"station_id": told.station_id, "status": status, "request_id": told.request_id, "since": told.received_at}
