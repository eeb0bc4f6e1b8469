from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from stations_api.db import Base


class UnknownStation(Base):
    """One identity that was refused because no station has it as its key (or, native, as its number)."""

    __tablename__ = "unknown_stations"
    __table_args__ = (Index("ix_unknown_stations_last_seen_at_identity", "last_seen_at", "identity"),)

    identity: Mapped[str] = mapped_column(primary_key=True)
    """Lower case: keys are compared so."""
    first_seen_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    count: Mapped[int] = mapped_column(BigInteger)
    """Times it was told of; the gateway tells at most once in 30 s."""
    remote_address: Mapped[str]
    offered_protocols: Mapped[list[Any]] = mapped_column(JSONB)
    user_agent: Mapped[str | None]
    has_credentials: Mapped[bool]
    is_dismissed: Mapped[bool] = mapped_column(default=False)
    """A person does not want to see it again while it goes on knocking."""
