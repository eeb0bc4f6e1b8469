"""What nobody needs any more goes, and the signing key changes in time."""

import asyncio
from datetime import timedelta
from typing import Final, cast

import structlog
from common.idempotency import forget_old_keys
from common.service import Runtime

from identity_api.db import IdempotencyKey
from identity_api.keys.ring import KeyRing
from identity_api.security_log.keeping import keep_months
from identity_api.settings import IdentitySettings
from identity_api.sign_in.repository import SignInRepository

log = structlog.get_logger()
EVERY: Final = timedelta(hours=1)
KEEP: Final = timedelta(days=1)


async def keep_house(runtime: Runtime) -> None:
    """The worker's loop; a failed round is tried again in the next."""
    while True:
        try:
            await clean(runtime)
        except Exception as error:  # noqa: BLE001 - the database may be away for a moment
            log.warning("housekeeping.failed", error=repr(error))
        await asyncio.sleep(EVERY.total_seconds())


async def clean(runtime: Runtime) -> None:
    settings = cast("IdentitySettings", runtime.settings)
    async with runtime.sessions.begin() as session:
        await SignInRepository(session).forget(runtime.clock.now() - KEEP)
        await forget_old_keys(session, IdempotencyKey)
        await KeyRing(session, runtime.clock, settings).rotate_when_old()
    await keep_months(runtime, settings)
