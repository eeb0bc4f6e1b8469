"""What TransactionEvent and MeterValues of OCPP 2.x become: the three facts of a transaction."""

from dataclasses import dataclass
from typing import Any

from csms_gateway.authorization import Verdict, token
from csms_gateway.events import METER_VALUES, TRANSACTION_ENDED, TRANSACTION_STARTED, Event
from csms_gateway.ocpp201.samples import register_wh
from csms_gateway.ocppj.routing import Request, Tools
from csms_gateway.ocppj.samples import portions
from csms_gateway.ocppj.timestamps import DeviceTime
from csms_gateway.transactions import TransactionId


@dataclass(frozen=True, slots=True)
class TransactionReport:
    """One TransactionEvent, read."""

    transaction_number: str
    connector_number: int | None
    charging_state: str | None
    sequence: int | None
    trigger_reason: str | None
    remote_start_id: int | None
    reason: str | None
    time: DeviceTime
    samples: list[dict[str, Any]]
    verdict: Verdict | None
    """On the token of this event; None when it carries none."""
    id_token: str
    limits: dict[str, Any]
    """OCPP 2.1: what this transaction may take; nothing elsewhere."""

    def place(self) -> dict[str, Any]:
        """Fields that all three facts have."""
        return {
            "transaction_number": self.transaction_number,
            "connector_number": self.connector_number,
            "sequence": self.sequence,
            "charging_state": self.charging_state,
            "trigger_reason": self.trigger_reason,
        }

    def dated(self) -> dict[str, Any]:
        """The same with the time of the event, for facts that tell no other times."""
        return {**self.place(), "device_at": self.time.at}


def started_events(request: Request, tools: Tools, report: TransactionReport) -> list[Event]:
    """transaction.started.v1; samples beyond one record's worth follow as meter values."""
    first, *others = portions(report.samples)
    meter_start = register_wh(report.samples, "Transaction.Begin")
    connector = report.connector_number or 0
    key = TransactionId.derive(
        request.caller.station_id,
        connector,
        report.time.raw,
        "" if meter_start is None else meter_start,
        report.id_token,
        "" if report.time.at is not None else request.message_id,
        own_id=report.transaction_number,
    ).key
    started = request.event(
        TRANSACTION_STARTED,
        **report.place() | {"connector_number": connector},
        transaction_key=key,
        token=report.verdict.token if report.verdict else token("none"),
        authorization=report.verdict.result if report.verdict else "accepted",
        refusal=report.verdict.refusal if report.verdict else None,
        remote_start_id=report.remote_start_id,
        meter_start_wh=meter_start,
        samples=first,
        **_times(request, tools, report),
        **report.limits,
        deviations=list(request.deviations),
    )
    return [started, *(meter_values_event(request, portion, **report.dated()) for portion in others)]


def updated_events(request: Request, report: TransactionReport) -> list[Event]:
    """transaction.meter-values.v1, also without samples: the charging state is news too.

    An Updated may bring the token of a transaction that a plugged cable had begun: `token` and `authorization`.
    """
    first, *others = portions(report.samples)
    authorized = _authorized(report)
    return [
        meter_values_event(request, first, **report.dated(), **authorized, **report.limits),
        *(meter_values_event(request, portion, **report.dated()) for portion in others),
    ]


def ended_events(request: Request, tools: Tools, report: TransactionReport) -> list[Event]:
    """transaction.ended.v1, after the samples that do not fit into it."""
    *earlier, last = portions(report.samples)
    ended = request.event(
        TRANSACTION_ENDED,
        **report.place(),
        token=report.verdict.token if report.verdict else None,
        meter_stop_wh=register_wh(report.samples, "Transaction.End"),
        reason=report.reason or "Local",
        samples=last,
        **_times(request, tools, report),
        deviations=list(request.deviations),
    )
    return [*(meter_values_event(request, portion, **report.dated()) for portion in earlier), ended]


def meter_values_event(request: Request, portion: list[dict[str, Any]], **place: Any) -> Event:
    """The fact of some samples; `place` says what of a transaction is known."""
    nothing = {
        "connector_number": 0,
        "transaction_number": None,
        "sequence": None,
        "charging_state": None,
        "trigger_reason": None,
        "token": None,
        "authorization": None,
        "device_at": None,
    }
    return request.event(METER_VALUES, **{**nothing, **place}, samples=portion, received_at=request.received_at)


def _authorized(report: TransactionReport) -> dict[str, Any]:
    if report.verdict is None:
        return {}
    return {"token": report.verdict.token, "authorization": report.verdict.result}


def _times(request: Request, tools: Tools, report: TransactionReport) -> dict[str, Any]:
    at = report.time.at
    is_late = at is not None and (request.received_at - at).total_seconds() > tools.late_after
    return {"device_at": at, "received_at": request.received_at, "is_late": is_late}
