"""Which deviation from the 2.x schemas is which entry of the quirk catalogue (shared/quirks.md)."""

from typing import Final

_SAMPLE = "meterValue.sampledValue"

QUIRKS: Final[dict[str, str]] = {
    "length:idToken.idToken": "A1",
    "missing:idToken.idToken": "A3",
    "length:chargingStation.vendorName": "B5",
    "length:chargingStation.model": "B5",
    "length:chargingStation.serialNumber": "B5",
    "length:chargingStation.firmwareVersion": "B5",
    "missing:chargingStation": "B5",
    "missing:chargingStation.vendorName": "B5",
    "missing:chargingStation.model": "B5",
    "missing:evseId": "B10",
    "missing:connectorId": "B10",
    "enum:transactionInfo.stoppedReason": "T9",
    "missing:seqNo": "T14",
    "type:seqNo": "T14",
    "enum:triggerReason": "T15",
    "missing:triggerReason": "T15",
    "enum:transactionInfo.chargingState": "T15",
    "type:meterValue": "M2",
    f"type:{_SAMPLE}": "M2",
    f"type:{_SAMPLE}.value": "M1",
    f"missing:{_SAMPLE}.value": "M1",
    f"null:{_SAMPLE}.value": "M1",
    f"enum:{_SAMPLE}.measurand": "M4",
    f"enum:{_SAMPLE}.context": "M4",
    f"enum:{_SAMPLE}.phase": "M4",
    f"enum:{_SAMPLE}.location": "M4",
    "missing:meterValue.timestamp": "M9",
    "missing:timestamp": "M9",
    "missing:requestId": "S6",
}
