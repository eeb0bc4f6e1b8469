"""StopTransaction (1.6 section 4.10): accepted whatever its id; sessions-api finds or quarantines it (quirks T3-T5)."""

from csms_gateway.authorization import Verdict
from csms_gateway.events import TRANSACTION_ENDED
from csms_gateway.ocpp16.authorize import STATUS_WORDS
from csms_gateway.ocpp16.meter_values import meter_values_event
from csms_gateway.ocpp16.samples import samples
from csms_gateway.ocpp16.start_transaction import is_late
from csms_gateway.ocppj.routing import Reply, Request, Tools
from csms_gateway.ocppj.samples import portions
from csms_gateway.ocppj.timestamps import read_time


def stop_transaction(request: Request, tools: Tools) -> Reply:
    payload = request.payload
    request.require_any("transactionId", "meterStop", "idTag", "timestamp")
    meter_stop = request.register("meterStop")
    verdict = _verdict(request, tools)
    time = read_time(payload.get("timestamp"), request.received_at)
    request.deviations.extend(time.deviations)
    number = str(payload.get("transactionId", 0))
    told = samples(payload.get("transactionData", []), request.received_at, request.deviations)
    *earlier, last = portions(told)
    event = request.event(
        TRANSACTION_ENDED,
        transaction_number=number,
        connector_number=None,
        sequence=None,
        charging_state=None,
        trigger_reason=None,
        token=verdict.token if verdict else None,
        meter_stop_wh=meter_stop,
        reason=payload.get("reason") or "Local",
        device_at=time.at,
        received_at=request.received_at,
        is_late=is_late(time, request, tools),
        samples=last,
        deviations=list(request.deviations),
    )
    events = [*(meter_values_event(request, 0, number, portion) for portion in earlier), event]
    return Reply({"idTagInfo": {"status": STATUS_WORDS[verdict.result]}} if verdict else {}, events)


def _verdict(request: Request, tools: Tools) -> Verdict | None:
    id_tag = str(request.payload.get("idTag", "")).strip()
    if not id_tag:
        return None
    return tools.authorizer.check(request.caller.rule.tag(id_tag), request.caller.station_id, request.received_at)
