from datetime import date, datetime

from pydantic import BaseModel, ConfigDict


def file_name(day: date) -> str:
    """STN-173."""
    return f"{day:%Y-%m-%d}_FullLogs.zip"


class JournalRead(BaseModel):
    """The archive of one day; `size` in bytes."""

    model_config = ConfigDict(from_attributes=True)

    day: date
    file_name: str
    requested_at: datetime
    size: int


class Journals(BaseModel):
    journals: list[JournalRead]
