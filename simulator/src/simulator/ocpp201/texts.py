"""Words of OCPP 2.0.1 for what the station knows in those of 1.6."""

from typing import Any

from ocpp.v16.enums import ChargePointStatus, Reason
from ocpp.v201.enums import (
    ChargingStateEnumType,
    ConnectorStatusEnumType,
    ReasonEnumType,
    TriggerReasonEnumType,
)

REGISTER = "Energy.Active.Import.Register"
UNKNOWN_HERE = frozenset({"Temperature"})
"""Measurands of 1.6 that 2.0.1 (3.55) has not."""

CONNECTOR_STATUS = {
    ChargePointStatus.available: ConnectorStatusEnumType.available,
    ChargePointStatus.reserved: ConnectorStatusEnumType.reserved,
    ChargePointStatus.unavailable: ConnectorStatusEnumType.unavailable,
    ChargePointStatus.faulted: ConnectorStatusEnumType.faulted,
}  # all others: occupied

CHARGING_STATE = {
    ChargePointStatus.charging: ChargingStateEnumType.charging,
    ChargePointStatus.suspended_ev: ChargingStateEnumType.suspended_ev,
    ChargePointStatus.suspended_evse: ChargingStateEnumType.suspended_evse,
}  # all others: the car is connected

STOPPED = {
    Reason.local: (ReasonEnumType.local, TriggerReasonEnumType.stop_authorized),
    Reason.remote: (ReasonEnumType.remote, TriggerReasonEnumType.remote_stop),
    Reason.ev_disconnected: (ReasonEnumType.ev_disconnected, TriggerReasonEnumType.ev_communication_lost),
    Reason.power_loss: (ReasonEnumType.power_loss, TriggerReasonEnumType.abnormal_condition),
    Reason.hard_reset: (ReasonEnumType.immediate_reset, TriggerReasonEnumType.reset_command),
    Reason.soft_reset: (ReasonEnumType.immediate_reset, TriggerReasonEnumType.reset_command),
    Reason.unlock_command: (ReasonEnumType.other, TriggerReasonEnumType.unlock_command),
    Reason.emergency_stop: (ReasonEnumType.emergency_stop, TriggerReasonEnumType.abnormal_condition),
    Reason.de_authorized: (ReasonEnumType.de_authorized, TriggerReasonEnumType.deauthorized),
}
STOPPED_OTHERWISE = (ReasonEnumType.other, TriggerReasonEnumType.abnormal_condition)


def connector_status(status: str) -> ConnectorStatusEnumType:
    """Status of a connector (2.0.1, 3.24) of one of 1.6."""
    return CONNECTOR_STATUS.get(ChargePointStatus(status), ConnectorStatusEnumType.occupied)


def charging_state(status: str) -> ChargingStateEnumType:
    """State of a transaction (2.0.1, 3.16) of a connector's status of 1.6."""
    return CHARGING_STATE.get(ChargePointStatus(status), ChargingStateEnumType.ev_connected)


def stopped(reason: str) -> tuple[ReasonEnumType, TriggerReasonEnumType]:
    """Why a transaction ended, and what triggered the message."""
    return STOPPED.get(Reason(reason), STOPPED_OTHERWISE)


def reading(value: float, measurand: str, unit: str, context: str, **place: str | None) -> dict[str, Any]:
    """One sampled value (2.0.1, 2.44); `place`: phase and location, where told."""
    told = {"value": value, "context": context, "measurand": measurand, "unitOfMeasure": {"unit": unit}}
    return told | {name: word for name, word in place.items() if word is not None}


def readings(values: list[dict[str, str]]) -> list[dict[str, Any]]:
    """Sampled values of 1.6 in the form of 2.0.1."""
    return [
        reading(float(item["value"]), item["measurand"], item["unit"], item["context"])
        for item in values
        if item["measurand"] not in UNKNOWN_HERE
    ]


def meter_values(values: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Meter values of 1.6 in the form of 2.0.1."""
    return [{"timestamp": item["timestamp"], "sampledValue": readings(item["sampled_value"])} for item in values]


def evse(number: int) -> dict[str, int]:
    """The EVSE of a connector: each has one connector here."""
    return {"id": number, "connectorId": 1}


def id_token(card: str) -> dict[str, str]:
    """A card as an id token."""
    return {"idToken": card, "type": "ISO14443"}
