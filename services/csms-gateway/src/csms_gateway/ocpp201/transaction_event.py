"""TransactionEvent (2.0.1 use cases E01-E15): any event is accepted, whatever went missing before it (quirk T14)."""

from typing import Any, Final

from csms_gateway.events import Event
from csms_gateway.limits import limits
from csms_gateway.ocpp201.evses import told_number
from csms_gateway.ocpp201.id_tokens import check, id_token_info, token_text
from csms_gateway.ocpp201.memory import OpenTransaction, StationMemory
from csms_gateway.ocpp201.samples import samples
from csms_gateway.ocpp201.statuses import changed_status
from csms_gateway.ocpp201.transaction_facts import TransactionReport, ended_events, started_events, updated_events
from csms_gateway.ocppj.faults import CallRefused, Fault
from csms_gateway.ocppj.routing import Reply, Request, Tools
from csms_gateway.ocppj.samples import note
from csms_gateway.ocppj.timestamps import read_time

_ID_LIMIT: Final = 64
_CHARGING: Final = {"Charging", "SuspendedEV", "SuspendedEVSE"}


def transaction_event(request: Request, tools: Tools) -> Reply:
    memory = request.memory
    assert isinstance(memory, StationMemory)
    kind = str(request.require("eventType"))
    report = _read(request, tools, memory)
    events = _facts(kind, request, tools, report)
    events += _remember(kind, request, memory, report)
    return Reply({"idTokenInfo": id_token_info(report.verdict)} if report.verdict else {}, events)


def _facts(kind: str, request: Request, tools: Tools, report: TransactionReport) -> list[Event]:
    if kind == "Started":
        return started_events(request, tools, report)
    return ended_events(request, tools, report) if kind == "Ended" else updated_events(request, report)


def _read(request: Request, tools: Tools, memory: StationMemory) -> TransactionReport:
    payload = request.payload
    info: dict[str, Any] = request.require("transactionInfo")
    number = str(info.get("transactionId", "")).strip()[:_ID_LIMIT]
    if not number:
        raise CallRefused(Fault.MISSING_FIELD, "transactionId is missing or unreadable")
    known = memory.transactions.get(number) or OpenTransaction()
    time = read_time(payload.get("timestamp"), request.received_at)
    note(request.deviations, time.deviations)
    id_token = payload.get("idToken")
    return TransactionReport(
        transaction_number=number,
        connector_number=_connector(request, known),
        charging_state=info.get("chargingState") or known.charging_state,
        sequence=payload.get("seqNo"),
        trigger_reason=payload.get("triggerReason"),
        remote_start_id=info.get("remoteStartId"),
        reason=info.get("stoppedReason"),
        time=time,
        samples=samples(payload.get("meterValue", []), request.received_at, request.deviations),
        verdict=check(request, tools, id_token) if id_token else None,
        id_token=token_text(id_token),
        limits=_limits(info.get("transactionLimit")),
    )


def _limits(told: Any) -> dict[str, Any]:
    """TransactionLimitType of OCPP 2.1; limits of cost and of charge are the station's own affair."""
    if not isinstance(told, dict):
        return {}
    return limits(energy_wh=told.get("maxEnergy"), seconds=told.get("maxTime"))


def _connector(request: Request, known: OpenTransaction) -> int | None:
    """As told, else as told before, else the only one that there is (quirk T15)."""
    told = told_number(request.caller, request.payload.get("evse"))
    if told:
        return told
    if known.connector_number is not None:
        return known.connector_number
    note(request.deviations, ("T15",))
    declared = request.caller.connector_numbers
    return declared[0] if len(declared) == 1 else None


def _remember(kind: str, request: Request, memory: StationMemory, report: TransactionReport) -> list[Event]:
    """Keep what later events leave out; a status fact when the connector has become something else by it."""
    number = report.connector_number
    if kind == "Ended":
        memory.end(report.transaction_number)
    else:
        transaction = memory.transaction(report.transaction_number)
        transaction.connector_number, transaction.charging_state = number, report.charging_state
    if number is None:
        return []
    connector = memory.connector(number)
    if kind == "Ended" and connector.transaction not in (None, report.transaction_number):
        return []  # an old one, delivered late; another runs here by now
    connector.transaction = None if kind == "Ended" else report.transaction_number
    connector.charging_state = report.charging_state
    connector.has_charged |= report.charging_state in _CHARGING
    connector.is_authorized |= report.verdict is not None and report.verdict.result == "accepted"
    return changed_status(request, number, connector, report.time)
