"""From a CALL to its answer: look up the action, make the payload usable, run the handler, turn refusals to errors."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, NamedTuple

import structlog

from csms_gateway.authorization import Authorizer
from csms_gateway.conversation import Caller, Handled
from csms_gateway.events import FRAME_REJECTED, RAW_LIMIT, Delivery, Event
from csms_gateway.ocppj.faults import CallRefused, Fault
from csms_gateway.ocppj.frames import Call, Unreadable, error_bytes, result_bytes
from csms_gateway.ocppj.leniency import coerce
from csms_gateway.ocppj.schemas import ActionSchema
from csms_gateway.ocppj.tolerant_json import BROKEN_JSON
from csms_gateway.ocppj.twice_told import contradictions

log = structlog.get_logger()

_DEVIATIONS_LIMIT: Final = 20
_ID_LIMIT: Final = 255
_REGISTER_LIMIT: Final = 1 << 53
_ENDINGS: Final = ("request", "req")
UNREADABLE_REGISTER: Final = "T10"
TOLD_TWICE: Final = "duplicate"
_HOTTEST: Final = "MeterValues"
"""Too many of them to look twice at each; a sample that is told twice is told again a minute later."""
_PREFIX_MARKS: Final = str.maketrans(dict.fromkeys(":/#.", " "))


@dataclass(frozen=True, slots=True)
class Tools:
    """What handlers may use besides the call."""

    authorizer: Authorizer
    next_heartbeat: Callable[[], int]
    """Seconds until the station should speak again, jittered."""
    late_after: float
    """Seconds after which a station's report counts as delivered late."""


@dataclass(slots=True)
class Request:
    """A CALL made usable: `payload` has the schema's names and types, but any part of it may be missing."""

    caller: Caller
    message_id: str
    payload: dict[str, Any]
    received_at: datetime
    deviations: list[str] = field(default_factory=list)
    memory: Any = None
    """What the version's handlers keep about the station; made by the protocol."""

    def require(self, name: str) -> Any:
        """A field without which the frame says nothing. Raises CallRefused."""
        value = self.payload.get(name)
        if value is None:
            raise CallRefused(Fault.MISSING_FIELD, f"{name} is missing or unreadable")
        return value

    def require_any(self, *names: str) -> None:
        """Raises CallRefused when none of the fields says anything."""
        if not any(name in self.payload for name in names):
            raise CallRefused(Fault.MISSING_FIELD, f"none of {', '.join(names)} is there")

    def register(self, name: str) -> int | None:
        """A meter register in Wh; None when there is none, or one that no meter can show (quirk T10)."""
        value = self.payload.get(name)
        if value is not None and abs(value) < _REGISTER_LIMIT:
            return int(value)
        self.deviations.append(UNREADABLE_REGISTER)
        return None

    def event(self, event_type: str, **data: Any) -> Event:
        """An event of this station and connection."""
        return Event(event_type, {"station_id": self.caller.station_id, "epoch": self.caller.epoch, **data})


class Reply(NamedTuple):
    """Payload of the CALLRESULT, and the facts that the call told."""

    payload: dict[str, Any]
    events: Sequence[Event] = ()


Handler = Callable[[Request, Tools], Reply]


@dataclass(frozen=True, slots=True)
class Route:
    """How one action is served."""

    handler: Handler
    delivery: Delivery = Delivery.KEPT
    fallback: dict[str, Any] | None = None
    """Answer for a frame of which nothing is usable, where a CALLERROR would be repeated for ever (quirks F12, T4)."""
    prepare: Callable[[dict[str, Any]], dict[str, Any]] | None = None
    """Renames what older dialects call differently (quirk M2), before an invalid payload is bent to the schema."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """One version of OCPP: its actions, schemas and spelling."""

    protocol: str
    routes: Mapping[str, Route]
    schemas: Mapping[str, ActionSchema]
    spelling: Mapping[Fault, str]
    quirks: Mapping[str, str]
    """Deviation "kind:path" → id of the catalogue; what is not in it keeps its own name."""
    orphan_id: bytes | None = None
    """Id (JSON text) under which a frame without a readable one is refused; None: it is not answered."""
    has_send: bool = False
    """The version has message types 5 and 6."""


def _bare(action: str) -> str:
    """The last word of an action without prefixes ("urn:ocpp:Heartbeat") and endings ("Heartbeat.req")."""
    words = [word for word in action.translate(_PREFIX_MARKS).lower().split() if word not in _ENDINGS]
    return words[-1].removesuffix(_ENDINGS[0]) if words else ""


class Router:
    """Serves the CALLs of one dialect; has no state of its own."""

    def __init__(self, dialect: Dialect, tools: Tools) -> None:
        self.dialect, self._tools = dialect, tools
        self._names = {action.lower(): action for action in (*dialect.schemas, *dialect.routes)}

    def handle(self, call: Call, caller: Caller, raw: bytes, now: datetime, memory: Any = None) -> Handled:
        """Answer a CALL. Never raises: a fault of ours is an InternalError to the station and a line in the log."""
        action, deviations = self._find(call)
        request = Request(caller, call.message_id.decode(), {}, now, deviations, memory)
        route = self.dialect.routes.get(action or "")
        try:
            if action is None or route is None:
                return self._unrouted(action, call, request)
            request.payload = self._usable(action, route, call.payload, deviations)
            reply = route.handler(request, self._tools)
            answer = result_bytes(call.message_id, reply.payload)
            events = reply.events
            if route.delivery is Delivery.HELD and action != _HOTTEST:
                events = [*events, *self._doubts(request, action, call, raw)]
            return Handled(action, answer, events, route.delivery, deviations)
        except CallRefused as refusal:
            return self._refuse(action, route, call, request, raw, refusal)
        except Exception:
            log.exception("ocpp.handler_failed", station_id=caller.station_id, action=action)
            broken = CallRefused(Fault.INTERNAL, "internal error")
            return self._refuse(action, None, call, request, raw, broken)

    def unreadable(self, frame: Unreadable, caller: Caller, raw: bytes, now: datetime) -> Handled:
        """Keep what is no frame; refuse it by its id, or by the one that the version has for that (quirks F3, F9)."""
        message_id = frame.message_id or (self.dialect.orphan_id if frame.deviation == BROKEN_JSON else None)
        told = frame.message_id.decode() if frame.message_id else ""
        event = self._rejected(Request(caller, told, {}, now, [frame.deviation]), None, frame.reason, raw)
        if message_id is None:
            return Handled(None, None, [event], Delivery.KEPT, [frame.deviation])
        reply = error_bytes(message_id, self.dialect.spelling[Fault.MALFORMED], frame.reason)
        return Handled(None, reply, [event], Delivery.HELD, [frame.deviation], is_refused=True)

    def _find(self, call: Call) -> tuple[str | None, list[str]]:
        """The action in its official spelling; wrong case and prefixes are forgiven (quirk F13)."""
        deviations = list(call.deviations)
        if isinstance(call.action, str):
            if call.action in self.dialect.schemas:
                return call.action, deviations
            name = self._names.get(_bare(call.action))
            if name is not None:
                deviations.append("F13")
                return name, deviations
        return None, deviations

    def _usable(self, action: str, route: Route, payload: Any, deviations: list[str]) -> dict[str, Any]:
        schema = self.dialect.schemas[action]
        if schema.is_valid(payload):
            usable: dict[str, Any] = payload
            return usable
        if route.prepare is not None and isinstance(payload, dict):
            renamed = route.prepare(payload)
            if renamed != payload:
                deviations.append("M2")
            payload = renamed
        coercion = coerce(payload, schema.schema)
        quirks = self.dialect.quirks
        found = dict.fromkeys(quirks.get(deviation, deviation) for deviation in coercion.deviations)
        deviations.extend(list(found)[:_DEVIATIONS_LIMIT] or [f"schema:{action}"])
        return coercion.payload

    def _unrouted(self, action: str | None, call: Call, request: Request) -> Handled:
        name = action or (call.action if isinstance(call.action, str) else None)
        if name is not None and name.strip().lower().endswith("notification"):
            # Some chargers drop the line after a few errors to messages that ask for nothing (quirk F11).
            return Handled(name, result_bytes(call.message_id, {}), (), Delivery.KEPT, [*request.deviations, "F11"])
        fault = Fault.UNKNOWN_ACTION if action is None else Fault.UNSUPPORTED_ACTION
        raise CallRefused(fault, f"{str(call.action)[:50]} is not served here")

    def _refuse(
        self, action: str | None, route: Route | None, call: Call, request: Request, raw: bytes, refusal: CallRefused
    ) -> Handled:
        event = self._rejected(request, action, f"{refusal.fault}: {refusal.description}", raw)
        deviations = [*request.deviations, str(refusal.fault)]
        delivery = route.delivery if route is not None else Delivery.KEPT
        if route is not None and route.fallback is not None:
            return Handled(action, result_bytes(call.message_id, route.fallback), [event], delivery, deviations)
        reply = error_bytes(call.message_id, self.dialect.spelling[refusal.fault], refusal.description)
        return Handled(action, reply, [event], delivery, deviations, is_refused=True)

    def _doubts(self, request: Request, action: str, call: Call, raw: bytes) -> Iterator[Event]:
        """Of a message that was used, what a person should see all the same: part of it could not be believed."""
        if UNREADABLE_REGISTER in request.deviations:
            yield self._rejected(request, action, f"{Fault.WRONG_VALUE}: the register is missing or unreadable", raw)
        names = contradictions(raw, call.payload)
        if names:
            request.deviations.append(TOLD_TWICE)
            reason = f"{Fault.MALFORMED}: {', '.join(names)} told twice, the last counts"
            yield self._rejected(request, action, reason, raw)

    def _rejected(self, request: Request, action: str | None, reason: str, raw: bytes) -> Event:
        text = raw[: RAW_LIMIT * 4].decode("utf-8", "replace")[:RAW_LIMIT].replace("\x00", "\ufffd")
        return request.event(
            FRAME_REJECTED,
            protocol=self.dialect.protocol,
            action=action,
            message_id=request.message_id.strip('"')[:_ID_LIMIT] or None,
            reason=reason[:500],
            quirks=list(dict.fromkeys(request.deviations))[:_DEVIATIONS_LIMIT],
            raw=text,
            received_at=request.received_at,
        )
