"""What all connections of one protocol share; a connection itself stays small."""

from dataclasses import dataclass
from typing import Protocol

from common.clock import Clock
from opentelemetry.trace import Tracer

from csms_gateway.connections.registry import Registry
from csms_gateway.conversation import ProtocolFamily, StationCommand
from csms_gateway.model_rules import ModelRules
from csms_gateway.publishing.group_commit import GroupCommit
from csms_gateway.settings import GatewaySettings


class SeenCommands(Protocol):
    """Commands that were delivered: a second copy is dropped (contracts 5)."""

    def add(self, command: StationCommand) -> None: ...


@dataclass(frozen=True, slots=True)
class Engine:
    """Shared services of the connections of one protocol."""

    protocol: ProtocolFamily
    seen_commands: SeenCommands
    registry: Registry
    events: GroupCommit
    frames: GroupCommit
    clock: Clock
    settings: GatewaySettings
    rules: ModelRules
    tracer: Tracer | None = None
    """None: traces are off, and cost nothing."""
