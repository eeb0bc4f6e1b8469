"""One native station's conversation: hello, numbered messages, questions, commands (README sections 2 and 3)."""

from datetime import datetime
from typing import Any, Final

import msgspec
from msgspec import Struct

from csms_gateway.conversation import Caller, Handled, StationCommand, UnusableCommand
from csms_gateway.events import AUTHORIZATION_CHECKED, BOOTED, PASSPORT, Delivery, Event
from csms_gateway.native.authorize import judge
from csms_gateway.native.facts import Telling
from csms_gateway.native.frames import Incoming, read
from csms_gateway.native.generated.messages import (
    DURABLE,
    Ack,
    AuthorizationRequest,
    Command,
    Error,
    Heartbeat,
    HeartbeatAnswer,
    Hello,
    Message,
    SettingsDocument,
    Welcome,
)
from csms_gateway.native.journal import Journal
from csms_gateway.native.passport import boot_mark, booted, passport
from csms_gateway.native.routing import facts_of
from csms_gateway.native.tools import NativeTools
from csms_gateway.ocppj.timestamps import format_time

_encoder: Final = msgspec.json.Encoder()
_OF_OCPP: Final = frozenset({"ocpp_call", "get_configuration", "set_configuration", "get_variables", "set_variables",
                             "get_base_report"})  # fmt: skip


class NativeConversation:
    """Implements Conversation for one socket; what outlives the socket stands in the journal."""

    __slots__ = ("_caller", "_has_said_hello", "_tools", "journal")

    def __init__(self, caller: Caller, journal: Journal, tools: NativeTools) -> None:
        self._caller, self.journal, self._tools = caller, journal, tools
        self._has_said_hello = False

    def read(self, raw: bytes, now: datetime) -> Handled:
        """Take one frame. A durable message that is new is HELD, and its number is the journal's `accepted`."""
        incoming = read(raw)
        if incoming.sequence is not None and (incoming.kind in DURABLE or incoming.message is None):
            return self._take_durable(incoming, incoming.sequence, raw, now)
        if incoming.kind in DURABLE and incoming.message is not None:
            incoming.message, incoming.code = None, "unusable_message"
            incoming.problem = "a message of the queue has a number from 1"
        if incoming.message is None:
            return self._refuse(incoming, self._facts(incoming, raw, now), Delivery.KEPT)
        return self._answer(incoming, incoming.message, now)

    def ask(self, command: StationCommand) -> bytes:
        """The command as it is: the station knows which kinds it can carry out."""
        if command.kind in _OF_OCPP:
            raise UnusableCommand("the native protocol has no message for it")
        message = Command(
            command_id=command.id,
            kind=command.kind,
            connector_number=command.connector_number,
            parameters=command.parameters or None,
            transaction_number=command.transaction_number,
            remote_token=command.remote_token,
            deadline=format_time(command.expires_at),
        )
        return encode(message)

    def is_accepted(self, command: StationCommand, answer: dict[str, Any]) -> bool:  # noqa: ARG002 - one protocol
        return answer.get("outcome") == "accepted"

    # --- messages that do not wait

    def _answer(self, incoming: Incoming, message: Message, now: datetime) -> Handled:
        match message:
            case Hello():
                return self._welcome(incoming, message, now)
            case Heartbeat():
                return self._handled(incoming, HeartbeatAnswer(time=format_time(now)))
            case AuthorizationRequest():
                return self._judge(incoming, message, now)
            case _:
                # A message of the server, or the station's own error: it stands in the protocol log.
                return self._handled(incoming, None)

    def _welcome(self, incoming: Incoming, hello: Hello, now: datetime) -> Handled:
        self.journal.open(hello.queue)
        self._has_said_hello = True
        welcome = Welcome(
            last_sequence=self.journal.durable,
            time=format_time(now),
            heartbeat_interval=self._tools.next_heartbeat(),
            window=self._tools.window,
            settings_version=self.journal.settings_version,
        )
        events = [self._event(PASSPORT, passport=passport(hello))]
        if boot_mark(hello) != self.journal.boot_mark:
            self.journal.boot_mark = boot_mark(hello)
            events.append(self._event(BOOTED, **booted(hello), received_at=now))
        return self._handled(incoming, welcome, events)

    def _judge(self, incoming: Incoming, request: AuthorizationRequest, now: datetime) -> Handled:
        answer, fact = judge(request, self._tools.authorizer, self._caller.station_id, now)
        return self._handled(incoming, answer, [self._event(AUTHORIZATION_CHECKED, **fact)] if fact else [])

    # --- the queue

    def _take_durable(self, incoming: Incoming, sequence: int, raw: bytes, now: datetime) -> Handled:
        if not self._has_said_hello:
            incoming.code, incoming.problem = "hello_expected", "say hello first"
            return self._refuse(incoming, [], Delivery.KEPT)
        if self.journal.is_absurd(sequence):
            incoming.message, incoming.code = None, "unusable_message"
            incoming.problem = f"the number {sequence} does not follow {self.journal.accepted}"
            return self._refuse(incoming, self._facts(incoming, raw, now), Delivery.KEPT)
        if self.journal.is_gap(sequence):
            incoming.deviations.append("native:gap")
        if not self.journal.accept(sequence):
            return self._repeated(incoming, sequence)
        if isinstance(incoming.message, SettingsDocument):
            self.journal.settings_version = incoming.message.version
        return self._accepted(incoming, self._facts(incoming, raw, now))

    def _repeated(self, incoming: Incoming, sequence: int) -> Handled:
        """Stored: said again. On its way: the acknowledgement will follow. Never a second fact."""
        incoming.deviations.append("native:repeated")
        is_stored = sequence <= self.journal.durable
        return self._handled(incoming, Ack(sequence=self.journal.durable) if is_stored else None)

    def _accepted(self, incoming: Incoming, events: list[Event]) -> Handled:
        if incoming.message is None:
            return self._refuse(incoming, events, Delivery.HELD)
        return Handled(incoming.kind, None, events, Delivery.HELD, incoming.deviations)

    def _facts(self, incoming: Incoming, raw: bytes, now: datetime) -> list[Event]:
        telling = Telling(
            station_id=self._caller.station_id,
            epoch=self._caller.epoch,
            queue_id=self.journal.queue_id,
            sequence=incoming.sequence or 0,
            at=getattr(incoming.message, "at", None) or "",
            received_at=now,
            authorizer=self._tools.authorizer,
            late_after=self._tools.late_after,
            states=self.journal.states,
            deviations=incoming.deviations,
        )
        return facts_of(incoming, telling, raw)

    # --- shapes

    def _event(self, event_type: str, **data: Any) -> Event:
        return Event(event_type, {"station_id": self._caller.station_id, "epoch": self._caller.epoch, **data})

    def _handled(self, incoming: Incoming, reply: Struct | None, events: list[Event] | None = None) -> Handled:
        text = encode(reply) if reply is not None else None
        return Handled(incoming.kind, text, events or [], Delivery.KEPT, incoming.deviations)

    def _refuse(self, incoming: Incoming, events: list[Event], delivery: Delivery) -> Handled:
        """Tell the station's log that a message was of no use; the socket stays open (law 5)."""
        error = Error(code=incoming.code, text=incoming.problem, message_type=incoming.kind, sequence=incoming.sequence)
        # An error is never answered by one: two sides that do not understand each other would go on for ever.
        reply = None if incoming.kind == "error" else encode(error)
        deviations = [*incoming.deviations, incoming.code]
        return Handled(incoming.kind, reply, events, delivery, deviations, is_refused=True)


def encode(message: Struct) -> bytes:
    """A message as text of the socket."""
    return _encoder.encode(message)
