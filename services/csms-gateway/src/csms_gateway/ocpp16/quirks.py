"""Which deviation from the 1.6 schema is which entry of the quirk catalogue (shared/quirks.md)."""

from typing import Final

_SAMPLE = "meterValue.sampledValue"

QUIRKS: Final[dict[str, str]] = {
    "length:idTag": "A1",
    "missing:idTag": "A3",
    "null:idTag": "A3",
    "length:chargePointVendor": "B5",
    "length:chargePointModel": "B5",
    "length:chargePointSerialNumber": "B5",
    "length:chargeBoxSerialNumber": "B5",
    "length:firmwareVersion": "B5",
    "missing:chargePointVendor": "B5",
    "missing:chargePointModel": "B5",
    "enum:errorCode": "B8",
    "missing:errorCode": "B8",
    "missing:connectorId": "B10",
    "missing:transactionId": "T3",
    "null:transactionId": "T3",
    "type:transactionId": "T3",
    "enum:reason": "T9",
    "type:meterValue": "M2",
    "type:transactionData": "M2",
    f"type:{_SAMPLE}": "M2",
    f"type:{_SAMPLE}.value": "M1",
    f"missing:{_SAMPLE}.value": "M1",
    f"null:{_SAMPLE}.value": "M1",
    f"enum:{_SAMPLE}.unit": "M3",
    f"enum:{_SAMPLE}.measurand": "M4",
    f"enum:{_SAMPLE}.context": "M4",
    f"enum:{_SAMPLE}.phase": "M4",
    f"enum:{_SAMPLE}.location": "M4",
    "missing:meterValue.timestamp": "M9",
    "missing:timestamp": "M9",
}
