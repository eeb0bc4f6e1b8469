"""What a station tells about its sessions in OCPP 2.0.1: TransactionEvents with sequence numbers, all offline."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from ocpp.v201 import call
from ocpp.v201.enums import (
    ChargingStateEnumType,
    ReadingContextEnumType,
    ReasonEnumType,
    TransactionEventEnumType,
    TriggerReasonEnumType,
)

from simulator.ocpp16.texts import timestamp
from simulator.ocpp201.texts import REGISTER, UNKNOWN_HERE, evse, id_token, reading
from simulator.replay.plan import PlannedSession
from simulator.replay.steps import Step
from simulator.replay.telling import Sample, Telling, begin_sample, session_messages


@dataclass
class EventStep(Step):
    """One TransactionEvent (2.0.1, 1.60). `is_end`: the session is told once it is answered."""

    kind: TransactionEventEnumType = field(kw_only=True)
    trigger: TriggerReasonEnumType = field(kw_only=True)
    sequence: int = field(kw_only=True)
    values: list[dict[str, Any]] = field(kw_only=True)
    """MeterValues: moments with what was measured."""
    info: dict[str, Any] = field(kw_only=True)

    @property
    def is_update(self) -> bool:
        return self.kind is TransactionEventEnumType.updated

    def request(self) -> call.TransactionEvent:
        session, at = self.telling.session, timestamp(self.at)
        is_update = self.kind is TransactionEventEnumType.updated
        untyped: Any = call.TransactionEvent
        event: call.TransactionEvent = untyped(
            event_type=self.kind,
            timestamp=at,
            trigger_reason=self.trigger,
            seq_no=self.sequence,
            offline=True,
            transaction_info={"transactionId": self.telling.transaction_id, **self.info},
            evse=evse(session.connector_number),
            id_token=None if is_update else id_token(session.id_tag),
            meter_value=self.values,
        )
        return event

    def answered(self, answer: Any) -> None:
        if answer.id_token_info is not None:
            self.telling.authorization = str(answer.id_token_info["status"])
        self.telling.is_told = self.kind is TransactionEventEnumType.ended


def transaction_id(session: PlannedSession) -> str:
    """The station's own id of the transaction: the same in every run."""
    name = f"{session.station_number}/{session.connector_number}/{timestamp(session.started_at)}"
    return str(uuid5(NAMESPACE_URL, name))


def session_steps(telling: Telling) -> Iterator[EventStep]:
    """Started, some Updated, Ended."""
    session = telling.session
    telling.transaction_id = transaction_id(session)
    yield started(telling)
    sequence = 0
    for sequence, step in enumerate(updates(telling), 1):
        step.sequence = sequence
        yield step
    yield ended(telling, sequence + 1)


def started(telling: Telling) -> EventStep:
    """The first event, with the register of the beginning."""
    session, begin = telling.session, begin_sample(telling.session)
    context = ReadingContextEnumType.transaction_begin
    register = [reading(session.meter_start_wh, REGISTER, "Wh", context)]
    return EventStep(
        telling,
        session.started_at,
        kind=TransactionEventEnumType.started,
        trigger=TriggerReasonEnumType.authorized,
        sequence=0,
        values=[moment_of(session.started_at, register if begin is None else readings_of(begin, context))],
        info={"chargingState": ChargingStateEnumType.charging},
    )


def updates(telling: Telling) -> Iterator[EventStep]:
    """The samples in between."""
    context = ReadingContextEnumType.sample_periodic
    for samples in session_messages(telling.session):
        values = [moment_of(sample.at, readings_of(sample, context)) for sample in samples]
        yield EventStep(
            telling,
            samples[-1].at,
            kind=TransactionEventEnumType.updated,
            trigger=TriggerReasonEnumType.meter_value_periodic,
            sequence=0,
            values=values,
            info={"chargingState": ChargingStateEnumType.charging},
        )


def readings_of(sample: Sample, context: ReadingContextEnumType) -> list[dict[str, Any]]:
    """All that was measured at a moment."""
    values = [
        reading(sample.register_wh, REGISTER, "Wh", context),
        reading(sample.power_w, "Power.Active.Import", "W", context),
    ]
    if sample.soc_percent is not None:
        values.append(reading(round(sample.soc_percent, 1), "SoC", "Percent", context))
    others = (
        reading(one.value, one.measurand, one.unit, context, phase=one.phase, location=one.location)
        for one in sample.others
        if one.measurand not in UNKNOWN_HERE
    )
    return [*values, *others]


def moment_of(at: datetime, values: list[dict[str, Any]]) -> dict[str, Any]:
    """One MeterValue (2.0.1, 2.32)."""
    return {"timestamp": timestamp(at), "sampledValue": values}


def ended(telling: Telling, sequence: int) -> EventStep:
    """The last event, with the register of the end."""
    session, context = telling.session, ReadingContextEnumType.transaction_end
    return EventStep(
        telling,
        session.ended_at,
        kind=TransactionEventEnumType.ended,
        trigger=TriggerReasonEnumType.stop_authorized,
        sequence=sequence,
        values=[moment_of(session.ended_at, [reading(session.meter_stop_wh, REGISTER, "Wh", context)])],
        info={"stoppedReason": ReasonEnumType.local},
    )
