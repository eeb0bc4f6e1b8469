"""Lines of the exchange between controller and vehicle, as a native station told them (SES-162, SES-163)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ARRAY, BigInteger, DateTime, String
from sqlalchemy.orm import Mapped, mapped_column

from sessions_api.db import Base


class DumpLines(Base):
    """One message of the station's queue; told twice it is the same row."""

    __tablename__ = "session_dump_lines"

    session_id: Mapped[UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    queue_id: Mapped[str] = mapped_column(primary_key=True)
    sequence: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    lines: Mapped[list[str]] = mapped_column(ARRAY(String))
