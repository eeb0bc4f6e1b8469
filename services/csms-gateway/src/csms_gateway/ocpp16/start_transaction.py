"""StartTransaction (1.6 section 4.8): always answered with an id; the verdict goes along (quirk A4)."""

from csms_gateway.events import TRANSACTION_STARTED
from csms_gateway.ocpp16.authorize import STATUS_WORDS
from csms_gateway.ocppj.routing import Reply, Request, Tools
from csms_gateway.ocppj.timestamps import DeviceTime, read_time
from csms_gateway.transactions import TransactionId


def start_transaction(request: Request, tools: Tools) -> Reply:
    request.require_any("connectorId", "idTag", "meterStart", "timestamp")
    meter_start = request.register("meterStart")
    id_tag = str(request.payload.get("idTag", "")).strip()
    connector = _connector(request)
    time = read_time(request.payload.get("timestamp"), request.received_at)
    request.deviations.extend(time.deviations)
    transaction = _identify(request, connector, time, meter_start, id_tag)
    verdict = tools.authorizer.check(request.caller.rule.tag(id_tag), request.caller.station_id, request.received_at)
    event = request.event(
        TRANSACTION_STARTED,
        connector_number=connector,
        transaction_key=transaction.key,
        transaction_number=str(transaction.number),
        token=verdict.token,
        authorization=verdict.result,
        refusal=verdict.refusal,
        meter_start_wh=meter_start,
        sequence=None,
        charging_state=None,
        trigger_reason=None,
        remote_start_id=None,
        samples=[],
        device_at=time.at,
        received_at=request.received_at,
        is_late=is_late(time, request, tools),
        deviations=list(request.deviations),
    )
    answer = {"transactionId": transaction.number, "idTagInfo": {"status": STATUS_WORDS[verdict.result]}}
    return Reply(answer, [event])


def _identify(
    request: Request, connector: int, time: DeviceTime, meter_start: int | None, id_tag: str
) -> TransactionId:
    message_id = "" if time.at is not None else request.message_id
    register = "" if meter_start is None else meter_start
    return TransactionId.derive(request.caller.station_id, connector, time.raw, register, id_tag, message_id)


def _connector(request: Request) -> int:
    """The connector as told; 0 or nothing can only mean the one that the station has (quirk B10)."""
    told = request.payload.get("connectorId", 0)
    if told > 0:
        return int(told)
    request.deviations.append("B10")
    declared = request.caller.connector_numbers
    return declared[0] if len(declared) == 1 else 0


def is_late(time: DeviceTime, request: Request, tools: Tools) -> bool:
    """The station kept this for itself for a while: it was offline (quirk T13)."""
    return time.at is not None and (request.received_at - time.at).total_seconds() > tools.late_after
