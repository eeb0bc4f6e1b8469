"""MeterValues as a connector shows them: power and register. Nine of ten facts are of this kind, so none is a model."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, ClassVar, Final
from uuid import UUID

import msgspec

POWER: Final = "Power.Active.Import"
REGISTER: Final = "Energy.Active.Import.Register"
USED: Final = frozenset((POWER, REGISTER))
"""Measurands that a connector shows; a session keeps the rest."""
Moment = Annotated[datetime, msgspec.Meta(tz=True)]


class Sample(msgspec.Struct, gc=False, frozen=True, kw_only=True):
    """A value of a meter as the station wrote it (SampledValue, OCPP 1.6, 7.43)."""

    at: Moment | None = None
    measurand: str = REGISTER
    phase: str | None = None
    location: str | None = None
    unit: str | None = None
    value: str


class MeterValues(msgspec.Struct, frozen=True):
    """`samples`: of the measurands that are used."""

    type: ClassVar = "transaction.meter-values.v1"

    at: datetime
    station_id: UUID
    epoch: int
    connector_number: int | None
    transaction_number: str | None
    samples: list[Sample]
    remote_token: str | None = None
    """2.x: presented for a transaction that a plugged cable had begun."""

    @property
    def measured_at(self) -> datetime | None:
        """The newest moment of the station's clock."""
        return max((sample.at for sample in self.samples if sample.at is not None), default=None)


class _Token(msgspec.Struct):
    remote_token: str | None = None


class _Data(msgspec.Struct):
    station_id: UUID
    epoch: int
    connector_number: int | None = None
    transaction_number: str | None = None
    samples: list[Sample] = []
    at: Moment | None = None
    token: _Token | None = None


class _Envelope(msgspec.Struct):
    time: Moment
    data: _Data


_decode: Final = msgspec.json.Decoder(_Envelope).decode


def read_bytes(raw: bytes) -> MeterValues:
    """Of a whole envelope. Raises msgspec.ValidationError."""
    told = _decode(raw)
    return _fact(told.data, told.time)


def read_data(data: Mapping[str, Any], time: datetime) -> MeterValues:
    """Of what stands in an envelope. Raises msgspec.ValidationError."""
    return _fact(msgspec.convert(data, _Data), time)


def _fact(told: _Data, time: datetime) -> MeterValues:
    samples = [sample for sample in told.samples if sample.measurand in USED]
    at, token = told.at or time, told.token
    number, remote = told.transaction_number, token.remote_token if token is not None else None
    return MeterValues(at, told.station_id, told.epoch, told.connector_number, number, samples, remote)
