"""What all connections of one protocol share; a connection itself stays small."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from common.clock import Clock

from csms_gateway.connections.registry import Registry
from csms_gateway.ocppj.routing import Router
from csms_gateway.publishing.group_commit import GroupCommit
from csms_gateway.settings import GatewaySettings


@dataclass(frozen=True, slots=True)
class StationCommand:
    """A command of stations-api (command.requested.v1)."""

    id: str
    station_id: str
    kind: str
    connector_number: int | None
    parameters: dict[str, Any]
    transaction_number: str | None
    remote_token: str | None
    expires_at: datetime


class CommandDialect(Protocol):
    """How one version of OCPP says our commands."""

    def call(self, command: StationCommand) -> tuple[str, dict[str, Any]]:
        """Action and payload. Raises UnusableCommand."""
        ...

    def is_accepted(self, answer: dict[str, Any]) -> bool: ...


class UnusableCommand(ValueError):
    """The command lacks what its OCPP message needs, or the version has no message for it."""


class SeenCommands(Protocol):
    """Commands that were delivered: a second copy is dropped (contracts 5)."""

    def add(self, command: StationCommand) -> None: ...


@dataclass(frozen=True, slots=True)
class Engine:
    """Shared services of the connections of one dialect."""

    protocol: str
    router: Router
    commands: CommandDialect
    seen_commands: SeenCommands
    registry: Registry
    events: GroupCommit
    frames: GroupCommit
    clock: Clock
    settings: GatewaySettings
