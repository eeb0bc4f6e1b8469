"""What a station says about a connector, and which of two such words is the newer."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from stations_api.connectors.types import ConnectorStatus

EARLIEST_YEAR = 2010
LARGEST_LEAD = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class StatusReport:
    """A StatusNotification in our words (OCPP 1.6, 6.47); `id` is the event's."""

    id: UUID
    epoch: int
    ocpp_status: str
    status: ConnectorStatus
    controller_status: str
    mark: str | None
    error_code: str | None
    vendor_error_code: str | None
    info: str | None
    device_at: datetime | None
    received_at: datetime

    @property
    def clock_at(self) -> datetime | None:
        """The station's time when it can be true: a clock that runs ahead or was never set orders nothing."""
        if self.device_at is None or self.device_at.year < EARLIEST_YEAR:
            return None
        return None if self.device_at > self.received_at + LARGEST_LEAD else self.device_at

    @property
    def at(self) -> datetime:
        """When it happened: station time when plausible, else server time."""
        return self.clock_at or self.received_at

    def is_older_than(self, clock_at: datetime | None, epoch: int) -> bool:
        """Quirk B13: by the station's clock where both have one, else the older connection is the older word."""
        if self.clock_at is not None and clock_at is not None:
            return self.clock_at < clock_at
        return self.epoch < epoch
