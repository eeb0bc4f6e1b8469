"""Our copy of `commands`: who started or stopped a session from afar, and who pays for it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import DateTime, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from sessions_api.db import Base


class Command(Base):
    """Start and stop commands only."""

    __tablename__ = "commands"
    __table_args__ = (
        Index("ix_commands_remote_token", "remote_token", postgresql_where=text("remote_token is not null")),
        Index("ix_commands_station_created", "station_id", "created_at"),
    )

    command_id: Mapped[UUID] = mapped_column(primary_key=True)
    revision: Mapped[int]
    station_id: Mapped[UUID]
    connector_number: Mapped[int | None]
    kind: Mapped[str]
    transaction_number: Mapped[str | None]
    remote_token: Mapped[str | None]
    payer_kind: Mapped[str | None]
    payer_id: Mapped[UUID | None]
    payer_label: Mapped[str | None]
    is_interruption: Mapped[bool]
    """The button «Прервать сессию» of the session's card (SES-127), not the stop of a connector."""
    created_by: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
