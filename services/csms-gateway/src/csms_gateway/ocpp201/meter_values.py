"""MeterValues (2.0.1 use case J01): readings outside of transactions, of an EVSE or of the station (evseId 0)."""

from csms_gateway.ocpp201.evses import connector_number
from csms_gateway.ocpp201.samples import samples
from csms_gateway.ocpp201.transaction_facts import meter_values_event
from csms_gateway.ocppj.routing import Reply, Request, Tools
from csms_gateway.ocppj.samples import portions


def meter_values(request: Request, _tools: Tools) -> Reply:
    told = samples(request.require("meterValue"), request.received_at, request.deviations)
    connector = connector_number(request.caller, request.payload.get("evseId", 0))
    return Reply({}, [meter_values_event(request, portion, connector_number=connector) for portion in portions(told)])
