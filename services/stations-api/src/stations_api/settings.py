"""Settings of stations-api."""

from datetime import timedelta
from functools import cached_property
from uuid import UUID

from common.settings import ServiceSettings

ROOT_ORGANIZATION_ID = UUID("00000000-0000-7000-8000-000000000001")
"""Seeded by identity-api; owns a station whose creator belongs to no organisation and names none."""


class StationsSettings(ServiceSettings):
    """Read from the environment, names as the fields in capitals."""

    port: int = 18101
    remote_token_key: str = ""
    """Hex; signs the token of a remote start. The gateway has the same key."""
    offline_after_seconds: float = 60
    """A station without connection for so long is shown as offline (ENU-071)."""
    silent_after_seconds: float = 900
    """A connection that nothing was heard of for so long is taken for dead: its gateway died without a word."""
    command_lifetime_seconds: float = 150
    """A command that has not reached the station by then expires (CMD-039)."""

    history_months: int = 24
    """Status changes of connectors older than so many whole months are dropped."""

    @cached_property
    def token_key(self) -> bytes:
        """Raises ValueError when the key is missing or is not hex."""
        if not self.remote_token_key:
            raise ValueError("REMOTE_TOKEN_KEY is not set")
        return bytes.fromhex(self.remote_token_key)

    @property
    def offline_after(self) -> timedelta:
        return timedelta(seconds=self.offline_after_seconds)

    @property
    def silent_after(self) -> timedelta:
        return timedelta(seconds=self.silent_after_seconds)

    @property
    def command_lifetime(self) -> timedelta:
        return timedelta(seconds=self.command_lifetime_seconds)
