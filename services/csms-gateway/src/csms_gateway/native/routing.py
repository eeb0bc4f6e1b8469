"""The table of durable messages: each becomes at least one fact, for whose storing the acknowledgement waits."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Final

import structlog

from csms_gateway.events import COMMAND_ANSWERED, FRAME_REJECTED, RAW_LIMIT, Event
from csms_gateway.native.facts import Telling
from csms_gateway.native.frames import Incoming
from csms_gateway.native.generated.messages import CommandResult
from csms_gateway.native.reports import KINDS, connector_state, reported
from csms_gateway.native.sessions import (
    session_closed,
    session_opened,
    session_rows,
    transaction_ended,
    transaction_started,
)

log = structlog.get_logger()
TOLD_TWICE: Final = "duplicate"
Handler = Callable[[Any, Telling], list[Event]]


def command_result(message: CommandResult, telling: Telling) -> list[Event]:
    """command.answered.v1, also for a command that this process does not know any more."""
    details = {"text": message.text or "", **(message.details or {})}
    is_error = message.outcome not in {"accepted", "rejected"}
    event = telling.event(
        COMMAND_ANSWERED,
        command_id=message.command_id,
        at=telling.received_at,
        outcome="error" if is_error else message.outcome,
        answer=None if is_error else details,
        error={"code": "StationError", "description": (message.text or message.outcome)[:255]} if is_error else None,
    )
    return [event]


HANDLERS: Final[dict[str, Handler]] = {
    **{kind: partial(reported, kind) for kind in KINDS},
    "connector_state": connector_state,
    "session_opened": session_opened,
    "transaction_started": transaction_started,
    "session_rows": session_rows,
    "transaction_ended": transaction_ended,
    "session_closed": session_closed,
    "command_result": command_result,
}


def facts_of(incoming: Incoming, telling: Telling, raw: bytes) -> list[Event]:
    """The facts of a durable message; of one that nothing can be taken from, the raw frame (law 5). Never raises."""
    handler = HANDLERS.get(incoming.kind or "")
    if incoming.message is None or handler is None:
        problem = incoming.problem or f"{incoming.kind} is not a message of stations"
        return [rejected(incoming, telling, problem, raw)]
    try:
        return [*handler(incoming.message, telling), *_doubts(incoming, telling, raw)]
    except Exception:
        log.exception("native.handler_failed", station_id=telling.station_id, kind=incoming.kind)
        return [rejected(incoming, telling, "internal error", raw)]


def _doubts(incoming: Incoming, telling: Telling, raw: bytes) -> Iterator[Event]:
    """What a person should see of a message that was used all the same."""
    if incoming.contradictions:
        telling.deviations.append(TOLD_TWICE)
        reason = f"unusable_message: {', '.join(incoming.contradictions)} told twice, the last counts"
        yield rejected(incoming, telling, reason, raw)


def rejected(incoming: Incoming, telling: Telling, reason: str, raw: bytes) -> Event:
    """frame.rejected.v1: kept for the quarantine."""
    text = raw[: RAW_LIMIT * 4].decode("utf-8", "replace")[:RAW_LIMIT].replace("\x00", "\ufffd")
    return telling.event(
        FRAME_REJECTED,
        protocol="native",
        action=incoming.kind,
        message_id=str(incoming.sequence) if incoming.sequence is not None else None,
        reason=reason[:500],
        raw=text,
        quirks=list(telling.deviations)[:20],
        received_at=telling.received_at,
    )
