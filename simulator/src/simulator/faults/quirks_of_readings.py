"""Quirks of meter values and times (M)."""

import copy

from simulator.faults.frames import Frame, change_times, is_call, samples
from simulator.faults.registry import METER, Memory, quirk


@quirk("M1", "values with blanks and a comma")
def commas(frame: Frame, _: Memory) -> None:
    if is_call(frame, METER):
        for sample in samples(frame):
            sample["value"] = f" {float(sample['value']):.1f} ".replace(".", ",")


@quirk("M2", "meterValue is an object, not an array")
def no_array(frame: Frame, _: Memory) -> None:
    if is_call(frame, METER):
        frame[3]["meterValue"] = frame[3]["meterValue"][0]


@quirk("M3", "units are left out")
def no_units(frame: Frame, _: Memory) -> None:
    if is_call(frame, METER):
        for sample in samples(frame):
            sample.pop("unit", None)


@quirk("M4", "contexts that do not exist")
def odd_context(frame: Frame, _: Memory) -> None:
    if is_call(frame, METER):
        for sample in samples(frame):
            sample["context"] = "Sample"


@quirk("M6", "no contexts, also not at begin and end")
def no_context(frame: Frame, _: Memory) -> None:
    if is_call(frame):
        for sample in samples(frame):
            sample.pop("context", None)


@quirk("M7", "clock-aligned samples of the whole station in between")
def station_samples(frame: Frame, memory: Memory) -> list[Frame] | None:
    if not is_call(frame, METER):
        return None
    values = copy.deepcopy(frame[3]["meterValue"])
    return [frame, memory.aside(METER, {"connectorId": 0, "meterValue": values})]


@quirk("M8", "transactionId 0 in MeterValues")
def no_transaction(frame: Frame, _: Memory) -> None:
    if is_call(frame, METER) and "transactionId" in frame[3]:
        frame[3]["transactionId"] = 0


@quirk("M9", "times without zone and with nine digits of a second")
def odd_times(frame: Frame, _: Memory) -> None:
    if is_call(frame):
        change_times(frame, lambda text: text.replace("Z", ".000000000"))


@quirk("M12", "each sample five times")
def bursts(frame: Frame, memory: Memory) -> list[Frame] | None:
    if not is_call(frame, METER):
        return None
    return [frame, *(memory.aside(METER, copy.deepcopy(frame[3])) for _ in range(4))]
