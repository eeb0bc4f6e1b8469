"""Deeds for the security log, in this service's outbox."""

from typing import Annotated

from common.deeds import Deeds, deeds_into
from fastapi import Depends

from notifications_api.db import SOURCE, OutboxMessage

__all__ = ["Deeds", "DeedsDep"]
DeedsDep = Annotated[Deeds, Depends(deeds_into(OutboxMessage, SOURCE))]
