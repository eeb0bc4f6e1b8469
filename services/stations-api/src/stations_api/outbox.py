from common.clock import Clock
from common.outbox import Outbox
from sqlalchemy.ext.asyncio import AsyncSession

from stations_api.db import OutboxMessage


def new_outbox(session: AsyncSession, clock: Clock) -> Outbox:
    """The outbox of this service on a session."""
    return Outbox(session, OutboxMessage, "stations-api", clock)
