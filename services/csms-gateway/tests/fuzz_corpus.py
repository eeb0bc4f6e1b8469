"""Frames to start from: the recorded ones where they are, and one good frame of each common kind of both versions."""

import json
from pathlib import Path
from typing import Any, Final

_DATA: Final = Path(__file__).parents[4] / "shared" / "data"
_RECORDED: Final = {
    "ocpp1.6": ("ocpp-frames-real/frames.jsonl", "ocpp-frames-simulator/ocpp16.jsonl"),
    "ocpp2.0.1": ("ocpp-frames-simulator/ocpp201.jsonl",),
    "ocpp2.1": ("ocpp-frames-simulator/ocpp21.jsonl",),
}
_TIME: Final = "2026-11-25T10:00:00Z"
_METER_16: Final = [{"timestamp": _TIME, "sampledValue": [{"value": "7", "measurand": "Voltage", "unit": "V"}]}]
_METER_2: Final = [{"timestamp": _TIME, "sampledValue": [{"value": 7.5, "unitOfMeasure": {"unit": "kWh"}}]}]
_COMPONENT: Final = {"component": {"name": "EVSE", "evse": {"id": 1}}, "variable": {"name": "Power"}}
_CALLS_16: Final[list[tuple[str, dict[str, Any]]]] = [
    ("BootNotification", {"chargePointVendor": "V", "chargePointModel": "M"}),
    ("StatusNotification", {"connectorId": 1, "errorCode": "NoError", "status": "Charging", "timestamp": _TIME}),
    ("StartTransaction", {"connectorId": 1, "idTag": "T", "meterStart": 5, "timestamp": _TIME}),
    ("StopTransaction", {"transactionId": 5, "meterStop": 9, "timestamp": _TIME, "transactionData": _METER_16}),
    ("MeterValues", {"connectorId": 1, "transactionId": 5, "meterValue": _METER_16}),
    ("Authorize", {"idTag": "T"}),
    ("DataTransfer", {"vendorId": "v", "data": "d"}),
    ("SecurityEventNotification", {"type": "x", "timestamp": _TIME}),
]
_CALLS_2: Final[list[tuple[str, dict[str, Any]]]] = [
    ("BootNotification", {"reason": "PowerUp", "chargingStation": {"vendorName": "V", "model": "M"}}),
    ("StatusNotification", {"timestamp": _TIME, "connectorStatus": "Occupied", "evseId": 1, "connectorId": 1}),
    ("TransactionEvent", {"eventType": "Started", "timestamp": _TIME, "seqNo": 0, "triggerReason": "Authorized",
                          "transactionInfo": {"transactionId": "t", "chargingState": "Charging"},
                          "evse": {"id": 1, "connectorId": 1}, "meterValue": _METER_2,
                          "idToken": {"idToken": "T", "type": "ISO14443"}}),
    ("TransactionEvent", {"eventType": "Ended", "timestamp": _TIME, "seqNo": 1, "triggerReason": "EVDeparted",
                          "transactionInfo": {"transactionId": "t"}}),
    ("MeterValues", {"evseId": 1, "meterValue": _METER_2}),
    ("NotifyReport", {"requestId": 1, "generatedAt": _TIME, "seqNo": 0, "reportData": [
        {**_COMPONENT, "variableAttribute": [{"value": "1"}]}]}),
    ("NotifyEvent", {"generatedAt": _TIME, "seqNo": 0, "eventData": [
        {**_COMPONENT, "eventId": 1, "timestamp": _TIME, "trigger": "Alerting", "actualValue": "true",
         "eventNotificationType": "CustomMonitor"}]}),
    ("Authorize", {"idToken": {"idToken": "T", "type": "Central"}}),
]  # fmt: skip


def corpus(protocol: str) -> list[str]:
    """Texts of the charger's frames of one protocol; never empty."""
    calls = _CALLS_16 if protocol == "ocpp1.6" else _CALLS_2
    made = [json.dumps([2, f"f{number}", action, payload]) for number, (action, payload) in enumerate(calls)]
    made += ['[3,"x",{"status":"Accepted"}]', '[4,"x","GenericError","",{}]', '[6,"x","Heartbeat",{}]']
    return made + [raw for name in _RECORDED[protocol] for raw in _recorded(_DATA / name)]


def _recorded(path: Path) -> list[str]:
    if not path.exists():
        return []
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    return [line["raw"] for line in lines if line["direction"] == "cp->cs"]
