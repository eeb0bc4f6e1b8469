"""Settings of stations-api."""

from datetime import timedelta
from functools import cached_property
from pathlib import Path
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
    report_months: int = 12
    """Entries of the operation log older than so many whole months are dropped."""
    unknown_station_days: int = 30
    """An unknown identity that has not knocked for so long is forgotten, also that it was dismissed."""
    unknown_stations_most: int = 10_000
    """Identities can be invented: no more than so many are kept."""

    protocol_log_days: int = 14
    """Frames are kept for so many UTC days, today counted; whole days go at once."""
    watched_disk: Path | None = None
    """A folder on the disk that holds PostgreSQL; None: DATA_DIR."""
    disk_low_percent: float = 10
    """Less free space than this: /readyz warns, the oldest days of the protocol log are dropped."""
    disk_full_percent: float = 3
    """Less than this: no frame is kept any more, so that transactions have the rest."""

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
