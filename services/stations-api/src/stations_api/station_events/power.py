"""The power that flows now and the register, from the samples of a MeterValues message."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from stations_api.station_events.meter_values import POWER, REGISTER, Sample

OUTLET = {None, "", "Outlet"}
Factors = Mapping[str | None, Decimal]
FACTORS: Factors = {None: Decimal(1), "": Decimal(1), "W": Decimal(1), "kW": Decimal(1000)}
"""The unit of power is W when none is told (OCPP 1.6, 7.45)."""
REGISTER_FACTORS: Factors = {None: Decimal(1), "": Decimal(1), "Wh": Decimal(1), "kWh": Decimal(1000)}
"""The unit of a register is Wh when none is told (OCPP 1.6, 7.45)."""
LONG_AGO = datetime.min.replace(tzinfo=UTC)


def power_w(samples: Sequence[Sample]) -> int | None:
    """Power in W of the newest readings: the total when there is one, else the phases added; None: not told."""
    return _newest(samples, POWER, FACTORS)


def register_wh(samples: Sequence[Sample]) -> int | None:
    """The newest register of the connector's meter in Wh."""
    return _newest(samples, REGISTER, REGISTER_FACTORS)


def _newest(samples: Sequence[Sample], measurand: str, factors: Factors) -> int | None:
    readings = [sample for sample in samples if sample.measurand == measurand and sample.location in OUTLET]
    if not readings:
        return None
    newest = max((sample.at or LONG_AGO for sample in readings), default=LONG_AGO)
    now = [sample for sample in readings if (sample.at or LONG_AGO) == newest]
    totals = [value for sample in now if not sample.phase and (value := _value(sample, factors)) is not None]
    phases = [value for sample in now if sample.phase and (value := _value(sample, factors)) is not None]
    if not totals and not phases:
        return None
    return int((totals[-1] if totals else sum(phases, Decimal(0))).quantize(Decimal(1), ROUND_HALF_UP))


def _value(sample: Sample, factors: Factors) -> Decimal | None:
    factor = factors.get(sample.unit)
    try:
        value = Decimal(sample.value.strip().replace(",", "."))
    except InvalidOperation:
        return None
    return value * factor if factor is not None and value.is_finite() else None
