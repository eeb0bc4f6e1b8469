"""Which connection of a station counts: each has an epoch, the newest wins (law 4)."""

from datetime import datetime, timedelta

from sqlalchemy import BigInteger
from sqlalchemy.orm import Mapped, mapped_column

SEEN_STEP = timedelta(seconds=5)
"""`last_seen_at` moves in steps: every message of a station would otherwise be a write."""


class ConnectionColumns:
    """Connection state of a station, kept from the facts of the gateway."""

    epoch: Mapped[int] = mapped_column(BigInteger, default=0)
    closed_epoch: Mapped[int] = mapped_column(BigInteger, default=0)
    """The newest connection that was told to be over; one that only fell silent may be heard again."""
    is_connected: Mapped[bool] = mapped_column(default=False)
    connected_at: Mapped[datetime | None]
    disconnected_at: Mapped[datetime | None]
    last_seen_at: Mapped[datetime | None]
    gateway: Mapped[int | None]
    command_partition: Mapped[int | None]
    """Partition of `station-commands` that the gateway instance with the socket reads."""
    remote_address: Mapped[str | None]
    link_protocol: Mapped[str | None]
    """What the present or last connection speaks: "ocpp1.6", "ocpp2.0.1", "ocpp2.1", "native"."""

    def connect(
        self, epoch: int, at: datetime, *, gateway: int, command_partition: int, remote_address: str, protocol: str
    ) -> bool:
        """Takes over a new connection; False when it is not newer than what is known."""
        if epoch < self.epoch or epoch <= self.closed_epoch:
            return False
        is_new = epoch > self.epoch or not self.is_connected
        self.epoch, self.gateway, self.command_partition = epoch, gateway, command_partition
        self.remote_address, self.link_protocol = remote_address, protocol
        self._arrive(at)
        self.see(epoch, at)
        return is_new

    def disconnect(self, epoch: int, at: datetime) -> None:
        """The end of an older connection than the present one changes nothing."""
        if epoch < self.epoch:
            return
        self.epoch, self.closed_epoch = epoch, max(epoch, self.closed_epoch)
        self.see(epoch, at)
        self.lose(at)

    def see(self, epoch: int, at: datetime) -> None:
        """Something was heard on this connection."""
        if epoch < self.epoch:
            return
        if self.last_seen_at is None or at - self.last_seen_at >= SEEN_STEP:
            self.last_seen_at = at
        if epoch == self.epoch and epoch > self.closed_epoch and not self.is_connected:
            self._arrive(at)

    def lose(self, at: datetime) -> None:
        """Nothing holds the socket any more."""
        if self.is_connected or self.disconnected_at is None:
            self.is_connected, self.disconnected_at = False, at

    def _arrive(self, at: datetime) -> None:
        if not self.is_connected:
            self.is_connected, self.connected_at, self.disconnected_at = True, at, None
