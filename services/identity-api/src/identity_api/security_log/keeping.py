"""Retention: whole months go when they are older than the setting says."""

from common.service import Runtime

from identity_api.security_log.chain import month_of
from identity_api.security_log.partitions import after, ensure_month, months_before
from identity_api.security_log.repository import SecurityLogRepository
from identity_api.settings import IdentitySettings


async def keep_months(runtime: Runtime, settings: IdentitySettings) -> int:
    """Makes this month and the next, drops what is too old; gives how many months went."""
    month = month_of(runtime.clock.now())
    async with runtime.sessions.begin() as session:
        for coming in (month, after(month)):
            await ensure_month(session, coming)
        return await SecurityLogRepository(session).drop_before(months_before(month, settings.security_log_months))
