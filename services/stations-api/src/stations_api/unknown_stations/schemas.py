from datetime import datetime

from pydantic import BaseModel, ConfigDict


class UnknownStationRead(BaseModel):
    """`count`: how often it was noticed (at most once in 30 s); `has_credentials`: it sent a password."""

    model_config = ConfigDict(from_attributes=True)

    identity: str
    first_seen_at: datetime
    last_seen_at: datetime
    count: int
    remote_address: str
    offered_protocols: list[str]
    user_agent: str | None
    has_credentials: bool
    is_dismissed: bool
