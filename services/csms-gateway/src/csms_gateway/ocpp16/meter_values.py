"""MeterValues (1.6 section 4.7): every readable sample is a fact; a frame with none of them is kept and accepted."""

from typing import Any, Final

from csms_gateway.events import METER_VALUES, Event
from csms_gateway.ocpp16.samples import samples
from csms_gateway.ocppj.routing import Reply, Request, Tools
from csms_gateway.ocppj.samples import portions

_INT32: Final = 1 << 31


def meter_values(request: Request, _tools: Tools) -> Reply:
    told = samples(request.require("meterValue"), request.received_at, request.deviations)
    connector = max(request.payload.get("connectorId", 0), 0)
    number = transaction_number(request.payload.get("transactionId"))
    return Reply({}, [meter_values_event(request, connector, number, portion) for portion in portions(told)])


def meter_values_event(
    request: Request, connector: int, transaction_number: str | None, portion: list[dict[str, Any]]
) -> Event:
    """The fact of some samples of one message."""
    return request.event(
        METER_VALUES,
        connector_number=connector,
        transaction_number=transaction_number,
        sequence=None,
        charging_state=None,
        trigger_reason=None,
        token=None,
        authorization=None,
        samples=portion,
        device_at=None,  # the message has no time of its own, only its samples have
        received_at=request.received_at,
    )


def transaction_number(told: Any) -> str | None:
    """None for what we never gave out: the reader then asks the connector (quirks M8, Q01)."""
    return str(told) if isinstance(told, int) and 0 < told < _INT32 else None
