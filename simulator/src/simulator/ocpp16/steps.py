"""What a station tells about its sessions in OCPP 1.6, message by message."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ocpp.v16 import call
from ocpp.v16.enums import Measurand, ReadingContext, Reason, UnitOfMeasure

from simulator.ocpp16.texts import sample, timestamp
from simulator.replay.steps import Step
from simulator.replay.telling import Sample, Telling, begin_sample, session_messages


class StartStep(Step):
    """StartTransaction with the session's own time and register."""

    def request(self) -> call.StartTransaction:
        session = self.telling.session
        return call.StartTransaction(
            connector_id=session.connector_number,
            id_tag=session.id_tag,
            meter_start=session.meter_start_wh,
            timestamp=timestamp(self.at),
        )

    def answered(self, answer: Any) -> None:
        self.telling.transaction_id = str(answer.transaction_id)
        self.telling.authorization = str(answer.id_tag_info["status"])


@dataclass
class SampleStep(Step):
    """MeterValues of some moments: the register, the power of the stretch before, and what else is measured there."""

    samples: list[Sample] = field(kw_only=True)

    @property
    def is_update(self) -> bool:
        return True

    def request(self) -> call.MeterValues:
        told = [{"timestamp": timestamp(one.at), "sampled_value": sampled_values(one)} for one in self.samples]
        return call.MeterValues(
            connector_id=self.telling.session.connector_number,
            transaction_id=number_of(self.telling),
            meter_value=told,
        )


def sampled_values(told: Sample) -> list[dict[str, str]]:
    """All that was measured at the moment."""
    context = ReadingContext.transaction_begin if told.is_begin else ReadingContext.sample_periodic
    values = [
        sample(told.register_wh, Measurand.energy_active_import_register, UnitOfMeasure.wh, context),
        sample(told.power_w, Measurand.power_active_import, UnitOfMeasure.w, context),
    ]
    if told.soc_percent is not None:
        values.append(sample(f"{told.soc_percent:.1f}", Measurand.soc, UnitOfMeasure.percent, context))
    others = (
        sample(one.value, one.measurand, one.unit, context, phase=one.phase, location=one.location)
        for one in told.others
    )
    return [*values, *others]


class StopStep(Step):
    """StopTransaction with the session's own end and register."""

    def request(self) -> call.StopTransaction:
        session = self.telling.session
        return call.StopTransaction(
            meter_stop=session.meter_stop_wh,
            timestamp=timestamp(self.at),
            transaction_id=number_of(self.telling),
            id_tag=session.id_tag,
            reason=Reason.local,
        )

    def answered(self, answer: Any) -> None:  # noqa: ARG002 - that it was answered is all
        self.telling.is_told = True


def number_of(telling: Telling) -> int:
    """The central system's number of the transaction: a queue never holds a later message before its start."""
    assert telling.transaction_id is not None, "the start was not answered"
    return int(telling.transaction_id)


def session_steps(telling: Telling) -> Iterator[Step]:
    """Start, samples, stop."""
    yield StartStep(telling, telling.session.started_at)
    yield from sample_steps(telling)
    yield StopStep(telling, telling.session.ended_at)


def sample_steps(telling: Telling) -> Iterator[SampleStep]:
    """MeterValues between start and stop; the first one tells of the start too, where there is more to tell."""
    begin = begin_sample(telling.session)
    for number, samples in enumerate(session_messages(telling.session)):
        told = [begin, *samples] if begin is not None and number == 0 else samples
        yield SampleStep(telling, samples[-1].at, samples=told)
