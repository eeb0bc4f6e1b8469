"""The seam between sockets and protocols: what a protocol must do for a connection, and nothing else.

A connection owns the socket, the group commit and the queue of commands; a protocol turns messages of the station
into answers and facts, and commands into messages. OCPP and the native protocol each implement `ProtocolFamily`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from csms_gateway.events import Delivery, Event
from csms_gateway.model_rules import ModelRule


class Caller(Protocol):
    """The station behind a conversation, as far as its protocol may know it."""

    @property
    def station_id(self) -> str: ...
    @property
    def epoch(self) -> int: ...
    @property
    def connector_numbers(self) -> Sequence[int]: ...
    @property
    def evse_map(self) -> Mapping[tuple[int, int], int]:
        """(EVSE, connector) of OCPP 2.x → connector number, as far as stations-api has mapped it."""
        ...

    @property
    def rule(self) -> ModelRule:
        """What its model cannot take."""
        ...


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
    traceparent: str | None = field(default=None, compare=False)
    """Trace of who asked for it."""


class UnusableCommand(ValueError):
    """The command lacks what its message needs, or the protocol has no message for it.

    `code` goes to command.answered.v1: "UnusableCommand", or "format_violation" when a schema refused the payload.
    """

    def __init__(self, description: str, code: str = "UnusableCommand") -> None:
        super().__init__(description)
        self.code = code


class Handled(NamedTuple):
    """Outcome of one message: what goes back (None: nothing), what is published and how.

    With `Delivery.HELD` the reply is sent once Kafka has confirmed the last event (law 1); a station whose events
    Kafka does not take is closed with 1013.
    """

    action: str | None
    reply: bytes | None
    events: Sequence[Event]
    delivery: Delivery
    deviations: Sequence[str] = ()
    is_refused: bool = False
    """The reply is an error; only for counting."""


class CommandAnswer(NamedTuple):
    """The station's answer to a command; `error` ({code, description}) is None when it answered properly."""

    command_id: str
    answer: dict[str, Any] | None
    error: dict[str, str] | None = None


class Conversation(Protocol):
    """One connection's protocol; may keep what the station said on it. Nothing here blocks or raises but as said."""

    def read(self, raw: bytes, now: datetime) -> Handled | CommandAnswer:
        """Take one whole message of the station."""
        ...

    def ask(self, command: StationCommand) -> bytes:
        """The message that carries a command. Raises UnusableCommand."""
        ...

    def is_accepted(self, command: StationCommand, answer: dict[str, Any]) -> bool:
        """Whether the station's answer means yes."""
        ...


class ProtocolFamily(Protocol):
    """One subprotocol. The gateway holds one of each and begins a conversation for every admitted socket."""

    @property
    def name(self) -> str:
        """As in station.connected.v1; OCPP's are the websocket subprotocols too."""
        ...

    def begin(self, caller: Caller) -> Conversation:
        """Called when the socket is open; `caller.epoch` is known."""
        ...
