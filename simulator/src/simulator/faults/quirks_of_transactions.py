"""Quirks of transactions (T)."""

import copy

from simulator.faults.frames import Frame, change_times, is_call
from simulator.faults.registry import EVENT, METER, NO_TRANSACTION, START, STOP, Memory, quirk


@quirk("T1", "StartTransaction is repeated under another message id")
def second_start(frame: Frame, memory: Memory) -> list[Frame] | None:
    return [memory.aside(START, copy.deepcopy(frame[3])), frame] if is_call(frame, START) else None


@quirk("T3", "StopTransaction with transactionId 2^63-1")
def lost_number(frame: Frame, _: Memory) -> None:
    if is_call(frame, STOP):
        frame[3]["transactionId"] = NO_TRANSACTION


@quirk("T4", "a stop of an unknown transaction comes again and again")
def unknown_stop(frame: Frame, memory: Memory) -> list[Frame] | None:
    if not is_call(frame, STOP):
        return None
    stranger = {"transactionId": 4242, "meterStop": 1, "timestamp": frame[3]["timestamp"]}
    return [frame, *(memory.aside(STOP, stranger) for _ in range(3))]


@quirk("T7", "MeterValues go on after the stop")
def trailing(frame: Frame, memory: Memory) -> list[Frame] | None:
    if is_call(frame, METER) and "transactionId" in frame[3]:
        memory.last_values = copy.deepcopy(frame[3])
    if not is_call(frame, STOP) or memory.last_values is None:
        return None
    return [frame, memory.aside(METER, memory.last_values)]


@quirk("T9", "the reason of a stop is a word of the maker's own")
def odd_reason(frame: Frame, _: Memory) -> None:
    if is_call(frame, STOP):
        frame[3]["reason"] = "UserPressedRedButton"


@quirk("T11", "the time of a stop is 1970")
def stop_in_1970(frame: Frame, _: Memory) -> None:
    if is_call(frame, STOP):
        change_times(frame, lambda _: "1970-01-01T00:00:07Z")


@quirk("T12", "transactionData is left out")
def no_data(frame: Frame, _: Memory) -> None:
    if is_call(frame, STOP):
        frame[3].pop("transactionData", None)


@quirk("T14", "2.0.1: every event twice, offline unset, numbers with gaps")
def careless_events(frame: Frame, memory: Memory) -> list[Frame] | None:
    if not is_call(frame, EVENT):
        return None
    frame[3].pop("offline", None)
    frame[3]["seqNo"] *= 2
    return [frame, memory.aside(EVENT, copy.deepcopy(frame[3]))]


@quirk("T15", "2.0.1: no evse in Updated, a trigger that does not fit")
def sparse_events(frame: Frame, _: Memory) -> None:
    if is_call(frame, EVENT) and frame[3]["eventType"] == "Updated":
        frame[3].pop("evse", None)
        frame[3]["triggerReason"] = "EVDetected"


@quirk("T19", "a stop without idTag")
def free_stop(frame: Frame, _: Memory) -> None:
    if is_call(frame, STOP):
        frame[3].pop("idTag", None)
