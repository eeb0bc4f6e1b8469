"""What a station tells about its sessions, message by message, in the order in which it happened."""

import heapq
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from ocpp.v16 import call
from ocpp.v16.enums import Measurand, ReadingContext, Reason, UnitOfMeasure

from simulator.ocpp16.texts import sample, timestamp
from simulator.replay.plan import PlannedSession, StationPlan

SAMPLES_AT = (0.25, 0.6, 1.0)  # of the session's time
TAPER = 1.25  # above 1 the power sinks towards the end, as a battery's does


@dataclass
class Telling:
    """How far a session has been told. The central system's transaction id is known once the start is answered."""

    session: PlannedSession
    transaction_id: int | None = None
    authorization: str | None = None
    is_told: bool = False


@dataclass
class Step:
    """One message about a session. The message id stays the same however often it is sent."""

    telling: Telling
    at: datetime
    message_id: str = field(default_factory=lambda: str(uuid4()))

    def request(self) -> Any:
        """The `ocpp.v16.call` dataclass to send."""
        raise NotImplementedError

    def answered(self, answer: Any) -> None:
        """Take over what the central system said."""


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
        self.telling.transaction_id = int(answer.transaction_id)
        self.telling.authorization = str(answer.id_tag_info["status"])


@dataclass
class SampleStep(Step):
    """MeterValues with the register, the power of the stretch before, and the state of charge where it is known."""

    register_wh: int = 0
    power_w: int = 0
    soc_percent: float | None = None

    def request(self) -> call.MeterValues:
        context = ReadingContext.sample_periodic
        values = [
            sample(self.register_wh, Measurand.energy_active_import_register, UnitOfMeasure.wh, context),
            sample(self.power_w, Measurand.power_active_import, UnitOfMeasure.w, context),
        ]
        if self.soc_percent is not None:
            values.append(sample(f"{self.soc_percent:.1f}", Measurand.soc, UnitOfMeasure.percent, context))
        return call.MeterValues(
            connector_id=self.telling.session.connector_number,
            transaction_id=self.telling.transaction_id,
            meter_value=[{"timestamp": timestamp(self.at), "sampled_value": values}],
        )


class StopStep(Step):
    """StopTransaction with the session's own end and register."""

    def request(self) -> call.StopTransaction:
        session, transaction_id = self.telling.session, self.telling.transaction_id
        assert transaction_id is not None, "the queue holds a stop before its start"
        return call.StopTransaction(
            meter_stop=session.meter_stop_wh,
            timestamp=timestamp(self.at),
            transaction_id=transaction_id,
            id_tag=session.id_tag,
            reason=Reason.local,
        )

    def answered(self, answer: Any) -> None:  # noqa: ARG002 - that it was answered is all
        self.telling.is_told = True


def station_steps(plan: StationPlan) -> tuple[list[Telling], list[Step]]:
    """All sessions of a station and the queue of its messages, oldest first over all connectors."""
    tellings = [Telling(session) for session in plan.sessions]
    by_connector: dict[int, list[Step]] = {}
    for telling in tellings:
        by_connector.setdefault(telling.session.connector_number, []).extend(session_steps(telling))
    return tellings, list(heapq.merge(*by_connector.values(), key=lambda step: step.at))


def session_steps(telling: Telling) -> Iterator[Step]:
    """Start, samples, stop."""
    yield StartStep(telling, telling.session.started_at)
    yield from sample_steps(telling)
    yield StopStep(telling, telling.session.ended_at)


def sample_steps(telling: Telling) -> Iterator[SampleStep]:
    """A few samples, rising to the session's whole energy; none for a session without duration."""
    session = telling.session
    registers = session_registers(session)
    for (before, before_wh), (at, register_wh) in itertools.pairwise(registers):
        seconds = (at - before).total_seconds()
        if seconds > 0:
            power_w = round((register_wh - before_wh) * 3600 / seconds)
            soc = soc_at(session, register_wh)
            yield SampleStep(telling, at, register_wh=register_wh, power_w=power_w, soc_percent=soc)


def session_registers(session: PlannedSession) -> list[tuple[datetime, int]]:
    """Times and registers that the station tells for a session, from its start to its end."""
    start, length = session.started_at, session.ended_at - session.started_at
    told = [(start, session.meter_start_wh)]
    for share in SAMPLES_AT:
        at = start + timedelta(seconds=int(length.total_seconds() * share))
        told.append((at, session.meter_start_wh + round(session.energy_wh * energy_share(share))))
    return told


def energy_share(time_share: float) -> float:
    """Part of the energy that has flowed after that part of the time."""
    return float(1 - (1 - time_share) ** TAPER)


def soc_at(session: PlannedSession, register_wh: int) -> float | None:
    """State of charge at a register, on the straight line between the published ones."""
    if session.soc_start is None or session.soc_end is None or session.energy_wh == 0:
        return None
    share = (register_wh - session.meter_start_wh) / session.energy_wh
    return session.soc_start + (session.soc_end - session.soc_start) * share
