"""Topic `audit` → the log. One reader of all partitions appends in the order in which records come."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

import structlog
from common.consumer import ConsumerSpec, Handler
from common.events import Envelope
from common.live import tell
from common.outbox import Outbox
from common.service import Runtime
from pydantic import AwareDatetime, BaseModel, ConfigDict
from sqlalchemy.ext.asyncio import AsyncSession

from identity_api.db import OutboxMessage
from identity_api.live import SECURITY_LOG_LIVE
from identity_api.security_log.chain import month_of, next_hash
from identity_api.security_log.repository import SecurityLogRepository
from identity_api.snapshots import SOURCE

log = structlog.get_logger()


class Recorded(BaseModel):
    """Our view of `audit.recorded.v1` (common.audit)."""

    model_config = ConfigDict(extra="ignore", frozen=True)
    type: ClassVar = "audit.recorded.v1"

    id: UUID
    at: AwareDatetime
    source_type: str
    source: str
    organization_id: UUID | None = None
    session_id: UUID | None = None
    link_type: str = "none"
    link_id: str | None = None
    link_label: str | None = None
    operation: str
    description: str | None = None
    arguments: dict[str, Any] = {}
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None
    address: str | None = None
    user_agent: str | None = None
    result: str = "done"


class SecurityLogUnit:
    """The records of one batch: gathered, then written month by month."""

    def __init__(self, session: AsyncSession) -> None:
        self._log, self._outbox = SecurityLogRepository(session), Outbox(session, OutboxMessage, SOURCE)
        self._records: dict[UUID, Recorded] = {}

    @property
    def handlers(self) -> Mapping[str, Handler]:
        return {Recorded.type: self._keep}

    async def _keep(self, envelope: Envelope) -> None:
        record = Recorded.model_validate(_storable(envelope.data))
        self._records[record.id] = record

    async def finish(self) -> None:
        if not self._records:
            return
        known = await self._log.known_among(set(self._records))
        months = defaultdict[date, list[Recorded]](list)
        for record in self._records.values():
            if record.id not in known:
                months[month_of(record.at)].append(record)
        for month in sorted(months):  # always in this order: two writers never wait for each other
            await self._append(month, months[month])
        owners = {record.organization_id for records in months.values() for record in records}
        tell(self._outbox, *(SECURITY_LOG_LIVE.told(organizations=[owner]) for owner in owners))

    async def _append(self, month: date, records: Sequence[Recorded]) -> None:
        chain = await self._log.lock_chain(month)
        if chain.is_dropped:
            log.warning("security_log.too_old", month=str(month), records=len(records))
            return
        rows = []
        for record in records:
            row = {**record.model_dump(), "position": chain.count + 1}
            chain.count, chain.hash = row["position"], next_hash(chain.hash, row)
            rows.append({**row, "hash": chain.hash})
        await self._log.append(rows)


def _storable(value: Any) -> Any:
    """PostgreSQL keeps no NUL, and a stranger may have sent one."""
    if isinstance(value, str):
        return value.replace("\0", "\ufffd")
    if isinstance(value, Mapping):
        return {_storable(name): _storable(one) for name, one in value.items()}
    return [_storable(one) for one in value] if isinstance(value, list) else value


def security_log_reader(_: Runtime) -> ConsumerSpec:
    return ConsumerSpec("security-log", ["audit"], SecurityLogUnit)
