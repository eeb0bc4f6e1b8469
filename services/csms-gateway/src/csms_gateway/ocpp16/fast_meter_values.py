"""MeterValues of OCPP 1.6 in one pass: nine of ten messages of a network are valid ones of this kind.

The frame is read, checked and turned into its fact without a dict in between. Whatever is not plainly valid (an odd
number, an unknown word, an escape, an extra field) is left to the general way; a test holds the two against each other.
"""

import re
from copy import deepcopy
from datetime import datetime
from typing import Annotated, Any, Final, Literal

import msgspec
import orjson
from msgspec import Meta

from csms_gateway.conversation import Caller, Handled
from csms_gateway.events import METER_VALUES, Delivery, Event
from csms_gateway.ocpp16.meter_values import transaction_number
from csms_gateway.ocpp16.samples import SIGNED
from csms_gateway.ocppj.samples import DEFAULT_MEASURAND, PLAIN_NUMBER, PORTION, note
from csms_gateway.ocppj.schemas import request_schemas
from csms_gateway.ocppj.timestamps import read_time
from csms_gateway.ocppj.typed_schemas import type_of

_ACTION: Final = "MeterValues"
_MARK: Final = b'"MeterValues"'
_HEAD_LENGTH: Final = 64
_ESCAPE: Final = b"\\"
# A NUL can stand in no value: JSON knows it only as an escape, and those are left to the general way.
_SEPARATOR: Final = "\0"
_NUMBERS: Final = re.compile(f"(?:{PLAIN_NUMBER}{_SEPARATOR})*{PLAIN_NUMBER}")


def _plain_payload() -> Any:
    """Signed data is no number, and to be refused by the reading itself costs nothing."""
    schema = deepcopy(request_schemas("v16")[_ACTION].schema)
    sampled = schema["properties"]["meterValue"]["items"]["properties"]["sampledValue"]["items"]
    sampled["properties"]["format"]["enum"].remove(SIGNED)
    return type_of(schema, _ACTION)


_Payload: Final[Any] = _plain_payload()
_Id: Final[Any] = Annotated[str, Meta(min_length=1, max_length=36)]
_decode: Final = msgspec.json.Decoder(tuple[Literal[2], _Id, Literal["MeterValues"], _Payload]).decode
_encode: Final = msgspec.json.Encoder().encode


class _Sample(msgspec.Struct, gc=False):
    """SAMPLE of the contract."""

    at: datetime | None
    measurand: str
    phase: str | None
    location: str | None
    context: str | None
    unit: str | None
    value: str


def read_meter_values(raw: bytes, caller: Caller, now: datetime) -> Handled | None:
    """Serve the frame if it is a plain MeterValues; None: it is something else. Implements FastLane."""
    if _MARK not in raw[:_HEAD_LENGTH] or _ESCAPE in raw:
        return None
    try:
        _, message_id, _, payload = _decode(raw)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
    deviations: list[str] = []
    told = _samples(payload.meterValue, now, deviations)
    if told is None:
        return None
    event = _event(caller, payload, told, now)
    return Handled(_ACTION, b"[3,%b,{}]" % orjson.dumps(message_id), [event], Delivery.HELD, deviations)


def _samples(moments: list[Any], now: datetime, deviations: list[str]) -> list[_Sample] | None:
    told: list[_Sample] = []
    for moment in moments:
        sampled = moment.sampledValue
        if not _NUMBERS.fullmatch(_SEPARATOR.join([one.value for one in sampled])):
            return None
        time = read_time(moment.timestamp, now)
        if time.deviations:
            note(deviations, time.deviations)
        at = time.at
        told += [
            _Sample(at, s.measurand or DEFAULT_MEASURAND, s.phase, s.location, s.context, s.unit, s.value)
            for s in sampled
        ]
    return told if len(told) <= PORTION else None


def _event(caller: Caller, payload: Any, told: list[_Sample], now: datetime) -> Event:
    data = {
        "station_id": caller.station_id,
        "epoch": caller.epoch,
        "connector_number": max(payload.connectorId, 0),
        "transaction_number": transaction_number(payload.transactionId),
        "sequence": None,
        "charging_state": None,
        "trigger_reason": None,
        "token": None,
        "authorization": None,
        "samples": orjson.Fragment(_encode(told)),
        "device_at": None,
        "received_at": now,
    }
    return Event(METER_VALUES, data)
