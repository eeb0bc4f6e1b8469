"""Meter values as OCPP 1.6 tells them, read from their bytes: nine of ten facts are of this kind.

Whatever tells more (a sequence, who presented himself, limits) or is odd is read as every other fact is; a test holds
the two against each other.
"""

from datetime import UTC, datetime
from typing import Final
from uuid import UUID

import msgspec
from common.events import Envelope

from sessions_api.facts import MeterValues, Sample

_NUL: Final = b"\\u0000"


class _Data(msgspec.Struct, gc=False, forbid_unknown_fields=True):
    """A field that is not named here, or that is more than null where it says so, is for the general way."""

    station_id: UUID
    epoch: int
    received_at: datetime
    samples: list[Sample]
    connector_number: int | None = None
    transaction_number: str | None = None
    device_at: None = None
    sequence: None = None
    charging_state: None = None
    trigger_reason: None = None
    token: None = None
    authorization: None = None
    session_number: None = None
    limits: None = None


class _Envelope(msgspec.Struct, gc=False):
    id: str
    data: _Data


_decode: Final = msgspec.json.Decoder(_Envelope).decode


def read_meter_values(raw: bytes) -> MeterValues:
    """Of a whole envelope. Raises ValueError (ValidationError, DecodeError) when it is none."""
    plain = None if _NUL in raw else _plain(raw)
    if plain is not None:
        return plain
    envelope = Envelope.decode(raw)
    return MeterValues.model_validate({"received_at": envelope.time, "fact_id": envelope.id, **envelope.data})


def _plain(raw: bytes) -> MeterValues | None:
    try:
        envelope = _decode(raw)
    except msgspec.MsgspecError:
        return None
    told = envelope.data
    if told.received_at.tzinfo is not UTC or any(_is_foreign(one.at) for one in told.samples):
        return None
    return MeterValues.model_construct(
        fact_id=envelope.id,
        station_id=told.station_id,
        connector_number=told.connector_number,
        transaction_number=told.transaction_number,
        samples=told.samples,
        received_at=told.received_at,
    )


def _is_foreign(at: datetime | None) -> bool:
    return at is not None and at.tzinfo is not UTC
