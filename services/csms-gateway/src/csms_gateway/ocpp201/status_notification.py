"""StatusNotification (2.0.1 use case G01): five words, told apart by the charging state of the transaction there."""

from csms_gateway.ocpp201.evses import connector_number
from csms_gateway.ocpp201.memory import StationMemory
from csms_gateway.ocpp201.statuses import status_event
from csms_gateway.ocppj.routing import Reply, Request, Tools
from csms_gateway.ocppj.samples import note
from csms_gateway.ocppj.timestamps import read_time


def status_notification(request: Request, _tools: Tools) -> Reply:
    payload, memory = request.payload, request.memory
    assert isinstance(memory, StationMemory)
    status = str(request.require("connectorStatus"))
    number = connector_number(request.caller, payload.get("evseId", 0), payload.get("connectorId", 1))
    time = read_time(payload.get("timestamp"), request.received_at)
    note(request.deviations, time.deviations)
    connector = memory.connector(number)
    connector.status = status
    if status == "Available" and connector.transaction is None:
        # The cable is out and nothing runs: what was said of the last car is over.
        connector.has_charged, connector.charging_state, connector.is_authorized = False, None, False
    return Reply({}, [status_event(request, number, connector, time)])
