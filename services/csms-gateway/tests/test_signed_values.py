"""Signed meter values (1.6 section 7.29, «SignedData») are evidence, not numbers: kept in the log, never measured."""

from typing import Any

import pytest
from common.testing.helpers import eventually
from csms_gateway.gateway import Gateway
from gateway_support import NewStation, Published, connect

TIME = "2026-11-25T10:00:00Z"
RAW = {"value": "1200", "context": "Transaction.End"}
# The second one is all digits: nothing but the word in `format` tells it from a register.
SIGNED = [{"value": text, "format": "SignedData"} for text in ('OCMF|{"RV":1}|{"SA":"ECDSA"}', "4857120033")]
METER_VALUES, ENDED = "transaction.meter-values.v1", "transaction.ended.v1"


def moment(*samples: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"timestamp": TIME, "sampledValue": list(samples)}]


CASES = [
    ("ocpp1.6", "MeterValues", {"connectorId": 1, "meterValue": moment(*SIGNED, RAW)}, METER_VALUES),
    ("ocpp1.6", "MeterValues", {"connectorId": "1", "meterValue": moment(*SIGNED, RAW)}, METER_VALUES),
    ("ocpp1.6", "MeterValues", {"connectorId": 1, "meterValue": moment(SIGNED[1] | {"format": "signeddata"}, RAW)},
     METER_VALUES),
    ("ocpp1.6", "StopTransaction", {"transactionId": 5, "meterStop": 1200, "timestamp": TIME,
     "transactionData": moment(RAW, *SIGNED)}, ENDED),
    ("ocpp2.0.1", "MeterValues", {"evseId": 1, "meterValue": moment(*SIGNED, RAW)}, METER_VALUES),
    ("ocpp2.1", "MeterValues", {"evseId": 1, "meterValue": moment(*SIGNED, RAW)}, METER_VALUES),
    ("ocpp2.0.1", "MeterValues", {"evseId": 1, "meterValue": moment({**RAW, "value": 1200, "signedMeterValue": {
     "signedMeterData": "T0NNRg==", "signingMethod": "ECDSA", "encodingMethod": "OCMF", "publicKey": ""}})},
     METER_VALUES),
]  # fmt: skip


@pytest.mark.parametrize("number", range(len(CASES)))
async def test_what_is_signed_is_kept_raw_and_measures_nothing(
    gateway: Gateway, new_station: NewStation, published: Published, logged: Published, number: int
) -> None:
    version, action, payload, event_type = CASES[number]
    station_id = await new_station(f"signed-{number}", connectors=1)
    station = await connect(gateway, f"signed-{number}", [version])
    await station.call(action, payload)
    event = await published.one(station_id, event_type)
    assert [(one["value"], one["context"]) for one in event["samples"]] == [("1200", "Transaction.End")]

    async def is_kept() -> bool:
        texts = [one["raw"] for one in logged.of(station_id, "frame.logged.v1") if one["direction"] == "in"]
        return any("signed" in text.lower() for text in texts)

    await eventually(is_kept)
    await station.socket.close()
