"""Quirks of cards (A) and of framing (F)."""

import copy

from simulator.faults.frames import ERROR, RESULT, Frame, is_call, objects
from simulator.faults.registry import EXTRA, METER, START, Memory, Wire, quirk, raw_quirk


@quirk("A1", "idTag with trailing control bytes")
def long_tag(frame: Frame, _: Memory) -> None:
    for item in objects(frame[-1]):
        if "idTag" in item:
            item["idTag"] += "\x10\x0e"


@quirk("A2", "idTag in lower case")
def lower_tag(frame: Frame, _: Memory) -> None:
    for item in objects(frame[-1]):
        for name in {"idTag", "idToken"} & item.keys():
            if isinstance(item[name], str):
                item[name] = item[name].lower()


@quirk("A3", "StartTransaction without idTag")
def no_tag(frame: Frame, _: Memory) -> None:
    if is_call(frame, START):
        frame[3]["idTag"] = ""


@quirk("A4", "charges on although the card is refused (a switch of the station)")
def charges_on(frame: Frame, _: Memory) -> None:
    """`simulator.station.build` reads the switch."""


@quirk("F1", "each CALL is sent twice under the same id")
def same_id(frame: Frame, _: Memory) -> list[Frame] | None:
    return [frame, copy.deepcopy(frame)] if is_call(frame) else None


@quirk("F2", "message ids begin at 1 with each connection")
def small_ids(frame: Frame, memory: Memory) -> None:
    if is_call(frame):
        memory.rename(frame, str(next(memory.numbers)))


@quirk("F3", "message ids are numbers")
def numeric_ids(frame: Frame, memory: Memory) -> None:
    if is_call(frame):
        memory.rename(frame, next(memory.numbers))


@quirk("F4", "a second CALL does not wait for the answer to the first")
def impatient(frame: Frame, memory: Memory) -> list[Frame] | None:
    return [frame, memory.aside("Heartbeat", {})] if is_call(frame) else None


@quirk("F6", "answers that nobody asked for")
def late_answer(frame: Frame, memory: Memory) -> list[Frame] | None:
    return [[RESULT, f"late-{next(memory.extras)}", {"status": "Accepted"}], frame] if is_call(frame) else None


@quirk("F7", "CALLERROR of four elements with a misspelt code")
def misspelt_error(frame: Frame, memory: Memory) -> list[Frame] | None:
    return (
        [[ERROR, f"late-{next(memory.extras)}", "OccurenceConstraintViolation", ""], frame] if is_call(frame) else None
    )


@quirk("F8", "frames of an unknown type")
def unknown_type(frame: Frame, memory: Memory) -> list[Frame] | None:
    return [[7, f"{EXTRA}{next(memory.extras)}", {}], frame] if is_call(frame) else None


@raw_quirk("F9", "each MeterValues is broken JSON at its first try")
def broken(text: str, memory: Memory) -> list[Wire]:
    is_victim = f'"{METER}"' in text and memory.first_time(f"F9{text.split(',')[1]}")
    return [text.replace('"connectorId":', '"transactionId":,"connectorId":', 1)] if is_victim else [text]


@quirk("F10", "the payload of Heartbeat is null")
def null_payload(frame: Frame, _: Memory) -> None:
    if is_call(frame, "Heartbeat"):
        frame[3] = None


@quirk("F13", "actions in another case")
def other_case(frame: Frame, _: Memory) -> None:
    if is_call(frame):
        frame[2] = frame[2][0].lower() + frame[2][1:]
