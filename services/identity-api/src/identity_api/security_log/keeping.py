"""Retention: whole months go when they are older than the setting says."""

from common.audit import Audit
from common.outbox import Outbox
from common.service import Runtime

from identity_api.db import OutboxMessage
from identity_api.security_log.chain import month_of
from identity_api.security_log.partitions import after, ensure_month, months_before
from identity_api.security_log.repository import DROPPED, SecurityLogRepository
from identity_api.settings import IdentitySettings
from identity_api.snapshots import SOURCE


async def keep_months(runtime: Runtime, settings: IdentitySettings) -> int:
    """Makes this month and the next, drops what is too old and says so in the log; gives how many months went."""
    month = month_of(runtime.clock.now())
    async with runtime.sessions.begin() as session:
        for coming in (month, after(month)):
            await ensure_month(session, coming)
        gone = await SecurityLogRepository(session).drop_before(months_before(month, settings.security_log_months))
        outbox = Outbox(session, OutboxMessage, SOURCE, runtime.clock)
        for chain in gone:
            told = {"month": f"{chain.month:%Y-%m}", "entries": chain.count, "end": chain.hash}
            Audit.of_service(SOURCE).record(outbox, DROPPED, arguments=told)
        return len(gone)
