"""Deeds for the security log, in this service's outbox."""

from typing import Annotated

from common.clock import Clock
from common.deeds import Deeds, deeds_into, deeds_of_service
from fastapi import Depends
from sqlalchemy.ext.asyncio import AsyncSession

from billing_api.db import SOURCE, OutboxMessage

__all__ = ["Deeds", "DeedsDep", "own_deeds"]
DeedsDep = Annotated[Deeds, Depends(deeds_into(OutboxMessage, SOURCE))]


def own_deeds(session: AsyncSession, clock: Clock) -> Deeds:
    """Those of the service itself: nobody asked for them."""
    return deeds_of_service(session, clock, OutboxMessage, SOURCE)
