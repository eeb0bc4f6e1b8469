"""The power that flows now, from the samples of a MeterValues message."""

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from stations_api.station_events.facts import Sample

MEASURAND = "Power.Active.Import"
OUTLET = {None, "", "Outlet"}
FACTORS = {None: Decimal(1), "": Decimal(1), "W": Decimal(1), "kW": Decimal(1000)}
"""The unit of power is W when none is told (OCPP 1.6, 7.45)."""
LONG_AGO = datetime.min.replace(tzinfo=UTC)


def power_w(samples: Sequence[Sample]) -> int | None:
    """Power in W of the newest readings: the total when there is one, else the phases added; None: not told."""
    readings = [sample for sample in samples if sample.measurand == MEASURAND and sample.location in OUTLET]
    newest = max((sample.at or LONG_AGO for sample in readings), default=LONG_AGO)
    now = [sample for sample in readings if (sample.at or LONG_AGO) == newest]
    totals = [watts for sample in now if not sample.phase and (watts := _watts(sample)) is not None]
    phases = [watts for sample in now if sample.phase and (watts := _watts(sample)) is not None]
    if not totals and not phases:
        return None
    return int((totals[-1] if totals else sum(phases, Decimal(0))).quantize(Decimal(1), ROUND_HALF_UP))


def _watts(sample: Sample) -> Decimal | None:
    factor = FACTORS.get(sample.unit)
    try:
        value = Decimal(sample.value.strip().replace(",", "."))
    except InvalidOperation:
        return None
    return value * factor if factor is not None and value.is_finite() else None
