"""The state of a session (ENU-501..510) as a pure function of what is known about it (rules ENU-511..522)."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

OVERDUE_AFTER = timedelta(hours=12)


class State(StrEnum):
    SUCCESS = "success"
    ERROR = "error"
    STOP = "stop"
    INTERRUPTED = "interrupted"
    JUNK = "junk"
    ATTENTION = "attention"
    READY = "ready"
    ACTIVE = "active"
    OVERDUE = "overdue"
    UNKNOWN = "unknown"


FAILED = frozenset({"E", "E1", "E2", "E3", "E4", "E5", "E6", "E7", "E8", "F"})
EMERGENCY = "E9"
CHARGED = "B2"
NOT_BEYOND_NEGOTIATION = frozenset({"A", "B", "B1"})
_FINISHED_WELL = frozenset({"A", CHARGED})
_PREPARING = frozenset({"B1", "C", *(f"C{step}" for step in range(1, 10))})
_WAITING = frozenset({"A", "B"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the rules look at. `controller_status` (ENU-040..064) is the present one, or the one at the end."""

    is_ended: bool
    lasted: timedelta
    energy_wh: int
    controller_status: str | None
    has_transaction: bool = False
    is_transaction_over: bool = False
    was_beyond_negotiation: bool = False
    is_interrupted: bool = False


def state_of(evidence: Evidence, overdue_after: timedelta = OVERDUE_AFTER) -> State:
    """The first rule that applies."""
    if _is_finished(evidence):
        return _finished(evidence)
    if evidence.lasted >= overdue_after:
        return State.OVERDUE
    return _unfinished(evidence)


def _is_finished(evidence: Evidence) -> bool:
    """ENU-522: the transaction is over and the controller in B2, though the vehicle is still plugged in; E9 as well."""
    return evidence.is_ended or (evidence.is_transaction_over and evidence.controller_status in {CHARGED, EMERGENCY})


def _unfinished(evidence: Evidence) -> State:
    if evidence.energy_wh > 0 or evidence.has_transaction or evidence.controller_status in _PREPARING:
        return State.ACTIVE
    if evidence.controller_status in _WAITING:
        return State.READY
    return State.UNKNOWN


def _finished(evidence: Evidence) -> State:
    status = evidence.controller_status
    if evidence.is_interrupted:
        return State.INTERRUPTED
    if status is None:
        return State.UNKNOWN
    if status == EMERGENCY or status in FAILED:
        return State.STOP if status == EMERGENCY else State.ERROR
    if evidence.energy_wh > 0:
        return State.SUCCESS if status in _FINISHED_WELL else State.ATTENTION
    return State.JUNK if _is_junk(evidence) else State.ATTENTION


def _is_junk(evidence: Evidence) -> bool:
    return not evidence.was_beyond_negotiation and not evidence.has_transaction
