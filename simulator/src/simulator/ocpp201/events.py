"""What a live station tells, as TransactionEvents and StatusNotifications of OCPP 2.0.1."""

from datetime import UTC, datetime, timedelta
from typing import Any

from ocpp.v201 import call
from ocpp.v201.enums import (
    ChargingStateEnumType,
    ReadingContextEnumType,
    TransactionEventEnumType,
    TriggerReasonEnumType,
)

from simulator.ocpp201 import texts
from simulator.station.outbox import CHARGING_STATE, METER, START, STATUS, STOP, Entry

OFFLINE_AFTER = timedelta(seconds=10)


def request_of(entry: Entry) -> Any:
    """The `ocpp.v201.call` dataclass of a queued message; None when 2.0.1 has none for it."""
    if entry.kind == STATUS:
        return status(entry.payload)
    if entry.kind == METER and entry.transaction is None:
        values: Any = texts.meter_values(entry.payload["meter_value"])
        return call.MeterValues(evse_id=entry.payload["connector_id"], meter_value=values)
    return event(entry, **EVENTS[entry.kind](entry.payload))


def status(payload: dict[str, Any]) -> call.StatusNotification | None:
    """Status of a connector; the station as a whole has none in 2.0.1."""
    if payload["connector_id"] == 0:
        return None
    return call.StatusNotification(
        timestamp=payload["timestamp"],
        connector_status=texts.connector_status(payload["status"]),
        evse_id=payload["connector_id"],
        connector_id=1,
    )


def event(entry: Entry, **fields: Any) -> call.TransactionEvent:
    """A TransactionEvent with what all of them have."""
    at = fields.pop("timestamp")
    is_old = datetime.now(UTC) - datetime.fromisoformat(at) > OFFLINE_AFTER
    info = {"transactionId": entry.transaction, **fields.pop("info")}
    untyped: Any = call.TransactionEvent
    made: call.TransactionEvent = untyped(
        timestamp=at, seq_no=entry.sequence, offline=is_old or None, transaction_info=info, **fields
    )
    return made


def started(payload: dict[str, Any]) -> dict[str, Any]:
    """Started, with the register of the beginning."""
    is_remote = "remote_start_id" in payload
    begin = texts.reading(payload["meter_start"], texts.REGISTER, "Wh", ReadingContextEnumType.transaction_begin)
    return {
        "event_type": TransactionEventEnumType.started,
        "trigger_reason": TriggerReasonEnumType.remote_start if is_remote else TriggerReasonEnumType.authorized,
        "timestamp": payload["timestamp"],
        "info": {"chargingState": ChargingStateEnumType.charging, "remoteStartId": payload.get("remote_start_id")},
        "evse": texts.evse(payload["connector_id"]),
        "id_token": texts.id_token(payload["id_tag"]),
        "meter_value": [{"timestamp": payload["timestamp"], "sampledValue": [begin]}],
    }


def metered(payload: dict[str, Any]) -> dict[str, Any]:
    """Updated, with the meter's values."""
    return {
        "event_type": TransactionEventEnumType.updated,
        "trigger_reason": TriggerReasonEnumType.meter_value_periodic,
        "timestamp": payload["meter_value"][0]["timestamp"],
        "info": {},
        "evse": texts.evse(payload["connector_id"]),
        "meter_value": texts.meter_values(payload["meter_value"]),
    }


def state_changed(payload: dict[str, Any]) -> dict[str, Any]:
    """Updated, because the charging state is another one."""
    return {
        "event_type": TransactionEventEnumType.updated,
        "trigger_reason": TriggerReasonEnumType.charging_state_changed,
        "timestamp": payload["timestamp"],
        "info": {"chargingState": texts.charging_state(payload["state"])},
        "evse": texts.evse(payload["connector_id"]),
    }


def ended(payload: dict[str, Any]) -> dict[str, Any]:
    """Ended, with the register of the end."""
    reason, trigger = texts.stopped(payload["reason"])
    return {
        "event_type": TransactionEventEnumType.ended,
        "trigger_reason": trigger,
        "timestamp": payload["timestamp"],
        "info": {"stoppedReason": reason},
        "id_token": texts.id_token(payload["id_tag"]) if payload["id_tag"] else None,
        "meter_value": texts.meter_values(payload["transaction_data"]),
    }


EVENTS = {START: started, METER: metered, CHARGING_STATE: state_changed, STOP: ended}
