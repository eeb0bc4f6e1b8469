"""The life of a session, told by the station itself: from the plug to the free connector (spec 04 section 1)."""

from typing import Any, Final
from uuid import UUID, uuid5

from csms_gateway.authorization import ACCEPTED, Verdict, token
from csms_gateway.events import METER_VALUES, TRANSACTION_ENDED, TRANSACTION_STARTED, Event
from csms_gateway.limits import limits
from csms_gateway.native.facts import Telling
from csms_gateway.native.generated.messages import (
    Credential,
    SessionClosed,
    SessionOpened,
    SessionRows,
    TransactionEnded,
    TransactionStarted,
)
from csms_gateway.native.reports import body_of
from csms_gateway.native.rows import portions, samples
from csms_gateway.native.states import ConnectorState, combined

_LABELS: Final = {"login_password": " (Логин и пароль)", "ocpp": " (OCPP)", "stub": ""}
"""How a person without a card of ours is named (SES-091)."""
_REASONS: Final = {
    "emergency_stop": "EmergencyStop",
    "local": "Local",
    "technician": "Local",
    "remote_command": "Remote",
    "ocpp_remote": "Remote",
    "ocpp_hard_reset": "HardReset",
    "ocpp_soft_reset": "SoftReset",
    "ocpp_unlock": "UnlockCommand",
    "power_loss": "PowerLoss",
    "terminal_reboot": "Reboot",
    "connector_status_change": "EVDisconnected",
    "user_forbidden": "DeAuthorized",
    "ocpp_auth_error": "DeAuthorized",
    "offline_user_auth_error": "DeAuthorized",
}
"""Reason of OCPP 1.6 (section 7.36) beside our stop source (ENU-532..556)."""


def session_opened(message: SessionOpened, telling: Telling) -> list[Event]:
    """The connector is taken: ready with a vehicle, waiting for one when it was only booked."""
    number = message.connector_number
    state = ConnectorState("waiting_connection", "A") if message.is_plugged is False else ConnectorState("ready", "B")
    state = telling.states.taken(number) or telling.states.put(number, state)
    return [telling.status(number, state), telling.report("session", {"event": "opened", **body_of(message)})]


def session_closed(message: SessionClosed, telling: Telling) -> list[Event]:
    """The connector is free again; it is not when the station says that its controller failed."""
    number, controller = message.connector_number, message.controller_status
    state = combined(None, controller) or ConnectorState("available", "A")
    if state.status not in {"available", "error", "emergency_stopped", "unavailable"}:
        state = ConnectorState("available", "A")
    telling.states.put(number, state)
    return [telling.report("session", {"event": "closed", **body_of(message)}), telling.status(number, state)]


def transaction_started(message: TransactionStarted, telling: Telling) -> list[Event]:
    """transaction.started.v1 with the station's own numbers; a repetition has the same key."""
    verdict = _verdict(message.credential, telling)
    event = telling.event(
        TRANSACTION_STARTED,
        connector_number=message.connector_number,
        transaction_key=_transaction_key(message, telling),
        transaction_number=message.transaction_number,
        session_number=message.session_number,
        token=verdict.token,
        authorization=verdict.result,
        refusal=verdict.refusal,
        meter_start_wh=message.meter_start_wh,
        start_source=message.start_source,
        session_flags=message.flags or [],
        sequence=telling.sequence,
        charging_state=None,
        trigger_reason=None,
        remote_start_id=None,
        samples=[],
        device_at=telling.device_at,
        received_at=telling.received_at,
        is_late=telling.is_late,
        deviations=list(telling.deviations),
        **limits(energy_wh=message.max_energy_wh, seconds=message.max_seconds, power_w=message.max_power_w),
    )
    return [event]


def session_rows(message: SessionRows, telling: Telling) -> list[Event]:
    """transaction.meter-values.v1, in records small enough for Kafka."""
    told = samples(message.rows, telling.received_at, telling.deviations)
    return [_meter_values(message, telling, portion) for portion in portions(told)]


def _meter_values(message: SessionRows, telling: Telling, portion: list[dict[str, Any]]) -> Event:
    return telling.event(
        METER_VALUES,
        connector_number=message.connector_number,
        transaction_number=message.transaction_number,
        session_number=message.session_number,
        samples=portion,
        device_at=telling.device_at,
        sequence=telling.sequence,
        charging_state=None,
        trigger_reason=None,
        received_at=telling.received_at,
    )


def transaction_ended(message: TransactionEnded, telling: Telling) -> list[Event]:
    """transaction.ended.v1; the controller's status at the end is a status fact of its own when it is new."""
    verdict = _verdict(message.credential, telling) if message.credential is not None else None
    event = telling.event(
        TRANSACTION_ENDED,
        transaction_number=message.transaction_number,
        session_number=message.session_number,
        connector_number=message.connector_number,
        token=verdict.token if verdict else None,
        meter_stop_wh=message.meter_stop_wh,
        reason=_REASONS.get(message.stop_source or "", "Other"),
        stop_source=message.stop_source,
        session_flags=message.flags or [],
        sequence=telling.sequence,
        charging_state=None,
        trigger_reason=None,
        device_at=telling.device_at,
        received_at=telling.received_at,
        is_late=telling.is_late,
        samples=[],
        deviations=list(telling.deviations),
    )
    state = telling.states.change(message.connector_number, None, message.controller_status, None)
    return [event] if state is None else [event, telling.status(message.connector_number, state)]


def _verdict(credential: Credential | None, telling: Telling) -> Verdict:
    """Who it was: cards and tokens of ours are looked up, others are named as the station names them."""
    number = (credential.number or "").strip() if credential is not None else ""
    if credential is not None and credential.kind in _LABELS and number:
        return Verdict(ACCEPTED, token("none", last4=number[-4:], user_label=number + _LABELS[credential.kind]))
    is_none = credential is None or credential.kind == "none"
    return telling.authorizer.check("" if is_none else number, telling.station_id, telling.received_at)


def _transaction_key(message: TransactionStarted, telling: Telling) -> UUID:
    """The same for every repetition, also through another gateway (contract: transaction_key)."""
    meter = "" if message.meter_start_wh is None else str(message.meter_start_wh)
    number = (message.credential.number or "") if message.credential is not None else ""
    parts = (str(message.connector_number), telling.at, meter, number, message.transaction_number)
    return uuid5(UUID(telling.station_id), "\x1f".join(parts))
